package io.camelupscale;

import io.camelupscale.job.FailureReason;
import io.camelupscale.job.Job;
import io.camelupscale.job.JobFailure;
import io.camelupscale.spi.ProviderException;
import java.util.concurrent.CompletionException;
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
        this(reason, provider, null, message, cause);
    }

    /** For what has to do with no job, or with one that is known by its key alone. */
    protected UpscaleException(
            FailureReason reason, String provider, @Nullable String jobKey, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.provider = provider;
        this.jobKey = jobKey;
        this.remoteId = null;
    }

    static UpscaleException of(String provider, String file, JobFailure failure) {
        return switch (failure.reason()) {
            case REJECTED -> new UpscaleRejectedException(provider, file, failure);
            case IN_DOUBT -> new UpscaleInDoubtException(provider, file, failure);
            case TIMED_OUT -> new UpscaleTimeoutException(provider, file, failure);
            case OVER_BUDGET -> new UpscaleBudgetException(provider, file, failure);
            case INVALID_RESULT -> new UpscaleResultException(provider, file, failure);
            default -> new UpscaleException(provider, file, failure);
        };
    }

    /** Of a job that was asked for by its key alone. */
    static UpscaleException ofKey(String provider, JobFailure failure) {
        Job job = failure.job();
        if (job == null && failure.reason() == FailureReason.LOST) {
            return new UpscaleNoSuchJobException(provider, failure.key());
        }
        return of(provider, job == null ? "job " + failure.key() : job.request().sourceName(), failure);
    }

    /** A call to the provider failed that belongs to no job, or to one that goes on. */
    static UpscaleException ofCall(String provider, @Nullable String jobKey, String what, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        String message = what + ": " + cause.getMessage();
        if (!(cause instanceof ProviderException failure)) {
            return new UpscaleException(FailureReason.INTERNAL, provider, jobKey, what + ": " + cause, cause);
        }
        return failure.kind() == ProviderException.Kind.REJECTED
                ? new UpscaleRejectedException(provider, jobKey, message, failure)
                : new UpscaleException(FailureReason.of(failure.kind()), provider, jobKey, message, failure);
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
