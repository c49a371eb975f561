package io.camelupscale.topaz.video;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.spi.Estimate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a video will cost. The lower bound is charged; a limit is held against the upper one, since the service works the
 * price out again from the file itself, and nobody says how far the two may be apart.
 *
 * @param lower   in credits
 * @param upper   in credits
 * @param seconds at most; 0 where the service does not say
 */
record Quote(double lower, double upper, long seconds) {

    /** Null where there is none. */
    static @Nullable Quote of(JsonNode estimates) {
        JsonNode cost = estimates.path("cost");
        double lower = cost.path(0).asDouble(cost.asDouble(Double.NaN));
        double upper = cost.path(1).asDouble(lower);
        JsonNode time = estimates.path("time");
        return Double.isNaN(lower)
                ? null
                : new Quote(lower, upper, time.path(1).asLong(time.path(0).asLong()));
    }

    /** The most that it may cost. */
    Estimate estimate() {
        return new Estimate(upper, seconds > 0 ? Duration.ofSeconds(seconds) : null);
    }
}
