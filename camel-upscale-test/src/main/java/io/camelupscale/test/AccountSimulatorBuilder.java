package io.camelupscale.test;

import io.camelupscale.test.service.ApiKey;
import io.camelupscale.test.service.Pricing;
import io.camelupscale.test.service.Results;
import io.camelupscale.test.service.Settings;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of every simulated service that wants a key and credits, and gives links to results.
 *
 * @param <B> the builder itself
 */
public abstract class AccountSimulatorBuilder<B extends AccountSimulatorBuilder<B>> extends SimulatorBuilder<B> {

    private String apiKey = "simulated-key";
    private Duration linkLifetime = Duration.ofHours(1);
    private double credits = 1_000_000;

    protected AccountSimulatorBuilder() {}

    public final B apiKey(String key) {
        apiKey = key;
        return self();
    }

    /** How long a link to a result leads to it; an hour if it is not given. */
    public final B linksLive(Duration lifetime) {
        linkLifetime = lifetime;
        return self();
    }

    /** The account's credits at the beginning. */
    public final B credits(double balance) {
        credits = balance;
        return self();
    }

    /** As {@link Settings}; what is not named was told to this builder. */
    protected final Settings settings(
            Pricing pricing,
            long maxUpload,
            @Nullable UnaryOperator<Results> results,
            IntFunction<String> ids,
            boolean idempotent) {
        return settings(
                new ApiKey("x-api-key", apiKey), linkLifetime, credits, pricing, maxUpload, results, ids, idempotent);
    }
}
