package io.camelupscale.job;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to ask again: the interval grows with the time a job has taken, so that the relative delay stays the same for jobs
 * of seconds and of hours. Where jobs of its kind were alike, it is asked for when they begin to end, and an estimate of the
 * time left brings the check close to the end. Neither stretches the interval beyond three times the plain one: estimates of
 * slow jobs are often far off, a job may fail early, and its like may have waited in a queue that is empty now.
 */
final class PollSchedule {

    private static final double SHORTEST = 2_000; // milliseconds, as all that follow
    private static final double LONGEST = 30_000;
    private static final double SHORTEST_ESTIMATED = 1_000;

    private static final double SHARE_OF_ELAPSED = 0.10;
    private static final double SHARE_OF_REST = 0.85; // checks close in on the end
    private static final double SHARE_OF_REST_IF_SCARCE = 1.10; // one check soon after the end
    private static final double PROGRESS_WORTH_TRUSTING = 0.02;
    private static final double SHARE_ENDED = 0.05;
    private static final double EARLIER = 0.90; // else nobody would learn that jobs have become faster
    private static final int STRETCH = 3;
    private static final double LEAST_OF_PLAIN = 0.10;
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
     * @param eta      the provider's own estimate of the time left, if it gave one; trusted up to 30 s before the first check
     * @param history  of jobs of its kind; ignored unless it can be trusted
     * @param fair     what is to be left between checks for the account's rate to suffice for all of its jobs, see
     *                 {@link Gate#fairInterval}; only a job said to end sooner is checked sooner
     */
    Duration next(Duration elapsed, double progress, @Nullable Duration eta, DurationHistory history, Duration fair) {
        double wanted = clamp(elapsed.toMillis() * SHARE_OF_ELAPSED, SHORTEST, LONGEST);
        boolean scarce = fair.toMillis() > wanted;
        double plain = scarce ? fair.toMillis() : wanted;
        double delay = history.isTrusted() ? Math.max(fair.toMillis(), learned(elapsed, history, plain)) : plain;
        double rest = rest(elapsed, progress, eta);
        if (rest >= 0) {
            double least = Math.max(SHORTEST_ESTIMATED, LEAST_OF_PLAIN * plain);
            double share = scarce ? SHARE_OF_REST_IF_SCARCE : SHARE_OF_REST;
            delay = clamp(share * rest, least, most(elapsed, eta, plain));
        }
        return Duration.ofMillis(Math.round(delay * (1 + JITTER * (2 * random.nextDouble() - 1))));
    }

    /** Until a small share of the jobs that took longer than this one has so far had ended. */
    private static double learned(Duration elapsed, DurationHistory history, double plain) {
        double left = history.endOf(SHARE_ENDED, elapsed).minus(elapsed).toMillis();
        return left == 0 ? plain : clamp(EARLIER * left, SHORTEST, STRETCH * plain);
    }

    private static double rest(Duration elapsed, double progress, @Nullable Duration eta) {
        if (eta != null) {
            return eta.toMillis();
        }
        return progress < PROGRESS_WORTH_TRUSTING ? -1 : elapsed.toMillis() * (1 - progress) / progress;
    }

    private static double most(Duration elapsed, @Nullable Duration eta, double plain) {
        boolean first = elapsed.toMillis() < SHORTEST_ESTIMATED;
        return Math.max(STRETCH * plain, first && eta != null ? LONGEST : 0);
    }

    private static double clamp(double millis, double least, double most) {
        return Math.max(least, Math.min(most, millis));
    }
}
