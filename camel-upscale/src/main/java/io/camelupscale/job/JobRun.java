package io.camelupscale.job;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.RemoteJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job in the hands of this node: its row, and who waits for it. Its steps (see {@link Opening}, {@link Submission},
 * {@link Watch}, {@link Fetch}) follow one another, each on a worker thread and each beginning only when the one before has
 * ended, so that what they share needs no lock.
 */
final class JobRun extends Audience {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    static final double UNKNOWN = -1;

    private final String key;

    // written by one step after the other
    private volatile @Nullable Job job;
    private volatile long since; // milliseconds of the epoch
    private volatile long workStart = Job.NEVER; // milliseconds; behind the provider's queue
    private volatile boolean queued;
    private volatile boolean working;
    private volatile double progress = UNKNOWN;
    private volatile float whole = (float) UNKNOWN; // milliseconds, exact enough for an estimate
    private volatile int polls;
    private volatile @Nullable Extras extras; // most jobs need none

    // these belong to the engine's lock
    private boolean begun;
    private boolean sent;
    private boolean stopped;

    /** What few jobs have: company, and how often what was tried that failed. */
    static final class Extras {
        private volatile @Nullable Group group;
        private volatile @Nullable String detail;
        volatile short refusals;
        volatile short outages;
        volatile int resubmits;
        volatile byte lookups;
        volatile byte downloads;
        volatile boolean settled;
        volatile boolean doubted;
    }

    JobRun(JobEngine engine, String key) {
        this(engine, key, engine.now());
    }

    /** @param group with whom it is started */
    JobRun(JobEngine engine, String key, Group group) {
        this(engine, key);
        extras().group = group;
    }

    /** Takes up a job that was claimed. */
    JobRun(JobEngine engine, Job claimed) {
        this(engine, claimed.key(), claimed.created());
        this.job = claimed;
        this.begun = true;
    }

    private JobRun(JobEngine engine, String key, Instant since) {
        super(engine);
        this.key = key;
        this.since = since.toEpochMilli();
    }

    String key() {
        return key;
    }

    /** With whom it was started; null if alone. */
    @Nullable
    Group group() {
        Extras some = extras;
        return some == null ? null : some.group;
    }

    /** The row; there must be one. */
    Job job() {
        Job row = job;
        if (row == null) {
            throw new IllegalStateException("job " + key + " is not in the store yet");
        }
        return row;
    }

    @Nullable
    Job jobIfAny() {
        return job;
    }

    JobPolicy policy() {
        return job().order().policy();
    }

    JobState state() {
        Job row = job;
        return row == null ? JobState.NEW : row.state();
    }

    @Override
    @Nullable
    Job accepted() {
        Job row = job;
        return row == null || !row.isAccepted() ? null : row;
    }

    Extras extras() {
        Extras made = extras;
        if (made == null) {
            made = new Extras();
            extras = made;
        }
        return made;
    }

    int polls() {
        return polls;
    }

    void polled() {
        polls++;
    }

    double progress() {
        return progress;
    }

    /** What the provider says beside the progress; null where it says nothing. */
    @Nullable
    String detail() {
        Extras some = extras;
        return some == null ? null : some.detail;
    }

    /** The source's name, for people; the key as long as there is no row. */
    String name() {
        Job row = job;
        return row == null ? key : row.request().sourceName();
    }

    /** Is in the store, for the first time. */
    void created(Job fresh) {
        hold(fresh);
        engine().services().listener().changed(fresh, UNKNOWN);
    }

    /** Has the row, whoever wrote it. */
    void hold(Job row) {
        job = row;
    }

    /** True for the first who asks: that one begins with the job. */
    boolean begin() {
        return locked(() -> {
            boolean first = !begun;
            begun = true;
            return first;
        });
    }

    /** True if nothing was sent yet; then nothing will be. */
    boolean stopsBeforeSubmit() {
        return locked(() -> {
            boolean first = !sent && !stopped;
            stopped |= first;
            return first;
        });
    }

    /** True if it may be sent, for the first time or again. */
    boolean maySubmit() {
        return locked(() -> {
            sent |= !stopped;
            return sent;
        });
    }

    /** The provider would not take it for now. */
    void unsent() {
        locked(() -> sent = false);
    }

    private boolean locked(BooleanSupplier decision) {
        engine().lock().lock();
        try {
            return decision.getAsBoolean();
        } finally {
            engine().lock().unlock();
        }
    }

    /** It costs that much, as far as is known. */
    void charge(@Nullable Double credits) {
        job = job().charged(credits);
    }

    /** Writes what its provider has so far. False if another node has the job. */
    boolean keep(RemoteJob soFar) {
        Job next = job().with(soFar);
        boolean ours = engine().store().update(next);
        if (ours) {
            job = next;
        }
        return ours;
    }

    @Override
    void park() {
        super.park();
        engine().watch().forget(this);
    }

    /** It is in the provider's queue. */
    void queued() {
        workStart = engine().now().toEpochMilli();
        queued = true;
    }

    /** It has left the provider's queue since the check before, most likely in the middle. */
    void leftQueue() {
        if (queued) {
            workStart = (workStart + engine().now().toEpochMilli()) / 2;
            queued = false;
        }
    }

    /** The provider works on it; only the first time counts. */
    void working(double newProgress, @Nullable String newDetail) {
        if (!Objects.equals(newDetail, detail())) {
            extras().detail = newDetail;
        }
        boolean step = newProgress >= 0 && newProgress != progress;
        progress = newProgress;
        leftQueue();
        if (!working) {
            since = engine().now().toEpochMilli();
            working = true;
        }
        if (step) {
            engine().services().listener().changed(job(), newProgress);
        }
    }

    /** How long it was estimated to take but for the queue, at the check before. */
    double whole() {
        return whole;
    }

    /** How long it is estimated to take but for the queue. */
    void expect(double newWhole) {
        whole = (float) newWhole;
    }

    boolean isOverdue() {
        return !engine().now().isBefore(deadline());
    }

    /** Why it is overdue, for people. */
    String overdue() {
        return "the job took longer than "
                + (working ? "jobTimeout=" + policy().jobTimeout() : "queueTimeout=" + policy().queueTimeout());
    }

    /**
     * When it was asked for, now or by whoever asked for it before a restart; as soon as the provider has begun with it, when
     * it did.
     */
    Instant since() {
        return Instant.ofEpochMilli(since);
    }

    /** Time in a queue is not run time. */
    Instant deadline() {
        return since().plus(working ? policy().jobTimeout() : policy().queueTimeout());
    }

    /** Since the provider took it. */
    Duration elapsed() {
        return Duration.between(start(), engine().now());
    }

    /** The part of that which it did not spend in the provider's queue, as far as the checks tell; zero while it is in there. */
    Duration worked() {
        long start = Math.max(workStart, start().toEpochMilli());
        return queued ? Duration.ZERO : Duration.ofMillis(engine().now().toEpochMilli() - start);
    }

    /** When the provider accepted the job, or else when it was created. */
    Instant start() {
        Instant accepted = job().accepted();
        return accepted == null ? job().created() : accepted;
    }

    /** Runs a step on a worker. */
    void begin(Runnable step) {
        engine().services().workers().execute(() -> run(step));
    }

    /**
     * Makes a call on this thread, which is a worker's, and goes on with its outcome: here if it blocked, else on another
     * worker. Completes when that has ended too.
     *
     * @param limit after which the call has failed; null for none
     * @param late  what it means then
     */
    <T> CompletionStage<?> call(
            @Nullable Duration limit,
            ProviderException.Kind late,
            Supplier<CompletionStage<T>> call,
            Consumer<T> then,
            Consumer<ProviderException> otherwise) {
        if (isOver()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletionStage<T> stage;
        try {
            stage = engine().calls().limited(call, limit, late);
        } catch (RuntimeException | Error e) { // whatever it is, somebody waits to hear of it
            stage = CompletableFuture.failedFuture(e);
        }
        BiConsumer<T, @Nullable Throwable> next = (value, error) -> goOn(value, error, then, otherwise);
        return Calls.isAnswered(stage)
                ? stage.whenComplete(next)
                : stage.whenCompleteAsync(next, engine().services().workers());
    }

    private <T> void goOn(T value, @Nullable Throwable error, Consumer<T> then, Consumer<ProviderException> otherwise) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        run(() -> {
            if (cause == null) {
                then.accept(value);
            } else if (cause instanceof ProviderException failure) {
                otherwise.accept(failure);
            } else {
                stumble(cause);
            }
        });
    }

    private void run(Runnable step) {
        if (!isOver()) {
            guarded(step);
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            stumble(e);
        }
    }

    /** Writes a transition and goes on. A job that is no longer ours is followed from then on. */
    void move(Job next, Runnable then) {
        if (moved(next, () -> move(next, then))) {
            then.run();
        }
    }

    /**
     * Writes a transition.
     *
     * @param again what is run later if the store is out of order
     * @return false if it is, or if the job is no longer ours and is followed from now on
     */
    boolean moved(Job next, Runnable again) {
        return written(
                () -> engine().store().update(next),
                again,
                () -> engine().opening().follow(this, job().order()),
                () -> show(next));
    }

    /** Is in another state that the store need not know of. */
    void show(JobState state) {
        show(job().to(state));
    }

    /** Is another one now; a transition is told. */
    void show(Job next) {
        boolean moved = state() != next.state();
        job = next;
        if (moved) {
            engine().services().listener().changed(next, UNKNOWN);
        }
    }

    /**
     * Writes to the store. One that is out of order is tried again until it is back: what has been paid for may not get lost.
     */
    private boolean written(BooleanSupplier write, Runnable again, Runnable refused, Runnable then) {
        boolean ours;
        try {
            ours = write.getAsBoolean();
        } catch (JobStoreException e) {
            Duration pause = Backoff.after(++extras().outages);
            LOG.warn("Job {} of {} waits {} s for the store", key, name(), pause.toSeconds(), e);
            engine().later(pause, () -> guarded(again));
            return false;
        }
        if (extras != null) {
            extras().outages = 0;
        }
        if (ours) {
            then.run();
        } else {
            LOG.info("Job {} of {} was taken over by another node", key, name());
            refused.run();
        }
        return ours;
    }

    /** Writes what belongs to the job, whoever owns it by now, and goes on. */
    void write(Runnable write, Runnable then) {
        writeLast(
                () -> {
                    write.run();
                    return true;
                },
                then);
    }

    /** Writes what ends the job here, whoever owns it by now. */
    void writeLast(BooleanSupplier write, Runnable then) {
        written(write, () -> writeLast(write, then), then, then);
    }

    /** It ended without a result, and the provider has nothing that was paid for. */
    void fail(FailureReason reason, String message, @Nullable Throwable cause) {
        engine().ending().fail(this, reason, message, cause);
    }

    void fail(ProviderException failure) {
        fail(FailureReason.of(failure.kind()), String.valueOf(failure.getMessage()), failure);
    }

    /**
     * Ends the waiting, but not the job: it may be under way at the provider and paid for. Whoever asks for the same again
     * goes on where it stands now.
     */
    void giveUp(FailureReason reason, String message, @Nullable Throwable cause) {
        engine().ending().giveUp(this, reason, message, cause);
    }

    void giveUp(ProviderException failure) {
        giveUp(FailureReason.of(failure.kind()), String.valueOf(failure.getMessage()), failure);
    }

    /** A defect here or in the provider. The job stays where it is. */
    private void stumble(Throwable defect) {
        LOG.error("Job {} of {} stumbled", key, name(), defect);
        engine().ending().stumble(this, defect);
    }
}
