package io.camelupscale.test.localservice;

import io.camelupscale.test.SimulatorBuilder;
import io.camelupscale.test.SimulatorExtension;
import io.camelupscale.test.service.ApiKey;
import io.camelupscale.test.service.Pricing;
import io.camelupscale.test.service.Settings;
import io.camelupscale.test.service.SimulatedJob;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The Image Upscale Service (mlcupscale 1.0.1), over real HTTP on loopback, with what it does to clients:
 *
 * <ul>
 * <li>URLs in its answers begin with {@code /api/v1}, whatever its prefix is, and name no host.
 * <li>A file that is too large is answered 500. Everything else is taken, 202, and found wrong by the worker.
 * <li>The extension of the file's name makes the format of the result.
 * <li>A result is deleted a second after any download, also one that broke off. There are no ranges.
 * <li>Results and sources are swept away when they are older than 15 minutes.
 * <li>A {@linkplain #restart() restart} forgets all jobs.
 * <li>A cancel that is refused is answered 400.
 * </ul>
 *
 * <p>Nobody pays for anything: {@code counters().duplicateCharges()} tells how often a picture was submitted that had been
 * submitted before, with the same wishes.
 *
 * <p>As a JUnit 5 extension it runs for one test in a field of the instance, and for all tests of a class in a static field.
 */
public final class LocalServiceSimulator extends SimulatorExtension {

    private static final String DEFAULT_PREFIX = "/api/v1";
    private static final long FIRST_ID = 1_769_781_953_720_134_400L;
    private static final long MAX_STORED = Long.MAX_VALUE;

    /** The files of the stock pack, of which one model has three. */
    private static final List<String> STOCK_MODELS = List.of(
            "realesr-animevideov3-x2",
            "realesr-animevideov3-x3",
            "realesr-animevideov3-x4",
            "realesrgan-x4plus",
            "realesrgan-x4plus-anime");

    private final ServiceOptions options;

    private LocalServiceSimulator(Settings settings, ServiceOptions options) {
        super(settings, simulation -> new ImageUpscaleService(simulation, options));
        this.options = options;
    }

    /** With all defaults: jobs take a minute of real time. */
    public static LocalServiceSimulator create() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Where the API is, with its prefix and without a slash at the end. */
    public URI apiUrl() {
        return URI.create(baseUrl() + options.prefix());
    }

    /** What the option {@code serviceUrl} of {@code localupscale} takes: without the prefix if it is the default. */
    public String serviceUrl() {
        return (options.prefix().equals(DEFAULT_PREFIX) ? baseUrl() : apiUrl()).toString();
    }

    /** Forgets all jobs, as the service does when it is started again. */
    public void restart() {
        for (SimulatedJob job : jobs().all()) {
            jobs().remove(job.id());
        }
    }

    /** What the simulated service is like. */
    public static final class Builder extends SimulatorBuilder<Builder> {

        private String prefix = DEFAULT_PREFIX;
        private String token = "";
        private List<String> models = STOCK_MODELS;
        private long maxUpload = 100;

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /** Before every path; {@code /api/v1} if it is not given. */
        public Builder prefix(String path) {
            prefix = path;
            return this;
        }

        /** What clients must show; nothing if it is not given. */
        public Builder token(String text) {
            token = text;
            return this;
        }

        /** Those of the stock pack if they are not given. */
        public Builder models(String... names) {
            models = List.of(names);
            return this;
        }

        /** A file of more mebibytes, not counting a part of one, is refused; 100 if it is not given. */
        public Builder maxUploadMegabytes(long megabytes) {
            maxUpload = megabytes;
            return this;
        }

        public LocalServiceSimulator build() {
            return new LocalServiceSimulator(
                    settings(
                            new ApiKey("x-auth-token", token),
                            Duration.ofHours(1),
                            0,
                            Pricing.byMegapixels(),
                            MAX_STORED,
                            null,
                            number -> String.valueOf(FIRST_ID + number),
                            false),
                    new ServiceOptions(prefix, token, models, maxUpload));
        }
    }
}
