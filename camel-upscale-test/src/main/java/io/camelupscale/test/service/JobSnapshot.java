package io.camelupscale.test.service;

import java.time.Duration;

/**
 * A job at one moment.
 *
 * @param progress 0 to 1
 * @param rest     what the service believes is left
 */
public record JobSnapshot(State state, double progress, Duration rest) {

    /** The states of a job. */
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        /** Whether nothing more happens to a job in this state. */
        public boolean isFinal() {
            return this != QUEUED && this != RUNNING;
        }
    }
}
