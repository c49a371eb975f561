package io.camelupscale.test.service;

import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.service.JobSnapshot.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job that was accepted. What becomes of it is settled from the start; only a cancel makes another one of it.
 *
 * @param id        the service's
 * @param number    1 for the first that was accepted
 * @param fault     what goes wrong with it; null for nothing
 * @param credits   what was charged
 * @param accepted  on the service's clock
 * @param cancelled when it was cancelled; null unless it was
 */
public record SimulatedJob(
        String id,
        int number,
        JobOrder order,
        JobTimes times,
        @Nullable JobFault fault,
        double credits,
        Instant accepted,
        @Nullable Instant cancelled) {

    /** What the job is at this moment. */
    public JobSnapshot at(Instant now) {
        if (cancelled != null) {
            return new JobSnapshot(State.CANCELLED, progress(cancelled), Duration.ZERO);
        }
        if (now.isBefore(begins())) {
            return new JobSnapshot(State.QUEUED, 0, Duration.between(now, ends()));
        }
        double progress = progress(now);
        if (fault instanceof JobFault.Stuck stuck && progress >= stuck.progress()) {
            return new JobSnapshot(State.RUNNING, stuck.progress(), Duration.ofSeconds(1));
        }
        if (now.isBefore(ends())) {
            return new JobSnapshot(State.RUNNING, progress, Duration.between(now, ends()));
        }
        return new JobSnapshot(fault instanceof JobFault.Failure ? State.FAILED : State.DONE, progress, Duration.ZERO);
    }

    /** The state in the service's words: lower case, or one that no client knows. */
    public String word(Instant now) {
        State state = at(now).state();
        return fault instanceof JobFault.UnknownWord unknown && state == State.RUNNING
                ? unknown.word()
                : state.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the service does not know it any more. */
    public boolean isGone(Instant now) {
        return fault instanceof JobFault.Vanished vanished && !now.isBefore(accepted.plus(vanished.after()));
    }

    /** Every name it goes by, the id first. */
    public List<String> names() {
        return Stream.concat(Stream.of(id), order.names().stream()).toList();
    }

    /** When its time is over, unless it is cancelled or stuck. */
    public Instant ends() {
        return begins().plus(times.running());
    }

    /** When it leaves the queue. */
    public Instant begins() {
        return accepted.plus(times.queued());
    }

    SimulatedJob cancelled(Instant now) {
        return new SimulatedJob(id, number, order, times, fault, credits, accepted, now);
    }

    private double progress(Instant now) {
        if (!now.isBefore(ends())) {
            return 1;
        }
        double ran = Duration.between(begins(), now).toNanos();
        return Math.max(0, ran / times.running().toNanos());
    }
}
