package io.camelupscale.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The calls under way and those that ended in the last period, so that no period, wherever it begins, sees more than the
 * rate allows. A call counts until a period after its end, since nobody knows when between begin and end it was counted
 * on the other side.
 */
final class RateWindow {

    private final @Nullable Rate rate;
    private final int atOnce;
    private final Deque<Instant> ended = new ArrayDeque<>();

    private int underWay;
    private Instant latest = Instant.MIN;

    private RateWindow(@Nullable Rate rate, int atOnce) {
        this.rate = rate;
        this.atOnce = atOnce;
    }

    /** Allows all that the rate allows at once. */
    static RateWindow of(@Nullable Rate rate) {
        return new RateWindow(rate, rate == null ? 0 : rate.count());
    }

    /**
     * Allows half of the rate at once. The rest is spread over the time until the first of these calls counts no more, so
     * that who comes late never waits for a whole period.
     */
    static RateWindow paced(@Nullable Rate rate) {
        return new RateWindow(rate, rate == null ? 0 : (rate.count() + 1) / 2);
    }

    @Nullable
    Rate rate() {
        return rate;
    }

    /** When the next call is allowed: long past if it is now, {@link Instant#MAX} if not before another one has ended. */
    Instant opens(Instant now) {
        if (rate == null) {
            return Instant.MIN;
        }
        forget(now, rate);
        int left = rate.count() - underWay - ended.size();
        if (left > rate.count() - atOnce) {
            return Instant.MIN;
        }
        if (left == 0) {
            return ended.isEmpty() ? Instant.MAX : ended.getFirst().plus(rate.period());
        }
        Instant more = (ended.isEmpty() ? latest : ended.getFirst()).plus(rate.period());
        return latest.plus(Duration.between(latest, more).dividedBy(left + 1));
    }

    /**
     * How far apart calls should be for the rate to suffice for as long as one likes: nothing while nothing of it is used,
     * rising to period by count until half of what is allowed at once is used.
     */
    Duration spacing(Instant now) {
        if (rate == null) {
            return Duration.ZERO;
        }
        forget(now, rate);
        int used = Math.min(2 * (underWay + ended.size()), atOnce);
        return rate.period().multipliedBy(used).dividedBy((long) atOnce * rate.count());
    }

    /** Whether a call may be made that could be left out: less is used than what is allowed at once. */
    boolean hasSpare(Instant now) {
        if (rate == null) {
            return true;
        }
        forget(now, rate);
        return underWay + ended.size() < atOnce;
    }

    /** A call begins, which must be allowed. */
    void begin(Instant now) {
        underWay++;
        latest = now;
    }

    /** A call has ended, whatever came of it. */
    void end(Instant now) {
        underWay--;
        if (rate != null) {
            ended.addLast(now);
        }
    }

    private void forget(Instant now, Rate limit) {
        while (!ended.isEmpty() && !ended.getFirst().plus(limit.period()).isAfter(now)) {
            ended.removeFirst();
        }
    }
}
