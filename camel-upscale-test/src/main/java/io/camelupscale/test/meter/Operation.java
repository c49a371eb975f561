package io.camelupscale.test.meter;

/** The kinds of requests that simulated services tell apart. */
public enum Operation {
    /** Hands a job over. */
    SUBMIT,
    /** Sends a source, where that is a request of its own. */
    UPLOAD,
    /** Asks for one job. */
    CHECK,
    /** Asks for many jobs. */
    LIST,
    /** Gives a job up. */
    CANCEL,
    /** Fetches a result, or a part of it. */
    DOWNLOAD,
    /** Asks what a job would cost. */
    ESTIMATE,
    /** Asks what is left to spend. */
    BALANCE
}
