package io.camelupscale.test;

import io.camelupscale.job.ManualJobTimer;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The worker threads of an engine on virtual time, which is turned fast only while none of them has anything to do: during a
 * call of a provider that blocks it goes by as on the wall.
 */
public final class EngineWorkers extends ThreadPoolExecutor {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(1);

    private final ManualJobTimer time;
    private final AtomicInteger unfinished = new AtomicInteger();

    public EngineWorkers(int threads, ManualJobTimer time) {
        super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        this.time = time;
    }

    @Override
    public void execute(Runnable task) {
        unfinished.incrementAndGet();
        super.execute(task);
    }

    @Override
    protected void afterExecute(Runnable task, Throwable error) {
        unfinished.decrementAndGet();
    }

    /**
     * Turns the time, by a second for each real millisecond at most and no faster than it goes while a worker is busy, until
     * something is so.
     *
     * @throws AssertionError if it is not after a minute of real time
     */
    public void turnUntil(BooleanSupplier condition) {
        long start = System.nanoTime();
        long last = start;
        while (!condition.getAsBoolean()) {
            long now = System.nanoTime();
            if (now - start > PATIENCE.toNanos()) {
                throw new AssertionError("not so after " + PATIENCE.toSeconds() + " s, at " + time.now()
                        + " of virtual time with " + unfinished + " tasks and " + time.alarms() + " alarms");
            }
            if (unfinished.get() > 0) {
                time.advance(Duration.ofNanos(now - last));
            } else if (time.alarms() > 0) {
                time.advance(STEP);
            }
            last = now;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
