package io.camelupscale.test;

import io.camelupscale.job.JobTimer;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.meter.RateLimit;
import io.camelupscale.test.service.ApiKey;
import io.camelupscale.test.service.Durations;
import io.camelupscale.test.service.Pricing;
import io.camelupscale.test.service.Results;
import io.camelupscale.test.service.Settings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of every simulated service.
 *
 * @param <B> the builder itself
 */
public abstract class SimulatorBuilder<B extends SimulatorBuilder<B>> {

    private @Nullable JobTimer time;
    private long seed = 1;
    private Durations durations = Durations.fixed(Duration.ZERO, Duration.ofMinutes(1));
    private final Map<Operation, RateLimit> limits = new EnumMap<>(Operation.class);

    protected SimulatorBuilder() {}

    protected abstract B self();

    /** The service's clock; real time if it is not given. */
    public final B time(JobTimer clock) {
        time = clock;
        return self();
    }

    /** Of everything that is random. */
    public final B seed(long number) {
        seed = number;
        return self();
    }

    /** Every job waits and runs so long. */
    public final B jobsTake(Duration queued, Duration running) {
        return jobsTake(Durations.fixed(queued, running));
    }

    public final B jobsTake(Durations each) {
        durations = each;
        return self();
    }

    /** Answers 429 to more than {@code count} requests of a kind in any {@code period}. */
    public final B limit(Operation operation, int count, Duration period) {
        limits.put(operation, new RateLimit(count, period));
        return self();
    }

    protected final void clearLimits() {
        limits.clear();
    }

    /** As {@link Settings}; what is not named was told to this builder. */
    protected final Settings settings(
            ApiKey key,
            Duration linkLifetime,
            double credits,
            Pricing pricing,
            long maxUpload,
            @Nullable UnaryOperator<Results> results,
            IntFunction<String> ids,
            boolean idempotent) {
        return new Settings(
                time,
                seed,
                key,
                durations,
                linkLifetime,
                credits,
                pricing,
                maxUpload,
                results,
                ids,
                idempotent,
                limits);
    }
}
