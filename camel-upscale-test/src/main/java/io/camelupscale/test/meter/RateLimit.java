package io.camelupscale.test.meter;

import java.time.Duration;

/** At most so many requests in any period of this length. Requests that were refused do not count. */
public record RateLimit(int count, Duration period) {}
