package io.camelupscale.test.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps one {@link RateLimit}. */
public final class RateLimiter {

    private final RateLimit limit;
    private final Lock lock = new ReentrantLock();
    private final Queue<Instant> granted = new ArrayDeque<>();

    public RateLimiter(RateLimit limit) {
        this.limit = limit;
    }

    /** Grants a request and answers zero, or tells after what time one will be granted. */
    public Duration request(Instant now) {
        lock.lock();
        try {
            while (!granted.isEmpty() && !granted.element().plus(limit.period()).isAfter(now)) {
                granted.remove();
            }
            if (granted.size() >= limit.count()) {
                return granted.isEmpty()
                        ? limit.period()
                        : Duration.between(now, granted.element().plus(limit.period()));
            }
            granted.add(now);
            return Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }
}
