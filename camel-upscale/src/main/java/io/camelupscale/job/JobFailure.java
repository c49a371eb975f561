package io.camelupscale.job;

import io.camelupscale.spi.RemoteJob;
import org.jspecify.annotations.Nullable;

/**
 * A job that ended without a result, or that is waited for no longer.
 *
 * @param job      as it was in the end; null if there never was one
 * @param message  the reason for people, without the file's name: several may wait for the same job
 * @param releaser what is done when whoever was handed the failure is through with it
 */
public record JobFailure(
        String key,
        @Nullable Job job,
        FailureReason reason,
        String message,
        @Nullable Throwable cause,
        Runnable releaser)
        implements JobOutcome {

    JobFailure(String key, @Nullable Job job, FailureReason reason, String message, @Nullable Throwable cause) {
        this(key, job, reason, message, cause, () -> {});
    }

    /** The job as its provider knows it. */
    public RemoteJob remote() {
        return job == null ? RemoteJob.NONE : job.remote();
    }

    /** A failure is heard of once: whether it could be dealt with changes nothing. */
    @Override
    public void release(boolean delivered) {
        releaser.run();
    }
}
