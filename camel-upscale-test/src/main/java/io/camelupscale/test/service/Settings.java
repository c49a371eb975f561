package io.camelupscale.test.service;

import io.camelupscale.job.JobTimer;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.meter.RateLimit;
import java.time.Duration;
import java.util.Map;
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
 * @param results      null for real pictures
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
        @Nullable Results results,
        boolean idempotent,
        Map<Operation, RateLimit> limits) {

    public Settings {
        limits = Map.copyOf(limits);
    }
}
