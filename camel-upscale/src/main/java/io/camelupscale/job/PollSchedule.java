package io.camelupscale.job;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to ask again: the interval grows with the time a job has taken, so that the relative delay stays the same for jobs
 * of seconds and of hours, and shrinks towards the end of one that tells its progress. An estimate never stretches the
 * interval beyond three times the plain one, since estimates of slow jobs are often far off.
 */
final class PollSchedule {

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final double SHARE_OF_ELAPSED = 0.10;
    private static final double SHARE_OF_REST = 0.85;
    private static final double PROGRESS_WORTH_TRUSTING = 0.02;
    private static final int STRETCH = 3;
    private static final double JITTER = 0.10;

    private final RandomGenerator random;

    PollSchedule(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The time until the next check.
     *
     * @param elapsed  since the provider accepted the job
     * @param progress 0 to 1, negative if unknown
     * @param eta      the provider's own estimate of the time left, if it gave one
     */
    Duration next(Duration elapsed, double progress, @Nullable Duration eta) {
        double plain = clamp(elapsed.toMillis() * SHARE_OF_ELAPSED);
        double rest = rest(elapsed, progress, eta);
        double millis =
                rest < 0 ? plain : Math.min(STRETCH * plain, Math.max(SHORTEST.toMillis(), SHARE_OF_REST * rest));
        return Duration.ofMillis(Math.round(millis * (1 + JITTER * (2 * random.nextDouble() - 1))));
    }

    private static double rest(Duration elapsed, double progress, @Nullable Duration eta) {
        if (eta != null) {
            return eta.toMillis();
        }
        return progress < PROGRESS_WORTH_TRUSTING ? -1 : elapsed.toMillis() * (1 - progress) / progress;
    }

    private static double clamp(double millis) {
        return Math.max(SHORTEST.toMillis(), Math.min(LONGEST.toMillis(), millis));
    }
}
