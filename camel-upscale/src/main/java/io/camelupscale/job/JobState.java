package io.camelupscale.job;

/**
 * The states of a job.
 *
 * <pre>
 * NEW ─► SUBMITTING ─► RUNNING ─► DONE ─► DOWNLOADED ─► DELIVERED
 *             │           └─► FAILED · CANCELLED · TIMED_OUT
 *             └─► IN_DOUBT ─► SUBMITTING (where it costs nothing) · FAILED
 * </pre>
 */
public enum JobState {
    /** Known here, nothing was sent. */
    NEW,
    /** About to be sent, or sent and not answered yet: from here on it may cost money. */
    SUBMITTING,
    /** The submit's answer was lost: nobody knows whether the provider accepted it. */
    IN_DOUBT,
    /** Accepted by the provider. */
    RUNNING,
    /** Finished at the provider. */
    DONE,
    /** The result is here, verified. */
    DOWNLOADED,
    /** Everybody who waited for the result is through with it. */
    DELIVERED,
    FAILED,
    CANCELLED,
    TIMED_OUT
}
