package io.camelupscale.test.lupa;

import io.camelupscale.job.JobTimer;
import io.camelupscale.test.SimulatorExtension;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.meter.RateLimit;
import io.camelupscale.test.service.ApiKey;
import io.camelupscale.test.service.Durations;
import io.camelupscale.test.service.Pricing;
import io.camelupscale.test.service.Settings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lupa Upscaler, over real HTTP on loopback. {@link #baseUrl} stands for {@code https://app.lupaupscaler.com/api/1.1/wf}.
 *
 * <pre>
 * GET  /check-upscale-status?upscale_id=ID   as the vendor documents it: always 200, always "status":"success"
 * POST /standard, POST /precision            as one client of somebody else's uses it: {image, creativity, Resolution}
 * </pre>
 *
 * <p>All of them want the header {@code x-api-key}. Sources are really fetched, from wherever {@code image} leads; one that
 * cannot be fetched makes a job that fails, and costs nothing. Results are {@code Resolution} times as large, which nobody has
 * documented. They lie on another host, which refuses the API key.
 *
 * <p>As a JUnit 5 extension it runs for one test in a field of the instance, and for all tests of a class in a static field.
 */
public final class LupaSimulator extends SimulatorExtension {

    private static final long MAX_SOURCE = 500_000_000;

    private LupaSimulator(Settings settings, LupaOptions options) {
        super(settings, simulation -> new LupaService(simulation, options));
    }

    /** With all defaults: jobs take a minute of real time. */
    public static LupaSimulator create() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What the simulated service is like. */
    public static final class Builder {

        private @Nullable JobTimer time;
        private long seed = 1;
        private String apiKey = "simulated-key";
        private Durations durations = Durations.fixed(Duration.ZERO, Duration.ofMinutes(1));
        private Duration linkLifetime = Duration.ofHours(1);
        private double credits = 1_000_000;
        private Duration hidden = Duration.ZERO;
        private boolean withoutLink;
        private final Map<Operation, RateLimit> limits = new EnumMap<>(Operation.class);

        private Builder() {}

        /** The service's clock; real time if it is not given. */
        public Builder time(JobTimer clock) {
            time = clock;
            return this;
        }

        /** Of everything that is random. */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        public Builder apiKey(String key) {
            apiKey = key;
            return this;
        }

        /** Every job waits and runs so long; Lupa tells neither from the other. */
        public Builder jobsTake(Duration queued, Duration running) {
            return jobsTake(Durations.fixed(queued, running));
        }

        public Builder jobsTake(Durations each) {
            durations = each;
            return this;
        }

        /** How long a link leads to its result; an hour if it is not given. */
        public Builder linksLive(Duration lifetime) {
            linkLifetime = lifetime;
            return this;
        }

        /** The account's credits at the beginning. A submit without enough of them is refused. */
        public Builder credits(double balance) {
            credits = balance;
            return this;
        }

        /** How long a new job is answered as one that is not known; it is known at once if this is not given. */
        public Builder jobsAreHiddenFor(Duration duration) {
            hidden = duration;
            return this;
        }

        /** Finished jobs name no result. */
        public Builder completedWithoutLink() {
            withoutLink = true;
            return this;
        }

        /** Answers 429 to more than {@code count} requests of a kind in any {@code period}. */
        public Builder limit(Operation operation, int count, Duration period) {
            limits.put(operation, new RateLimit(count, period));
            return this;
        }

        public LupaSimulator build() {
            return new LupaSimulator(
                    new Settings(
                            time,
                            seed,
                            new ApiKey("x-api-key", apiKey),
                            durations,
                            linkLifetime,
                            credits,
                            Pricing.byMegapixels(),
                            MAX_SOURCE,
                            null,
                            "1700000000000x%018d"::formatted,
                            false,
                            limits),
                    new LupaOptions(hidden, withoutLink));
        }
    }
}
