package io.camelupscale.test.topaz;

import io.camelupscale.media.ImageInfo;
import io.camelupscale.test.service.JobOrder;
import io.camelupscale.test.service.JobSnapshot.State;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.util.json.JsonObject;

/** The jobs of the Image API: what they are called, what becomes of their credits, who is told. */
final class ImageJobs {

    private final Simulation simulation;
    private final ImageNotifications notifications;
    private final Map<String, String> webhooks = new ConcurrentHashMap<>();
    private final Map<String, String> sourceIds = new ConcurrentHashMap<>();

    ImageJobs(Simulation simulation, ImageNotifications notifications) {
        this.simulation = simulation;
        this.notifications = notifications;
    }

    void accepted(SimulatedJob job, String sourceId, Optional<String> webhook) {
        sourceIds.put(job.id(), sourceId);
        webhook.ifPresent(url -> webhooks.put(job.id(), url));
        at(job.begins(), () -> find(job.id()).ifPresent(this::began));
        at(job.ends(), () -> find(job.id()).ifPresent(this::ended));
    }

    private void at(Instant moment, Runnable task) {
        simulation.time().schedule(Duration.between(simulation.time().now(), moment), task);
    }

    Optional<SimulatedJob> find(String id) {
        return simulation.book().find(id).filter(job -> sourceIds.containsKey(id));
    }

    /** The newest first. */
    List<SimulatedJob> all() {
        return simulation.book().all().stream()
                .filter(job -> sourceIds.containsKey(job.id()))
                .sorted((one, other) -> Integer.compare(other.number(), one.number()))
                .toList();
    }

    void cancel(SimulatedJob job) {
        SimulatedJob cancelled = simulation.book().cancel(job.id()).orElse(job);
        simulation.ledger().refund(job.credits());
        tell(cancelled);
    }

    /** What it is now; failed, where the header could be read and the pixels cannot. */
    State state(SimulatedJob job) {
        State state = job.at(simulation.time().now()).state();
        if (state != State.DONE) {
            return state;
        }
        try {
            simulation.results().of(job);
            return State.DONE;
        } catch (IOException e) {
            return State.FAILED;
        }
    }

    private void ended(SimulatedJob job) {
        State state = state(job);
        if (state == State.FAILED) {
            simulation.ledger().refund(job.credits());
        }
        if (state == State.FAILED || state == State.DONE) {
            tell(job);
        }
    }

    private void began(SimulatedJob job) {
        if (state(job) == State.RUNNING) {
            tell(job);
        }
    }

    private void tell(SimulatedJob job) {
        Optional.ofNullable(webhooks.get(job.id())).ifPresent(url -> notifications.tell(url, job, view(job)));
    }

    /** Credits that are set aside for jobs that have not ended. */
    double reserved() {
        return all().stream()
                .filter(job -> !state(job).isFinal())
                .mapToDouble(SimulatedJob::credits)
                .sum();
    }

    /** The job as {@code /status} tells it. */
    Map<String, Object> view(SimulatedJob job) {
        Instant now = simulation.time().now();
        JobOrder order = job.order();
        ImageFamily family = ImageFamily.valueOf(order.operation().toUpperCase(Locale.ROOT));
        State state = state(job);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("process_id", job.id());
        view.put("source_id", sourceIds.get(job.id()));
        view.put("filename", order.source().fileName());
        view.put("input_format", sourceFormat(order));
        view.put("input_height", order.height());
        view.put("input_width", order.width());
        view.put("output_format", order.format().name().toLowerCase(Locale.ROOT));
        view.put("output_height", order.resultHeight());
        view.put("output_width", order.resultWidth());
        view.put("category", family.category());
        view.put("model_type", family.isGenerative() ? "Generative" : "GAN");
        view.put("model", order.wishes().get("model"));
        view.put("crop_to_fill", Boolean.valueOf(order.wishes().get("crop_to_fill")));
        view.put("options_json", settings(order));
        view.put("status", word(job, state, now));
        view.put("progress", (int) (job.at(now).progress() * 100));
        view.put("eta", job.ends().getEpochSecond());
        view.put("creation_time", job.accepted().getEpochSecond());
        view.put("modification_time", modified(job, state, now).getEpochSecond());
        view.put("credits", (long) job.credits());
        return view;
    }

    private static String sourceFormat(JobOrder order) {
        try {
            return ImageInfo.read(order.source().file()).format().name().toLowerCase(Locale.ROOT);
        } catch (IOException e) { // it was read when the job was accepted
            throw new UncheckedIOException(e);
        }
    }

    private static String settings(JobOrder order) {
        JsonObject settings = new JsonObject(order.wishes());
        settings.remove("model");
        settings.remove("crop_to_fill");
        return settings.toJson();
    }

    private static String word(SimulatedJob job, State state, Instant now) {
        return switch (state) {
            case QUEUED -> "Pending";
            case RUNNING -> job.word(now).equals("running") ? "Processing" : job.word(now);
            case DONE -> "Completed";
            case FAILED -> "Failed";
            case CANCELLED -> "Cancelled";
        };
    }

    private static Instant modified(SimulatedJob job, State state, Instant now) {
        return switch (state) {
            case QUEUED -> job.accepted();
            case RUNNING -> now;
            case DONE, FAILED -> job.ends();
            case CANCELLED -> job.cancelled() == null ? now : job.cancelled();
        };
    }
}
