package io.camelupscale;

import io.camelupscale.job.JobEngine;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Camel's developer console {@code upscale}: the jobs of each account by their state. */
@DevConsole(name = "upscale", displayName = "Upscale", description = "Upscaling jobs that are under way")
public class UpscaleConsole extends AbstractDevConsole {

    public UpscaleConsole() {
        super("camel", "upscale", "Upscale", "Upscaling jobs that are under way");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (JobEngine engine : engines()) {
            text.append(engine.account()).append(":");
            engine.jobs()
                    .forEach((state, count) ->
                            text.append(" ").append(name(state)).append("=").append(count));
            text.append("\n");
        }
        return text.toString();
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        JsonArray accounts = new JsonArray();
        for (JobEngine engine : engines()) {
            JsonObject jobs = new JsonObject();
            engine.jobs().forEach((state, count) -> jobs.put(name(state), count));
            JsonObject account = new JsonObject();
            account.put("account", engine.account());
            account.put("jobs", jobs);
            accounts.add(account);
        }
        JsonObject root = new JsonObject();
        root.put("accounts", accounts);
        return root;
    }

    /** None unless the component is there already: looking must not start it. */
    private Iterable<JobEngine> engines() {
        return getCamelContext().hasComponent(UpscaleComponent.SCHEME) instanceof UpscaleComponent component
                        && component.hasEngines()
                ? component.engines().all()
                : List.of();
    }

    private static String name(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
