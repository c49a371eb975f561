package io.camelupscale.job;

import java.time.Duration;

/**
 * No more than so many credits in any period of this length.
 *
 * @param credits in the provider's own unit
 */
public record CreditBudget(double credits, Duration period) {

    public CreditBudget {
        if (!(credits >= 0) || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("a budget needs an amount in a period longer than nothing");
        }
    }
}
