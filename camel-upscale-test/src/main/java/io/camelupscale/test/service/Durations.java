package io.camelupscale.test.service;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Decides how long each job takes. */
@FunctionalInterface
public interface Durations {

    /** @param random seeded by the simulation's seed and the order's content: the same order always takes as long */
    JobTimes of(JobOrder order, RandomGenerator random);

    /** Every job takes the same time. */
    static Durations fixed(Duration queued, Duration running) {
        JobTimes times = new JobTimes(queued, running);
        return (order, random) -> times;
    }

    /** No queue, and times spread evenly between two bounds. */
    static Durations between(Duration shortest, Duration longest) {
        return (order, random) -> new JobTimes(
                Duration.ZERO, Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1)));
    }
}
