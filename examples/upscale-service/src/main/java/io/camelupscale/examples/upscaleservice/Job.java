package io.camelupscale.examples.upscaleservice;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A picture that was accepted: all that is known of it, as it is stored.
 *
 * @param id         19 decimal digits, later ones are greater
 * @param fileName   the upload's name, without folders
 * @param model      the name that it was asked for by
 * @param tileSize   0 for the default
 * @param format     of the result, a name of {@code ImageFormat} in lower case
 * @param source     the file in the job's folder that holds the upload
 * @param sourceType its media type
 * @param progress   0 to 100
 * @param created    milliseconds since 1970, as all times
 * @param error      why it failed
 * @param result     what it led to
 * @param gone       whether the files have been deleted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Job(
        String id,
        String fileName,
        String model,
        int scale,
        int tileSize,
        String format,
        String source,
        String sourceType,
        Size inputSize,
        State state,
        int progress,
        long created,
        @Nullable Long started,
        @Nullable Long finished,
        @Nullable String error,
        @Nullable Result result,
        boolean gone) {

    /** In pixels, as a viewer shows it. */
    record Size(int width, int height) {}

    /**
     * @param file   its name in the job's folder
     * @param sha256 of its bytes, in hexadecimal digits
     */
    record Result(String file, String mediaType, long bytes, String sha256, Size size) {}

    /** The words of the API. */
    enum State {
        QUEUED,
        PROCESSING,
        COMPLETED,
        FAILED,
        CANCELLED;

        boolean isEnd() {
            return this == COMPLETED || this == FAILED || this == CANCELLED;
        }
    }

    boolean isOver() {
        return state.isEnd();
    }

    /** How long it was worked on, in seconds. */
    double seconds() {
        long from = started == null ? created : started;
        return finished == null ? 0 : (finished - from) / 1000.0;
    }

    Job working(double share, long now) {
        int percent = (int) Math.max(1, Math.min(99, Math.round(share * 100)));
        return with(State.PROCESSING, percent, started == null ? Long.valueOf(now) : started, null, null, null, false);
    }

    Job completed(Result made, long now) {
        return with(State.COMPLETED, 100, started, now, null, made, false);
    }

    Job failed(String why, long now) {
        return with(State.FAILED, progress, started, now, why, null, false);
    }

    Job cancelled(long now) {
        return with(State.CANCELLED, progress, started, now, null, null, false);
    }

    Job withoutFiles() {
        return with(state, progress, started, finished, error, result, true);
    }

    private Job with(
            State newState,
            int newProgress,
            @Nullable Long newStarted,
            @Nullable Long newFinished,
            @Nullable String newError,
            @Nullable Result newResult,
            boolean newGone) {
        return new Job(
                id,
                fileName,
                model,
                scale,
                tileSize,
                format,
                source,
                sourceType,
                inputSize,
                newState,
                newProgress,
                created,
                newStarted,
                newFinished,
                newError,
                newResult,
                newGone);
    }
}
