package io.camelupscale.job;

import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.UpscaleRequest;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One order on its way, as the store keeps it. Immutable: a transition makes a new one.
 *
 * @param expected   what the result must be
 * @param state      where it is in its life
 * @param remote     theirs; {@link RemoteJob#NONE} until the provider answered
 * @param owner      the node that works on it; null if none does
 * @param epoch      rises whenever a node claims the job; a write with an older one is refused
 * @param createdMillis  of the epoch, when it became known
 * @param acceptedMillis of the epoch, when the provider took it, or had taken it before it lost it; {@link #NEVER} until then
 * @param end    what has come of it so far
 */
public record Job(
        JobOrder order,
        ExpectedResult expected,
        JobState state,
        RemoteJob remote,
        @Nullable String owner,
        int epoch,
        long createdMillis,
        long acceptedMillis,
        End end) {

    /**
     * What has come of a job so far.
     *
     * @param result  the verified result in the work directory; null until there is one, and where the provider puts it elsewhere
     * @param reason  why it ended without a result, or is not waited for any more; null while somebody works on it
     * @param error   the same for people
     * @param credits what it cost; null where nobody knows
     * @param deliveries how often a consumer was handed the result
     */
    public record End(
            @Nullable Path result,
            @Nullable FailureReason reason,
            @Nullable String error,
            @Nullable Double credits,
            int deliveries) {

        /** Nothing: one for all jobs that wait. */
        static final End NONE = new End(null, null, null, null, 0);

        static End of(
                @Nullable Path result,
                @Nullable FailureReason reason,
                @Nullable String error,
                @Nullable Double credits,
                int deliveries) {
            End end = new End(result, reason, error, credits, deliveries);
            return end.equals(NONE) ? NONE : end;
        }
    }

    /** The time of what has not happened yet. */
    static final long NEVER = Long.MIN_VALUE;

    /** As it is stored. */
    public Job(
            JobOrder order,
            ExpectedResult expected,
            JobState state,
            RemoteJob remote,
            @Nullable String owner,
            int epoch,
            Instant created,
            @Nullable Instant accepted,
            @Nullable Path result,
            @Nullable FailureReason reason,
            @Nullable String error,
            @Nullable Double credits,
            int deliveries) {
        this(
                order,
                expected,
                state,
                remote,
                owner,
                epoch,
                created.toEpochMilli(),
                accepted == null ? NEVER : accepted.toEpochMilli(),
                End.of(result, reason, error, credits, deliveries));
    }

    /** A job of which nothing was sent yet. */
    public static Job create(JobOrder order, ExpectedResult expected, String owner, Instant now) {
        return new Job(order, expected, JobState.NEW, RemoteJob.NONE, owner, 1, now, null, null, null, null, null, 0);
    }

    /** When it became known. */
    public Instant created() {
        return Instant.ofEpochMilli(createdMillis);
    }

    /** When the provider took it; null until then. */
    public @Nullable Instant accepted() {
        return acceptedMillis == NEVER ? null : Instant.ofEpochMilli(acceptedMillis);
    }

    /** Whether the provider has taken it, and has not lost it since. */
    boolean isAccepted() {
        return acceptedMillis != NEVER && state != JobState.NEW;
    }

    public @Nullable Path result() {
        return end.result();
    }

    public @Nullable FailureReason reason() {
        return end.reason();
    }

    public @Nullable String error() {
        return end.error();
    }

    public @Nullable Double credits() {
        return end.credits();
    }

    public int deliveries() {
        return end.deliveries();
    }

    public String key() {
        return order.key();
    }

    public String account() {
        return order.account();
    }

    public UpscaleRequest request() {
        return order.request();
    }

    /** The same job under other hands. */
    public Job claimed(@Nullable String newOwner, int newEpoch, int newDeliveries) {
        return new Job(
                order,
                expected,
                state,
                remote,
                newOwner,
                newEpoch,
                createdMillis,
                acceptedMillis,
                End.of(result(), reason(), error(), credits(), newDeliveries));
    }

    /** The same job, asked for again: its source may lie elsewhere now, and other headers go with it. */
    Job with(JobOrder again) {
        return new Job(again, expected, state, remote, owner, epoch, createdMillis, acceptedMillis, end);
    }

    Job to(JobState newState) {
        return new Job(order, expected, newState, remote, owner, epoch, createdMillis, acceptedMillis, end);
    }

    Job with(RemoteJob newRemote) {
        return new Job(order, expected, state, newRemote, owner, epoch, createdMillis, acceptedMillis, end);
    }

    Job accepted(RemoteJob newRemote, Instant now) {
        return new Job(
                order, expected, JobState.RUNNING, newRemote, owner, epoch, createdMillis, now.toEpochMilli(), end);
    }

    Job charged(@Nullable Double newCredits) {
        return new Job(
                order,
                expected,
                state,
                remote,
                owner,
                epoch,
                createdMillis,
                acceptedMillis,
                End.of(result(), reason(), error(), newCredits, deliveries()));
    }

    /** With its result, which is the last thing that a job needs from its provider. */
    Job downloaded(@Nullable Path file) {
        return new Job(
                order,
                expected,
                JobState.DOWNLOADED,
                remote,
                owner,
                epoch,
                createdMillis,
                acceptedMillis,
                End.of(file, null, null, credits(), deliveries()));
    }

    /**
     * Whether a consumer is to have it as soon as it is in nobody's hands: nobody waits for it, and it has ended one way or
     * the other, or is not watched any more.
     */
    public boolean isForConsumer() {
        return order.detached() && (state == JobState.DOWNLOADED || reason() != null);
    }

    /** Somebody works on it again, whatever came of it before. */
    Job resumed() {
        return new Job(
                order,
                expected,
                state,
                remote,
                owner,
                epoch,
                createdMillis,
                acceptedMillis,
                End.of(result(), null, null, credits(), deliveries()));
    }

    Job ended(JobState newState, FailureReason newReason, String text) {
        return new Job(
                order,
                expected,
                newState,
                remote,
                owner,
                epoch,
                createdMillis,
                acceptedMillis,
                new End(result(), newReason, text, credits(), deliveries()));
    }

    /** As it was in the beginning, to be sent anew. */
    Job again() {
        return anew(NEVER);
    }

    /** To be sent anew, since its provider does not know it any more: whoever submitted it has gone on already. */
    Job lost() {
        return anew(acceptedMillis);
    }

    private Job anew(long accepted) {
        return new Job(order, expected, JobState.NEW, RemoteJob.NONE, owner, epoch, createdMillis, accepted, End.NONE);
    }

    /** In nobody's hands: whoever asks for it next may claim it. */
    Job released() {
        return claimed(null, epoch, deliveries());
    }
}
