package io.camelupscale.examples.upscaleservice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.camelupscale.examples.upscaleservice.Job.Size;
import io.camelupscale.examples.upscaleservice.Job.State;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How jobs appear in answers. */
final class JobViews {

    private final String prefix;

    /** @param prefix where the API begins */
    JobViews(String prefix) {
        this.prefix = prefix;
    }

    /** The answer to an upload. */
    record Accepted(boolean success, String jobId, String statusUrl) {}

    /** The answer to a question about the status. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Status(
            String jobId,
            String status,
            int progress,
            @Nullable String downloadUrl,
            @Nullable Double durationSeconds,
            @Nullable Size inputSize,
            @Nullable Size outputSize,
            @Nullable Long fileSizeBytes,
            @Nullable String error) {}

    /** A job in lists and events. Links to what has been deleted are left out. Times are those of ISO 8601. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Listed(
            String jobId,
            String status,
            int progress,
            String fileName,
            String model,
            int scale,
            String created,
            @Nullable String started,
            @Nullable String finished,
            @Nullable String error,
            Size inputSize,
            @Nullable Size outputSize,
            @Nullable Long fileSizeBytes,
            @Nullable Double durationSeconds,
            @Nullable String sourceUrl,
            @Nullable String downloadUrl,
            @Nullable String resultUrl) {}

    Accepted accepted(Job job) {
        return new Accepted(true, job.id(), prefix + "/status/" + job.id());
    }

    Status status(Job job) {
        Job.Result result = job.result();
        boolean done = result != null;
        return new Status(
                job.id(),
                word(job.state()),
                job.progress(),
                done ? downloadUrl(job) : null,
                done ? job.seconds() : null,
                done ? job.inputSize() : null,
                done ? result.size() : null,
                done ? result.bytes() : null,
                job.error());
    }

    Listed listed(Job job) {
        Job.Result result = job.result();
        boolean done = result != null;
        boolean there = done && !job.gone();
        return new Listed(
                job.id(),
                word(job.state()),
                job.progress(),
                job.fileName(),
                job.model(),
                job.scale(),
                time(job.created()),
                job.started() == null ? null : time(job.started()),
                job.finished() == null ? null : time(job.finished()),
                job.error(),
                job.inputSize(),
                done ? result.size() : null,
                done ? result.bytes() : null,
                done ? job.seconds() : null,
                job.gone() ? null : prefix + "/jobs/" + job.id() + "/source",
                there ? downloadUrl(job) : null,
                there ? prefix + "/jobs/" + job.id() + "/result" : null);
    }

    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private String downloadUrl(Job job) {
        return prefix + "/download/" + job.id();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
