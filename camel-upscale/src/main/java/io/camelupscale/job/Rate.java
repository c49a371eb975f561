package io.camelupscale.job;

import java.time.Duration;

/** No more than so many calls in any period of this length. */
public record Rate(int count, Duration period) {

    public Rate {
        if (count < 1 || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("a rate needs at least one call in a period longer than nothing");
        }
    }
}
