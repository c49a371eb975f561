package io.camelupscale.test.service;

import io.camelupscale.job.JobTimer;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.meter.RateLimit;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation is made from.
 *
 * @param time         the service's clock; null for real time
 * @param seed         of everything that is random
 * @param durations    of jobs
 * @param linkLifetime of links to results
 * @param credits      the account's at the beginning
 * @param maxUpload    in bytes
 * @param results      makes them, and may leave it to what makes real pictures, which it is given; null for real pictures
 * @param ids         names the first job, the second, …; each behind the one before in the order of texts
 * @param idempotent   whether a second submit with the same idempotency key answers the first one's job
 * @param limits       by operation; one that is left out has none
 */
public record Settings(
        @Nullable JobTimer time,
        long seed,
        ApiKey key,
        Durations durations,
        Duration linkLifetime,
        double credits,
        Pricing pricing,
        long maxUpload,
        @Nullable UnaryOperator<Results> results,
        IntFunction<String> ids,
        boolean idempotent,
        Map<Operation, RateLimit> limits) {

    public Settings {
        limits = Map.copyOf(limits);
    }
}
