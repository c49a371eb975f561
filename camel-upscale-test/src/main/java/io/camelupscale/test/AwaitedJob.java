package io.camelupscale.test;

import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobObserver;
import io.camelupscale.job.JobResult;
import java.util.concurrent.CompletableFuture;

/** Waits for a job that a test has given to an engine, and keeps how it ended. */
public class AwaitedJob implements JobObserver {

    private final CompletableFuture<Object> ended = new CompletableFuture<>();

    @Override
    public void succeeded(JobResult result) {
        ended.complete(result);
    }

    @Override
    public void failed(JobFailure failure) {
        ended.complete(failure);
    }

    @Override
    public void parked() {
        ended.cancel(false);
    }

    /** Whether the job has ended, or the engine has let it go. */
    public boolean isDone() {
        return ended.isDone();
    }

    /**
     * Waits for the result.
     *
     * @throws AssertionError if the job failed
     * @throws java.util.concurrent.CancellationException if the engine let it go
     */
    public JobResult result() {
        return ended(JobResult.class);
    }

    /**
     * Waits for the failure.
     *
     * @throws AssertionError if the job succeeded
     * @throws java.util.concurrent.CancellationException if the engine let it go
     */
    public JobFailure failure() {
        return ended(JobFailure.class);
    }

    /**
     * Waits for either.
     *
     * @throws java.util.concurrent.CancellationException if the engine let it go
     */
    public Object end() {
        return ended.join();
    }

    private <T> T ended(Class<T> expected) {
        Object end = end();
        if (!expected.isInstance(end)) {
            throw new AssertionError("expected a " + expected.getSimpleName() + ", not " + end);
        }
        return expected.cast(end);
    }
}
