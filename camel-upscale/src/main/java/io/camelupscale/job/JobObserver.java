package io.camelupscale.job;

/** Somebody who waits for a job. Exactly one of the methods ends the waiting, exactly once. */
public interface JobObserver {

    /**
     * The provider has taken the job, now or earlier. Must not block; may be called more than once.
     *
     * @return whether that was all that was waited for
     */
    default boolean accepted(Job job) {
        return false;
    }

    /** The job has ended; how follows on a completion thread, when there is one. Must not block. */
    default void ending() {}

    /** The job has its result. Called on a completion thread, where it may block. */
    void succeeded(JobResult result);

    /** The job ended without a result. Called on a completion thread, where it may block. */
    void failed(JobFailure failure);

    /** This node stops: there will be no answer. Must not block. */
    void parked();
}
