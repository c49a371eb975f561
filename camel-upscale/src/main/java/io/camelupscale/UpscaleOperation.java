package io.camelupscale;

/** What a producer does with a message. */
public enum UpscaleOperation {
    /** Makes a job of it and goes on with the result. */
    UPSCALE,
    /** Makes a job of it and goes on when the provider has taken it. The result goes to a consumer. */
    SUBMIT,
    /** Tells how a job is getting on. */
    STATUS,
    /** Waits for a job's result. */
    DOWNLOAD,
    /** Cancels a job. */
    CANCEL,
    /** Tells what a job, or each of several jobs, would cost. */
    ESTIMATE,
    /** Tells what the account has left. */
    BALANCE,
    /** Has a job checked now, since somebody says that it has moved. */
    HINT
}
