package io.camelupscale.job;

/** How a job ended. */
public sealed interface JobOutcome permits JobResult, JobFailure {

    /**
     * Says that whoever was handed the outcome is through with it.
     *
     * @param delivered whether it got where it was wanted
     */
    void release(boolean delivered);
}
