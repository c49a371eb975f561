package io.camelupscale.test.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** At most so many requests in any period of this length. Requests that were refused do not count. */
public final class RateLimit {

    private final int count;
    private final Duration period;
    private final Lock lock = new ReentrantLock();
    private final Queue<Instant> granted = new ArrayDeque<>();

    public RateLimit(int count, Duration period) {
        this.count = count;
        this.period = period;
    }

    /** Grants a request and answers zero, or tells after what time one will be granted. */
    public Duration request(Instant now) {
        lock.lock();
        try {
            while (!granted.isEmpty() && !granted.element().plus(period).isAfter(now)) {
                granted.remove();
            }
            if (granted.size() >= count) {
                return granted.isEmpty()
                        ? period
                        : Duration.between(now, granted.element().plus(period));
            }
            granted.add(now);
            return Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }
}
