package io.camelupscale;

/** What to do about a job whose submit was sent and whose answer was lost: the provider may have accepted it. */
public enum OnInDoubt {
    /** It fails, and is not sent again however often it is asked for: it may have been paid for. */
    FAIL,
    /** It is sent again: at worst it is paid for twice. */
    RESUBMIT
}
