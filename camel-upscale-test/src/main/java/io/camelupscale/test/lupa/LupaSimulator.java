package io.camelupscale.test.lupa;

import io.camelupscale.test.AccountSimulatorBuilder;
import io.camelupscale.test.SimulatorExtension;
import io.camelupscale.test.service.Pricing;
import io.camelupscale.test.service.Settings;
import java.time.Duration;

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
    public static final class Builder extends AccountSimulatorBuilder<Builder> {

        private Duration hidden = Duration.ZERO;
        private boolean withoutLink;

        private Builder() {}

        @Override
        protected Builder self() {
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

        public LupaSimulator build() {
            return new LupaSimulator(
                    settings(Pricing.byMegapixels(), MAX_SOURCE, null, "1700000000000x%018d"::formatted, false),
                    new LupaOptions(hidden, withoutLink));
        }
    }
}
