package io.camelupscale.upscayl.image;

import java.time.Duration;
import java.util.Map;

/**
 * How the service is spoken to.
 *
 * @param wrapRequests       whether JSON is sent as {@code {"data": …}}
 * @param multipartThreshold files of more bytes are uploaded in parts
 * @param awaitCredits       whether a finished task is asked for once more if it was not charged for yet
 * @param rateLimitPause     what 429 means where the service does not say how long
 * @param batchSize          how many files of a list one task may have
 */
public record ApiOptions(
        Wire wire,
        boolean wrapRequests,
        long multipartThreshold,
        boolean awaitCredits,
        Duration rateLimitPause,
        int batchSize) {

    /** 32 MiB, in bytes. */
    public static final long MULTIPART_THRESHOLD = 32 << 20;

    /** Names that were seen in answers and in other clients. */
    public static final String LINK_FIELDS = "downloadLink,downloadUrl,url";

    public static final ApiOptions DEFAULTS =
            new ApiOptions(Wire.of(LINK_FIELDS, Map.of()), true, MULTIPART_THRESHOLD, true, Duration.ofMinutes(5), 10);

    ApiOptions with(Wire other) {
        return new ApiOptions(other, wrapRequests, multipartThreshold, awaitCredits, rateLimitPause, batchSize);
    }

    ApiOptions withThreshold(long bytes) {
        return new ApiOptions(wire, wrapRequests, bytes, awaitCredits, rateLimitPause, batchSize);
    }

    ApiOptions bare() {
        return new ApiOptions(wire, false, multipartThreshold, awaitCredits, rateLimitPause, batchSize);
    }
}
