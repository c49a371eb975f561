package io.camelupscale.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of calls through at once, no more in a period than a rate allows, the most urgent first, and none
 * while it is paused. Whoever has to wait waits in a queue, not on a thread.
 *
 * <p>A worker that is through with a call goes on with the next one. Another worker is only woken when calls have waited for
 * a moment, and then for as many calls as are under way already: to wake a thread costs more than most answers, and a slow
 * service has all its workers soon enough.
 */
final class Gate {

    /** How long a call waits for one under way to end before it is made beside it. */
    static final Duration MOMENT = Duration.ofMillis(20);

    private static final JobTimer.Alarm NO_ALARM = () -> {};

    /** @param by milliseconds of the epoch: many wait, and each takes room */
    private record Entry(long by, long order, Supplier<CompletionStage<?>> call) {}

    private final Lock lock = new ReentrantLock();
    private final Queue<Entry> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Entry::by).thenComparingLong(Entry::order));
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final int parallel;
    private final RateWindow window;
    private final JobTimer timer;
    private final Executor workers;

    private long entered;
    private int underWay;
    private boolean closed;
    private Instant pausedUntil = Instant.MIN;
    private Instant wakesAt = Instant.MAX;
    private JobTimer.Alarm alarm = NO_ALARM;

    Gate(int parallel, RateWindow window, JobTimer timer, Executor workers) {
        this.parallel = parallel;
        this.window = window;
        this.timer = timer;
        this.workers = workers;
    }

    /** As {@link #enter(Supplier, long)}, due now: such calls keep their order. */
    void enter(Supplier<CompletionStage<?>> call) {
        enter(call, timer.now().toEpochMilli());
    }

    /**
     * Runs the call on a worker once there is room; the room is free again when the call's stage has completed. At a closed
     * gate nothing happens.
     *
     * @param by when it should be let through at the latest, in milliseconds of the epoch. Of the calls that wait the one with the earliest time goes first,
     *     and the one that came first among equals. Who can wait is not starved by who cannot: sooner or later its time is
     *     the earliest, unless it is {@link Long#MAX_VALUE}.
     */
    void enter(Supplier<CompletionStage<?>> call, long by) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            waiting.add(new Entry(by, entered++, call));
        } finally {
            lock.unlock();
        }
        letThrough(0);
    }

    /**
     * How long each of so many callers should wait between two calls, so that the rate suffices for all of them: nothing
     * without a rate, or while none of it is used.
     */
    Duration fairInterval(int callers) {
        lock.lock();
        try {
            Duration each = window.spacing(timer.now());
            return each.isZero() ? each : each.multipliedBy(callers); // which is done in BigDecimal
        } finally {
            lock.unlock();
        }
    }

    /** Whether the rate leaves room for a call that could be left out. */
    boolean hasSpare() {
        lock.lock();
        try {
            return window.hasSpare(timer.now());
        } finally {
            lock.unlock();
        }
    }

    /** @param name what passes it, for people */
    GateStatus status(String name) {
        return status(name, 0);
    }

    /** @param more how many wait beside those that are here */
    GateStatus status(String name, int more) {
        lock.lock();
        try {
            Instant now = timer.now();
            Instant opens = opens(now);
            boolean held = now.isBefore(opens) && !opens.equals(Instant.MAX);
            return new GateStatus(name, underWay, parallel, waiting.size() + more, window.rate(), held ? opens : null);
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody through for this long. A shorter pause never ends a longer one. */
    void pause(Duration duration) {
        lock.lock();
        try {
            Instant until = timer.now().plus(duration);
            pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets nobody through any more, and forgets who waits.
     *
     * @return completes when the calls under way have ended
     */
    CompletionStage<Void> close() {
        boolean idle;
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            stopAlarm();
            idle = underWay == 0;
        } finally {
            lock.unlock();
        }
        if (idle) {
            drained.complete(null);
        }
        return drained.minimalCompletionStage();
    }

    /** @param more how many calls may be made beside those that are under way */
    private void letThrough(int more) {
        int left = more;
        @Nullable Supplier<CompletionStage<?>> call;
        while ((call = next(left > 0)) != null) {
            left--;
            run(call);
        }
    }

    /** @param beside whether it may be made although others are under way */
    private @Nullable Supplier<CompletionStage<?>> next(boolean beside) {
        lock.lock();
        try {
            if (underWay == parallel || waiting.isEmpty()) {
                return null;
            }
            Instant now = timer.now();
            Instant opens = opens(now);
            if (now.isBefore(opens)) {
                wakeAt(opens, now);
                return null;
            }
            if (underWay > 0 && !beside) {
                wakeAt(now.plus(MOMENT), now);
                return null;
            }
            window.begin(now);
            underWay++;
            return waiting.remove().call();
        } finally {
            lock.unlock();
        }
    }

    private Instant opens(Instant now) {
        Instant rated = window.opens(now);
        return pausedUntil.isAfter(rated) ? pausedUntil : rated;
    }

    /** Looks again at that time, unless it does so earlier anyway. If the rate leaves no time, the end of a call is awaited. */
    private void wakeAt(Instant time, Instant now) {
        if (time.isBefore(wakesAt)) {
            alarm.cancel();
            wakesAt = time;
            alarm = timer.schedule(Duration.between(now, time), this::wake);
        }
    }

    private void wake() {
        int asMany;
        lock.lock();
        try {
            stopAlarm(); // this one, or one that was set while this one was on its way
            asMany = underWay;
        } finally {
            lock.unlock();
        }
        letThrough(asMany);
    }

    private void stopAlarm() {
        alarm.cancel();
        alarm = NO_ALARM;
        wakesAt = Instant.MAX;
    }

    private void run(Supplier<CompletionStage<?>> call) {
        try {
            workers.execute(() -> runHere(call));
        } catch (RejectedExecutionException e) { // the workers have been shut down
            end();
            throw e;
        }
    }

    /** Makes the call and, if it blocked, those that wait after it; after a moment it is another gate's turn. */
    private void runHere(Supplier<CompletionStage<?>> first) {
        Instant turn = timer.now().plus(MOMENT);
        @Nullable Supplier<CompletionStage<?>> call = first;
        while (call != null) {
            CompletionStage<?> stage;
            try {
                stage = call.get();
            } catch (RuntimeException | Error e) {
                leave();
                throw e;
            }
            if (!Calls.isAnswered(stage) || !timer.now().isBefore(turn)) {
                stage.whenComplete((result, error) -> leave());
                return;
            }
            end();
            call = next(true);
        }
    }

    private void leave() {
        end();
        letThrough(1);
    }

    private void end() {
        boolean last;
        lock.lock();
        try {
            window.end(timer.now());
            underWay--;
            last = closed && underWay == 0;
        } finally {
            lock.unlock();
        }
        if (last) {
            drained.complete(null);
        }
    }
}
