package io.camelupscale;

import io.camelupscale.job.FailureReason;
import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobStoreException;
import io.camelupscale.job.Refusal;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Camel's health check {@code upscale}: down while the job store is out of order, or a provider refuses an account or does not answer. Asks the
 * store and no provider. Loaded only where camel-health is on the class path.
 */
final class UpscaleHealthCheck extends AbstractHealthCheck {

    private final JobEngines engines;

    UpscaleHealthCheck(JobEngines engines) {
        super("camel", UpscaleComponent.SCHEME);
        this.engines = engines;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        engines.all().forEach(engine -> engine.refusal().ifPresent(refusal -> refused(builder, engine, refusal)));
        Throwable outage = engines.outage();
        if (outage != null) {
            outOfOrder(builder, outage);
            return;
        }
        try {
            engines.all().forEach(engine -> count(builder, engine));
        } catch (JobStoreException e) {
            outOfOrder(builder, e);
        }
    }

    private static void refused(HealthCheckResultBuilder builder, JobEngine engine, Refusal refusal) {
        boolean silent = refusal.reason() == FailureReason.UNAVAILABLE;
        builder.down()
                .message(engine.account() + (silent ? " does not answer: " : " is refused: ") + refusal.message())
                .detail(engine.account() + ".reason", refusal.reason().name())
                .detail(engine.account() + ".message", refusal.message())
                .detail(engine.account() + ".since", refusal.since().toString());
    }

    private static void outOfOrder(HealthCheckResultBuilder builder, Throwable outage) {
        builder.down().message("The job store is out of order").error(outage);
    }

    private static void count(HealthCheckResultBuilder builder, JobEngine engine) {
        engine.storedJobs()
                .forEach((state, jobs) -> builder.detail(engine.account() + ".jobs." + JobMessages.word(state), jobs));
    }
}
