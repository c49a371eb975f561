package io.camelupscale.job;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The calls of the last period, so that no period, wherever it begins, sees more than the rate allows. */
final class RateWindow {

    private final @Nullable Rate rate;
    private final Deque<Instant> calls = new ArrayDeque<>();

    RateWindow(@Nullable Rate rate) {
        this.rate = rate;
    }

    /** When the next call is allowed; long past if it is now. */
    Instant opens() {
        return rate == null || calls.size() < rate.count()
                ? Instant.MIN
                : calls.getFirst().plus(rate.period());
    }

    /** Counts a call, which must be allowed. */
    void pass(Instant now) {
        if (rate == null) {
            return;
        }
        if (calls.size() == rate.count()) {
            calls.removeFirst();
        }
        calls.addLast(now);
    }
}
