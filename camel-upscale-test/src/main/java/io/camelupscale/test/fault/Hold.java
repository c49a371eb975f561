package io.camelupscale.test.fault;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Where exchanges are held until a test lets them go on, but no longer than a bound in real time. Once released it holds nobody
 * any more.
 */
public final class Hold {

    private static final Duration DEFAULT_BOUND = Duration.ofSeconds(60);

    private final CountDownLatch arrival = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Duration bound;

    /** Holds for a minute at most. */
    public Hold() {
        this(DEFAULT_BOUND);
    }

    public Hold(Duration bound) {
        this.bound = bound;
    }

    /** Lets go whoever is held, and whoever comes. */
    public void release() {
        released.countDown();
    }

    /** Waits until an exchange is held, or was. False if none came within the time. */
    public boolean awaitArrival(Duration atMost) throws InterruptedException {
        return arrival.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Holds the caller. */
    public void await() throws InterruptedException {
        arrival.countDown();
        boolean inTime = released.await(bound.toNanos(), TimeUnit.NANOSECONDS);
        if (!inTime) {
            release();
        }
    }
}
