package io.camelupscale.examples.upscaleservice;

import org.jspecify.annotations.Nullable;

/** A request that is refused, with the status and the text that the client gets. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable Long retryAfterSeconds;

    ApiException(int status, String message) {
        this(status, message, null);
    }

    private ApiException(int status, String message, @Nullable Long retryAfterSeconds) {
        super(message, null, false, false); // an answer, not a defect: nobody reads its stack
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    static ApiException queueFull(long retryAfterSeconds) {
        return new ApiException(429, "queue is full, try again later", retryAfterSeconds);
    }

    static ApiException tooLarge(long maxBytes) {
        return new ApiException(413, "file too large (max: " + maxBytes / (1024 * 1024) + " MB)");
    }

    int status() {
        return status;
    }

    @Nullable
    Long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
