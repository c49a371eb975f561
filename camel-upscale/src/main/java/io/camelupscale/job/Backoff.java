package io.camelupscale.job;

import io.camelupscale.spi.ProviderException;
import java.time.Duration;

/** How long a provider is left alone after a failure: as long as it asked for, else a second that doubles up to a minute. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int DOUBLINGS = 6;

    private Backoff() {}

    /** @param times how often it has failed in a row, from 1 */
    static Duration after(ProviderException failure, int times) {
        Duration asked = failure.retryAfter();
        return asked == null ? after(times) : asked;
    }

    static Duration after(int times) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(times - 1, DOUBLINGS));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
