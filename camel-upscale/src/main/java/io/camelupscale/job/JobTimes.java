package io.camelupscale.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a job became known, was accepted and begun, and what follows from it. Time in a queue is not run time. */
final class JobTimes {

    private final JobTimer timer;
    private final JobPolicy policy;

    private final Instant known;
    private volatile Instant accepted;
    private volatile @Nullable Instant begun;

    JobTimes(JobTimer timer, JobPolicy policy) {
        this.timer = timer;
        this.policy = policy;
        this.known = timer.now();
        this.accepted = known;
    }

    /** The provider took the job. */
    void accepted() {
        accepted = timer.now();
    }

    /** The provider works on the job; only the first time counts. */
    void running() {
        if (begun == null) {
            begun = timer.now();
        }
    }

    Instant known() {
        return known;
    }

    Duration sinceKnown() {
        return Duration.between(known, timer.now());
    }

    boolean isOverdue() {
        return !timer.now().isBefore(deadline());
    }

    /** Why it is overdue, for people. */
    String overdue() {
        return "the job took longer than "
                + (begun == null ? "queueTimeout=" + policy.queueTimeout() : "jobTimeout=" + policy.jobTimeout());
    }

    /** The time until the next check, which is never later than the deadline. */
    Duration untilNextCheck(PollSchedule schedule, double progress, @Nullable Duration eta) {
        Duration next = schedule.next(
                Duration.between(accepted, timer.now()), progress, eta, DurationHistory.NONE, Duration.ZERO);
        Duration rest = Duration.between(timer.now(), deadline());
        return next.compareTo(rest) < 0 ? next : rest;
    }

    private Instant deadline() {
        Instant begin = begun;
        return begin == null ? known.plus(policy.queueTimeout()) : begin.plus(policy.jobTimeout());
    }
}
