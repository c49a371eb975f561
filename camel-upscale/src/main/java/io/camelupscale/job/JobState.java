package io.camelupscale.job;

/**
 * The states of a job.
 *
 * <pre>
 * NEW ─► SUBMITTING ─► RUNNING ─► DONE ─► DOWNLOADED ─► DELIVERED
 *             │           │                   └─► DEAD
 *             │           └─► FAILED · CANCELLED · TIMED_OUT
 *             └─► IN_DOUBT ─► RUNNING (if it is found) · SUBMITTING (if it may be sent again) · FAILED
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
    /** Finished at the provider. Never stored: after a restart the provider is asked again. */
    DONE,
    /** The result is here, verified, or where the provider puts it itself. */
    DOWNLOADED,
    /** Everybody who waited for the result is through with it. */
    DELIVERED,
    /** The result is here, and the consumer failed with it too often. */
    DEAD,
    FAILED,
    CANCELLED,
    TIMED_OUT;

    /** Whether there is something to do about the job, whoever waits for it. */
    public boolean isUnderWay() {
        return switch (this) {
            case NEW, SUBMITTING, IN_DOUBT, RUNNING, DONE -> true;
            default -> false;
        };
    }

    /** Whether it ended without a result. */
    public boolean isFailure() {
        return this == FAILED || this == CANCELLED || this == TIMED_OUT;
    }
}
