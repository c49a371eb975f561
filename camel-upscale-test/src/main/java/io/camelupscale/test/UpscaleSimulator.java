package io.camelupscale.test;

import io.camelupscale.test.service.Pricing;
import io.camelupscale.test.service.Results;
import io.camelupscale.test.service.Settings;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A service that upscales pictures, and is nobody's: submit, poll, download, over real HTTP on loopback.
 *
 * <pre>
 * POST   /jobs           picture as body or as file "image" of a form; scale (2 to 8, default 2), format, reference, name as
 *                        query or fields; header Idempotency-Key → 202 {id}
 * GET    /jobs/ID        {id, state, progress 0-1, eta in s, reference, credits, result {url, length, expires}} where state is
 *                        queued, running, done, failed (with code, message, inputFault) or cancelled; a dead link is renewed
 * GET    /jobs           {jobs […], next}; query state, reference, limit (100 at most), cursor (the last answer's next)
 * DELETE /jobs/ID        200 cancelled, or 409 if it had ended
 * GET    /balance        {credits}
 * POST   /estimate       {width, height, scale} → {credits}
 * </pre>
 *
 * <p>All of them want the header {@code X-API-Key}. Results lie on another host, which refuses it. What is wrong is answered
 * 400, 401, 402, 404, 405, 409, 413 or 415 with {@code {error}}.
 *
 * <p>As a JUnit 5 extension it runs for one test in a field of the instance, and for all tests of a class in a static field.
 */
public final class UpscaleSimulator extends SimulatorExtension {

    private UpscaleSimulator(Settings settings) {
        super(settings, NeutralService::new);
    }

    /** With all defaults: jobs take a minute of real time. */
    public static UpscaleSimulator create() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What the simulated service is like. */
    public static final class Builder extends AccountSimulatorBuilder<Builder> {

        private Pricing pricing = Pricing.byMegapixels();
        private long maxUpload = 500_000_000;
        private @Nullable UnaryOperator<Results> results;
        private boolean idempotent = true;

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        public Builder pricing(Pricing prices) {
            pricing = prices;
            return this;
        }

        /** In bytes; a larger picture is answered 413. */
        public Builder maxUpload(long bytes) {
            maxUpload = bytes;
            return this;
        }

        /** What results are, instead of real pictures; sources may be anything then. */
        public Builder results(Results made) {
            results = pictures -> made;
            return this;
        }

        /** Takes no notice of {@code Idempotency-Key}: every submit is a job, and is charged. */
        public Builder ignoreIdempotencyKeys() {
            idempotent = false;
            return this;
        }

        public UpscaleSimulator build() {
            return new UpscaleSimulator(settings(pricing, maxUpload, results, "job-%08d"::formatted, idempotent));
        }
    }
}
