package io.camelupscale.test.topaz;

import io.camelupscale.test.AccountSimulatorBuilder;
import io.camelupscale.test.SimulatorExtension;
import io.camelupscale.test.service.Pricing;
import io.camelupscale.test.service.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Topaz Labs as it documents itself: Image API 1.2.0 below {@code /image/v1}, Video API 1.0.0 below {@code /video}, and
 * {@code /account/v1/credits/balance}, over real HTTP on loopback. {@link #baseUrl} stands for {@code https://api.topazlabs.com}.
 *
 * <p>Results and uploads lie on another host, which refuses the API key. As a JUnit 5 extension it runs for one test in a field
 * of the instance, and for all tests of a class in a static field.
 */
public final class TopazSimulator extends SimulatorExtension {

    private static final long MAX_UPLOAD = 500_000_000;

    private TopazSimulator(Settings settings, TopazOptions options) {
        super(settings, simulation -> new TopazService(simulation, options));
    }

    /** With all defaults: jobs take a minute of real time. */
    public static TopazSimulator create() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What the simulated service is like. */
    public static final class Builder extends AccountSimulatorBuilder<Builder> {

        private Duration retention = Duration.ofDays(7);
        private Duration videoLinkLifetime = Duration.ofDays(7);
        private @Nullable VideoEstimate videoCost;
        private long videoSize = 1 << 20;
        private long partSize = 500_000_000;
        private Duration uploadTimeout = Duration.ofHours(24);
        private boolean webhooksTwice;
        private boolean webhooksReversed;
        private boolean shortLinkName;
        private boolean textExpiry;

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /** How long files are kept after a job's end; seven days if it is not given. */
        public Builder filesLive(Duration lifetime) {
            retention = lifetime;
            return this;
        }

        /** Answers {@code url} instead of {@code download_url}, as the vendor's quick start reads it. */
        public Builder shortLinkName() {
            shortLinkName = true;
            return this;
        }

        /** Answers {@code expiry} as a text instead of a number. */
        public Builder textExpiry() {
            textExpiry = true;
            return this;
        }

        /** How long a link to a video leads to it; seven days if it is not given. */
        public Builder videoLinksLive(Duration lifetime) {
            videoLinkLifetime = lifetime;
            return this;
        }

        /** What every video is said to cost; the lower is charged. By frames and pixels if it is not given. */
        public Builder videosCost(double lower, double upper) {
            videoCost = new VideoEstimate(lower, upper, 60);
            return this;
        }

        /** The least length of every resulting video, which is real; a megabyte if it is not given. */
        public Builder videosAre(long bytes) {
            videoSize = bytes;
            return this;
        }

        /** Larger sources are wanted in parts; 500,000,000 bytes if it is not given. */
        public Builder partSize(long bytes) {
            partSize = bytes;
            return this;
        }

        /** How long the upload of an accepted video may take; a day if it is not given. */
        public Builder uploadsMayTake(Duration duration) {
            uploadTimeout = duration;
            return this;
        }

        /** Sends each notification twice. */
        public Builder webhooksComeTwice() {
            webhooksTwice = true;
            return this;
        }

        /** Sends the notification that a picture's job runs behind the one that it has ended. */
        public Builder webhooksComeReversed() {
            webhooksReversed = true;
            return this;
        }

        public TopazSimulator build() {
            return new TopazSimulator(
                    settings(
                            Pricing.byMegapixels(),
                            MAX_UPLOAD,
                            pictures -> new VideoResults(pictures, videoSize),
                            "%08x-7090-4000-8000-000000000000"::formatted,
                            false),
                    new TopazOptions(
                            shortLinkName,
                            textExpiry,
                            retention,
                            videoLinkLifetime,
                            videoCost,
                            partSize,
                            uploadTimeout,
                            webhooksTwice,
                            webhooksReversed));
        }
    }
}
