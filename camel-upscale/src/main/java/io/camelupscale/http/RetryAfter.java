package io.camelupscale.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageHeaders;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}. */
final class RetryAfter {

    private static final Duration MAX = Duration.ofHours(1);

    private RetryAfter() {}

    /** The wait that is asked for, 0 to 1 hour; null where none is. A date is measured by the service's own clock, if it tells it. */
    static @Nullable Duration of(MessageHeaders answer, InstantSource clock) {
        Header header = answer.getFirstHeader(HttpHeaders.RETRY_AFTER);
        if (header == null || header.getValue() == null) {
            return null;
        }
        String value = header.getValue().strip();
        if (value.matches("\\d+")) {
            return bounded(Duration.ofSeconds(value.length() > 9 ? MAX.toSeconds() : Long.parseLong(value)));
        }
        Instant until = DateUtils.parseStandardDate(value);
        if (until == null) {
            return null;
        }
        Instant now = DateUtils.parseStandardDate(answer, HttpHeaders.DATE);
        return bounded(Duration.between(now == null ? clock.instant() : now, until));
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }
}
