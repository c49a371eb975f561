package io.camelupscale.job;

import java.time.Duration;

/**
 * No more than so many credits in any period of this length.
 *
 * @param credits in the provider's own unit
 */
public record CreditBudget(double credits, Duration period) {

    /** What was spent longer ago is forgotten. */
    public static final Duration LONGEST_PERIOD = Duration.ofDays(400);

    public CreditBudget {
        if (!(credits >= 0) || period.isNegative() || period.isZero() || period.compareTo(LONGEST_PERIOD) > 0) {
            throw new IllegalArgumentException(
                    "a budget needs an amount in a period longer than nothing and of at most 400 days");
        }
    }
}
