package io.camelupscale.job;

/** Somebody who waits for a job. Exactly one of the methods is called, exactly once. */
public interface JobObserver {

    /** The job has its result. Called on a completion thread, where it may block. */
    void succeeded(JobResult result);

    /** The job ended without a result. Called on a completion thread, where it may block. */
    void failed(JobFailure failure);

    /** This node stops, or lost the job to another: there will be no answer. Must not block. */
    void parked();
}
