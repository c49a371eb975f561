package io.camelupscale;

/** What becomes of a job at its provider when its time is up. */
public enum OnTimeout {
    /** It is cancelled, and delivered after all if it turns out to have finished in the meantime. */
    CANCEL,
    /** It is left to run. */
    LEAVE
}
