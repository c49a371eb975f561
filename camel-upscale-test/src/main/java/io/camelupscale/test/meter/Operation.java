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
    BALANCE,
    /** Agrees to what a job costs, where that is a request of its own. */
    ACCEPT,
    /** Lets a job begin whose source has been sent, where that is a request of its own. */
    START,
    /** Asks more about one job than how it is getting on, where that is a request of its own. */
    DETAILS,
    /** Asks for a link to a file, where that is a request of its own. */
    LINK,
    /** Deletes what the service knows of jobs, or their files. */
    FORGET,
    /** Asks whether the service works. */
    AVAILABILITY,
    /** Says that all parts of a source were sent, where that is a request of its own and lets no job begin. */
    COMPLETE,
    /** Asks which models there are. */
    MODELS
}
