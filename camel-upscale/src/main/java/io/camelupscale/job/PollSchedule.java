package io.camelupscale.job;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to ask again: the interval grows with the time a job has taken, so that the relative delay stays the same for jobs
 * of seconds and of hours. Where jobs of its kind were alike, it is asked for when they begin to end, and an estimate of the
 * time left brings the check close to the end. Neither stretches the interval beyond three times the plain one: estimates of
 * slow jobs are often far off, a job may fail early, and its like may have waited in a queue that is empty now. An estimate
 * that was the same at the check before is trusted further, to seven times the plain interval.
 *
 * <p>The first check comes after two seconds; where jobs may be quick, after a quarter of a second, and the next ones each
 * when the time taken has doubled, until that makes two seconds.
 */
final class PollSchedule {

    private static final double SHORTEST = 2_000; // milliseconds, as all that follow
    private static final double FIRST_OF_QUICK = 250;
    private static final double LONGEST = 30_000;
    private static final double SHORTEST_ESTIMATED = 1_000;

    private static final double SHARE_OF_ELAPSED = 0.10;
    private static final double SHARE_OF_REST = 0.85; // checks close in on the end
    private static final double SHARE_OF_LAST_REST = 1.10; // one check soon after the end
    private static final double PROGRESS_WORTH_TRUSTING = 0.02;
    private static final double SHARE_ENDED = 0.05;
    private static final double EARLIER = 0.90; // else nobody would learn that jobs have become faster
    private static final int STRETCH = 3;
    private static final int STRETCH_IF_STEADY = 7;
    private static final double STEADY = 0.05;
    private static final double LEAST_OF_PLAIN = 0.10;
    private static final double JITTER = 0.10;

    private final boolean quick;
    private final RandomGenerator random;

    /** @param quick whether jobs may take less than a second, and checks cost nothing */
    PollSchedule(boolean quick, RandomGenerator random) {
        this.quick = quick;
        this.random = random;
    }

    /**
     * The time until the next check.
     *
     * @param elapsed  since the provider accepted the job
     * @param worked   the part of it that it did not spend in the provider's queue; zero while it is in there
     * @param progress 0 to 1, negative if unknown
     * @param eta      the provider's own estimate of the time left, if it gave one; trusted up to 30 s before the first check
     * @param before   what {@link #whole} was at the check before
     * @param history  of jobs of its kind; ignored unless it can be trusted
     * @param fair     what is to be left between checks for the account's rate to suffice for all of its jobs, see
     *                 {@link Gate#fairInterval}; only a job said to end sooner is checked sooner
     */
    Duration next(
            Duration elapsed,
            Duration worked,
            double progress,
            @Nullable Duration eta,
            double before,
            DurationHistory history,
            Duration fair) {
        double shortest = quick ? clamp(elapsed.toMillis(), FIRST_OF_QUICK, SHORTEST) : SHORTEST;
        double wanted = clamp(elapsed.toMillis() * SHARE_OF_ELAPSED, shortest, LONGEST);
        boolean scarce = fair.toMillis() > wanted;
        double plain = scarce ? fair.toMillis() : wanted;
        double delay = plain;
        if (history.isTrusted()) {
            double least = worked.isZero() ? plain : fair.toMillis(); // nobody knows when a queue is over
            delay = Math.max(least, learned(worked, history, shortest, plain));
        }
        double whole = whole(worked, progress, eta);
        if (whole >= 0) {
            double rest = whole - worked.toMillis();
            boolean steady = before >= 0 && Math.abs(whole - before) < STEADY * whole;
            double share = scarce || steady && rest < plain ? SHARE_OF_LAST_REST : SHARE_OF_REST;
            double soonest = Math.max(Math.min(SHORTEST_ESTIMATED, shortest), LEAST_OF_PLAIN * plain);
            delay = clamp(share * rest, soonest, most(elapsed, eta, plain, steady));
        }
        return Duration.ofMillis(Math.round(delay * (1 + JITTER * (2 * random.nextDouble() - 1))));
    }

    /**
     * How many milliseconds the job is estimated to take in all, but for the queue; negative if nothing is told of it, or that it
     * is over.
     */
    static double whole(Duration worked, double progress, @Nullable Duration eta) {
        double whole = JobRun.UNKNOWN;
        if (eta != null) {
            whole = worked.plus(eta).toMillis();
        } else if (progress >= PROGRESS_WORTH_TRUSTING) {
            whole = worked.toMillis() / progress;
        }
        return whole < worked.toMillis() ? JobRun.UNKNOWN : whole;
    }

    /** Until a small share of the jobs that took longer than this one has so far had ended. */
    private static double learned(Duration worked, DurationHistory history, double shortest, double plain) {
        double left = history.endOf(SHARE_ENDED, worked).minus(worked).toMillis();
        return left == 0 ? plain : clamp(EARLIER * left, shortest, STRETCH * plain);
    }

    private static double most(Duration elapsed, @Nullable Duration eta, double plain, boolean steady) {
        double most = STRETCH * plain;
        if (eta != null && elapsed.toMillis() < SHORTEST_ESTIMATED) {
            most = Math.max(most, LONGEST);
        }
        return steady ? Math.max(most, Math.min(STRETCH_IF_STEADY * plain, STRETCH * LONGEST)) : most;
    }

    private static double clamp(double millis, double least, double most) {
        return Math.max(least, Math.min(most, millis));
    }
}
