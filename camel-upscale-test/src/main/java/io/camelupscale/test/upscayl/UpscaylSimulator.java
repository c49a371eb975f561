package io.camelupscale.test.upscayl;

import io.camelupscale.test.AccountSimulatorBuilder;
import io.camelupscale.test.SimulatorExtension;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.service.Pricing;
import io.camelupscale.test.service.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Upscayl Cloud as it documents itself, over real HTTP on loopback: {@code /start-task}, {@code /get-task-status},
 * {@code /get-upload-url} and {@code /complete-multipart-upload}. {@link #baseUrl} stands for {@code https://api.upscayl.org}.
 *
 * <p>The vendor's documents contradict each other, so there are two: its pages of 2026, and with {@link Builder#older} its
 * OpenAPI file of February 2025. Both are strict, and keep the documented limits: 50 tasks and 100 questions an hour. A task
 * is paid for when it is finished and asked for. Results and uploads lie on another host, which refuses the API key.
 *
 * <p>As a JUnit 5 extension it runs for one test in a field of the instance, and for all tests of a class in a static field.
 */
public final class UpscaylSimulator extends SimulatorExtension {

    /** What a file may have. */
    static final long MAX_FILE = 100 << 20;

    private static final Duration HOUR = Duration.ofHours(1);

    private UpscaylSimulator(Settings settings, UpscaylOptions options) {
        super(settings, simulation -> new UpscaylService(simulation, options));
    }

    /** With all defaults: tasks take a minute of real time. */
    public static UpscaylSimulator create() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What the simulated service is like. */
    public static final class Builder extends AccountSimulatorBuilder<Builder> {

        private boolean older;
        private String linkField = "downloadLink";
        private boolean deductsAtOnce;
        private long partSize = 5 << 20;
        private final Map<String, String> uploadFields = new HashMap<>();

        private Builder() {
            limit(Operation.SUBMIT, 50, HOUR);
            limit(Operation.CHECK, 100, HOUR);
            limit(Operation.LINK, 100, HOUR);
            limit(Operation.COMPLETE, 50, HOUR);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** Everything as in the OpenAPI file of February 2025: bare bodies, other words, milliseconds, one URL for an upload. */
        public Builder older() {
            older = true;
            return this;
        }

        /** The name of the field with the link to a result; empty for no link at all. {@code downloadLink} if it is not given. */
        public Builder linkField(String name) {
            linkField = name;
            return this;
        }

        /** The first answer that tells of a finished task tells that it was paid for, not only the second. */
        public Builder deductsAtOnce() {
            deductsAtOnce = true;
            return this;
        }

        /** Of an upload, in bytes; 5 MiB if it is not given. */
        public Builder partSize(long bytes) {
            partSize = bytes;
            return this;
        }

        /** Another name for a field of the answer that announces an upload: that answer is documented nowhere. */
        public Builder uploadField(String name, String another) {
            uploadFields.put(name, another);
            return this;
        }

        /** Answers 429 to nothing. */
        public Builder withoutLimits() {
            clearLimits();
            return this;
        }

        public UpscaylSimulator build() {
            return new UpscaylSimulator(
                    settings(
                            Pricing.byMegapixels(),
                            MAX_FILE,
                            null,
                            "%08x-5ca1-4000-8000-000000000000"::formatted,
                            false),
                    new UpscaylOptions(older, linkField, deductsAtOnce, partSize, uploadFields));
        }
    }
}
