package io.camelupscale.job;

import java.time.Duration;
import java.time.Instant;

/** The engine's clock and alarm in one, so that a test can turn both. */
public interface JobTimer {

    Instant now();

    /** Runs a short task, one that never blocks, after the delay. */
    Alarm schedule(Duration delay, Runnable task);

    /** A task that was scheduled. */
    @FunctionalInterface
    interface Alarm {
        /** Keeps the task from running, unless it already began. */
        void cancel();
    }
}
