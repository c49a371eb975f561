package io.camelupscale;

import io.camelupscale.job.GateStatus;
import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobState;
import io.camelupscale.job.JobStoreException;
import io.camelupscale.job.LearnedDuration;
import io.camelupscale.job.Rate;
import io.camelupscale.job.Refusal;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Camel's developer console {@code upscale}: the jobs of each account, what holds them up, and how long they take. */
@DevConsole(name = "upscale", displayName = "Upscale", description = "Upscaling jobs, by account")
public class UpscaleConsole extends AbstractDevConsole {

    public UpscaleConsole() {
        super("camel", "upscale", "Upscale", "Upscaling jobs, by account");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        return started().map(this::text).orElse("");
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        return started().map(this::json).orElseGet(JsonObject::new);
    }

    /** None unless the component has started already: looking must not start it. */
    private Optional<UpscaleComponent> started() {
        return getCamelContext().hasComponent(UpscaleComponent.SCHEME) instanceof UpscaleComponent component
                        && component.hasEngines()
                ? Optional.of(component)
                : Optional.empty();
    }

    private String text(UpscaleComponent component) {
        JobEngines engines = component.engines();
        Throwable outage = engines.outage();
        StringBuilder text = new StringBuilder();
        line(text, "Node: %s", engines.node());
        line(text, "Job store: %s%s", store(component), outage == null ? "" : ", out of order: " + outage.getMessage());
        line(
                text,
                "Exchanges waiting: %d of %d",
                engines.room().waiting(),
                engines.room().size());
        for (JobEngine engine : engines.all()) {
            line(text, "Account: %s", engine.account());
            engine.refusal().ifPresent(no -> line(text, "    Refused since %s: %s", no.since(), no.message()));
            line(text, "    Jobs of this node: %s", words(engine.jobs()));
            stored(engines, engine).ifPresent(jobs -> line(text, "    Jobs in the store: %s", words(jobs)));
            engine.gates().forEach(gate -> line(text, "    %s", words(gate)));
            engine.learnedDurations().forEach(learned -> line(text, "    %s", words(learned)));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(format.formatted(values)).append('\n');
    }

    private static String words(Map<JobState, Long> jobs) {
        return jobs.isEmpty()
                ? "none"
                : jobs.entrySet().stream()
                        .map(one -> JobMessages.word(one.getKey()) + "=" + one.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static String words(GateStatus gate) {
        return "%s: %d of %d under way, %d waiting%s%s"
                .formatted(
                        capitalized(gate.name()),
                        gate.underWay(),
                        gate.parallel(),
                        gate.waiting(),
                        gate.rate() == null ? "" : ", rate " + word(gate.rate()),
                        gate.opens() == null ? "" : ", closed until " + gate.opens());
    }

    private static String words(LearnedDuration learned) {
        return "Duration of %s: %s, median of %d jobs%s"
                .formatted(
                        learned.kind(),
                        word(learned.median()),
                        learned.jobs(),
                        learned.trusted() ? ", plans checks" : "");
    }

    private static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String word(Rate rate) {
        return rate.count() + "/" + word(rate.period());
    }

    private static String word(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    private JsonObject json(UpscaleComponent component) {
        JobEngines engines = component.engines();
        Throwable outage = engines.outage();
        JsonObject root = new JsonObject();
        root.put("node", engines.node());
        root.put("store", store(component));
        put(root, "outage", outage == null ? null : outage.getMessage());
        root.put("waiting", engines.room().waiting());
        root.put("maxWaiting", engines.room().size());
        root.put("accounts", array(engines.all(), engine -> json(engines, engine)));
        return root;
    }

    private static JsonObject json(JobEngines engines, JobEngine engine) {
        JsonObject account = new JsonObject();
        account.put("account", engine.account());
        put(account, "refused", engine.refusal().map(UpscaleConsole::json).orElse(null));
        account.put("jobs", json(engine.jobs()));
        put(account, "stored", stored(engines, engine).map(UpscaleConsole::json).orElse(null));
        account.put("gates", array(engine.gates(), UpscaleConsole::json));
        account.put("durations", array(engine.learnedDurations(), UpscaleConsole::json));
        return account;
    }

    private static JsonObject json(Refusal refusal) {
        JsonObject json = new JsonObject();
        json.put("reason", JobMessages.word(refusal.reason()));
        json.put("message", refusal.message());
        json.put("since", refusal.since().toString());
        return json;
    }

    private static JsonObject json(Map<JobState, Long> jobs) {
        JsonObject json = new JsonObject();
        jobs.forEach((state, count) -> json.put(JobMessages.word(state), count));
        return json;
    }

    private static JsonObject json(GateStatus gate) {
        JsonObject json = new JsonObject();
        json.put("name", gate.name());
        json.put("underWay", gate.underWay());
        json.put("parallel", gate.parallel());
        json.put("waiting", gate.waiting());
        put(json, "rate", gate.rate() == null ? null : word(gate.rate()));
        put(json, "closedUntil", gate.opens() == null ? null : gate.opens().toString());
        return json;
    }

    private static JsonObject json(LearnedDuration learned) {
        JsonObject json = new JsonObject();
        json.put("kind", learned.kind());
        json.put("jobs", learned.jobs());
        json.put("medianMillis", learned.median().toMillis());
        json.put("trusted", learned.trusted());
        return json;
    }

    private static <T> JsonArray array(Collection<T> all, Function<T, JsonObject> json) {
        return all.stream().map(json).collect(Collectors.toCollection(JsonArray::new));
    }

    private static void put(JsonObject json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static String store(UpscaleComponent component) {
        if (component.getJobStore() == JobStoreType.MEMORY) {
            return "memory";
        }
        return component.getDataSource() == null ? "database in the work directory" : "dataSource";
    }

    /** None while the store is out of order. */
    private static Optional<Map<JobState, Long>> stored(JobEngines engines, JobEngine engine) {
        try {
            return engines.outage() == null ? Optional.of(engine.storedJobs()) : Optional.empty();
        } catch (JobStoreException e) { // since just now
            return Optional.empty();
        }
    }
}
