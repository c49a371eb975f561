package io.camelupscale;

import io.camelupscale.job.FailureReason;
import io.camelupscale.job.JobFailure;
import org.apache.camel.CamelException;
import org.jspecify.annotations.Nullable;

/**
 * A file could not be upscaled. The message names it and says why; the subclasses are there for routes that treat some
 * reasons apart.
 */
public class UpscaleException extends CamelException {

    private static final long serialVersionUID = 1L;

    private final FailureReason reason;
    private final String provider;
    private final @Nullable String jobKey;
    private final @Nullable String remoteId;

    protected UpscaleException(String provider, String file, JobFailure failure) {
        super(file + ": " + failure.message(), failure.cause());
        this.reason = failure.reason();
        this.provider = provider;
        this.jobKey = failure.key();
        this.remoteId = failure.remote().id();
    }

    /** For a message that never became a job. */
    protected UpscaleException(FailureReason reason, String provider, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.provider = provider;
        this.jobKey = null;
        this.remoteId = null;
    }

    static UpscaleException of(String provider, String file, JobFailure failure) {
        return switch (failure.reason()) {
            case REJECTED -> new UpscaleRejectedException(provider, file, failure);
            case IN_DOUBT -> new UpscaleInDoubtException(provider, file, failure);
            case TIMED_OUT -> new UpscaleTimeoutException(provider, file, failure);
            case INVALID_RESULT -> new UpscaleResultException(provider, file, failure);
            default -> new UpscaleException(provider, file, failure);
        };
    }

    public FailureReason getReason() {
        return reason;
    }

    /** The provider's name, such as {@code localupscale}. */
    public String getProvider() {
        return provider;
    }

    /** The job's key; null if the message never became a job. */
    public @Nullable String getJobKey() {
        return jobKey;
    }

    /** The provider's id of the job; null if the message never became a job, empty if the provider never accepted it. */
    public @Nullable String getRemoteId() {
        return remoteId;
    }
}
