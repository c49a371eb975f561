package io.camelupscale.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a job will cost.
 *
 * @param credits in the provider's own unit
 * @param time    how long it will take; null where the provider does not say
 */
public record Estimate(double credits, @Nullable Duration time) {

    public Estimate(double credits) {
        this(credits, null);
    }
}
