package io.camelupscale.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of calls through at once, no more in a period than a rate allows, in the order they came, and none
 * while it is paused. Whoever has to wait waits in a queue, not on a thread.
 */
final class Gate {

    private final Lock lock = new ReentrantLock();
    private final Queue<Supplier<CompletionStage<?>>> waiting = new ArrayDeque<>();
    private final JobTimer timer;
    private final Executor workers;

    private final RateWindow window;

    private int free;
    private boolean closed;
    private Instant pausedUntil = Instant.MIN;
    private Instant alarm = Instant.MAX;

    Gate(int parallel, @Nullable Rate rate, JobTimer timer, Executor workers) {
        this.free = parallel;
        this.window = new RateWindow(rate);
        this.timer = timer;
        this.workers = workers;
    }

    /** Runs the call on a worker once there is room; the room is free again when the call's stage has completed. */
    void enter(Supplier<CompletionStage<?>> call) {
        lock.lock();
        try {
            if (!closed) {
                waiting.add(call);
            }
        } finally {
            lock.unlock();
        }
        letThrough();
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

    /** Lets nobody through any more, and forgets who waits. Completes when the calls under way have ended. */
    CompletionStage<Void> close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
        } finally {
            lock.unlock();
        }
        return CompletableFuture.completedFuture(null);
    }

    private void letThrough() {
        @Nullable Supplier<CompletionStage<?>> call;
        while ((call = next()) != null) {
            run(call);
        }
    }

    private @Nullable Supplier<CompletionStage<?>> next() {
        lock.lock();
        try {
            if (free == 0 || waiting.isEmpty()) {
                return null;
            }
            Instant now = timer.now();
            Instant opens = pausedUntil.isAfter(window.opens()) ? pausedUntil : window.opens();
            if (now.isBefore(opens)) {
                wakeAt(opens);
                return null;
            }
            window.pass(now);
            free--;
            return waiting.remove();
        } finally {
            lock.unlock();
        }
    }

    /** Looks again at that time, unless it does so earlier anyway. */
    private void wakeAt(Instant time) {
        if (time.isBefore(alarm)) {
            alarm = time;
            timer.schedule(Duration.between(timer.now(), time), this::wake);
        }
    }

    private void wake() {
        lock.lock();
        try {
            alarm = Instant.MAX;
        } finally {
            lock.unlock();
        }
        letThrough();
    }

    private void run(Supplier<CompletionStage<?>> call) {
        workers.execute(() -> {
            try {
                call.get().whenComplete((result, error) -> leave());
            } catch (RuntimeException | Error e) {
                leave();
                throw e;
            }
        });
    }

    private void leave() {
        lock.lock();
        try {
            free++;
        } finally {
            lock.unlock();
        }
        letThrough();
    }
}
