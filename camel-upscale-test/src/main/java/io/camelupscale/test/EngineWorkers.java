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
 * The worker threads of an engine on virtual time, which is turned only while none of them has anything to do: for a provider
 * that blocks, time stands still during a call, however long that takes on the machine at hand.
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
     * Turns the time, by a second for each real millisecond at most, until something is so.
     *
     * @throws AssertionError if it is not after a minute of real time
     */
    public void turnUntil(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError("not so after " + PATIENCE.toSeconds() + " s, at " + time.now()
                        + " of virtual time with " + unfinished + " tasks and " + time.alarms() + " alarms");
            }
            if (unfinished.get() == 0 && time.alarms() > 0) {
                time.advance(STEP);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
