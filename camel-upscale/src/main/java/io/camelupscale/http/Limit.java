package io.camelupscale.http;

import io.camelupscale.spi.Deadline;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * Breaks a request off that is not through when its thread's {@link Deadline} comes: a service may drip for ever. There is one
 * alarm for all of them, which is left as it is when a request is through: to set one for each would wake a thread each time.
 */
final class Limit {

    /** How long an alarm that is needed no more may hold on to this class. */
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

    private static final Lock LOCK = new ReentrantLock();
    private static final Set<Limit> UNDER_WAY = new HashSet<>(); // belongs to the lock
    private static @Nullable Alarm alarm; // this, too

    /** @param at by {@link System#nanoTime()} */
    private record Alarm(long at, CompletableFuture<Void> clock) {}

    private final Cancellable request;
    private final long end; // by System.nanoTime()

    Limit(Cancellable request) {
        Duration left = Deadline.left();
        this.request = request;
        this.end = System.nanoTime() + (left == null ? 0 : left.toNanos());
        if (Deadline.isOver()) {
            request.cancel(); // at once: it must not be begun
        } else if (left != null) {
            watch();
        }
    }

    private void watch() {
        LOCK.lock();
        try {
            UNDER_WAY.add(this);
            setAlarm(end);
        } finally {
            LOCK.unlock();
        }
    }

    /** The request is through, or has failed. */
    void lift() {
        LOCK.lock();
        try {
            UNDER_WAY.remove(this);
        } finally {
            LOCK.unlock();
        }
    }

    /** Looks at that time, unless it does so earlier anyway. */
    private static void setAlarm(long end) {
        Alarm set = alarm;
        long now = System.nanoTime();
        long at = now + Math.min(end - now, LONGEST);
        if (set != null && set.at() - at <= 0) {
            return;
        }
        if (set != null) {
            set.clock().cancel(false);
        }
        CompletableFuture<Void> clock = new CompletableFuture<>();
        alarm = new Alarm(at, clock);
        clock.completeOnTimeout(null, at - now, TimeUnit.NANOSECONDS).thenRun(Limit::look);
    }

    private static void look() {
        List<Limit> late;
        LOCK.lock();
        try {
            alarm = null;
            long now = System.nanoTime();
            late = UNDER_WAY.stream().filter(limit -> limit.end - now <= 0).toList();
            late.forEach(UNDER_WAY::remove);
            UNDER_WAY.stream()
                    .min(Comparator.comparingLong(limit -> limit.end - now))
                    .ifPresent(next -> setAlarm(next.end));
        } finally {
            LOCK.unlock();
        }
        late.forEach(limit -> limit.request.cancel());
    }
}
