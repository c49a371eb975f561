package io.camelupscale.localupscale.service;

import io.camelupscale.test.localservice.LocalServiceSimulator;
import io.camelupscale.test.localservice.contract.LocalServiceRouteContract;
import io.camelupscale.test.service.Durations;
import io.camelupscale.test.service.JobTimes;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routes with a service that behaves as the original does. */
class ServiceRouteTest extends LocalServiceRouteContract {

    /** A large picture takes long enough to be lost or cancelled. */
    private static final Durations BY_SIZE = (order, random) ->
            new JobTimes(Duration.ZERO, order.width() < 400 ? Duration.ofMillis(100) : Duration.ofMillis(1500));

    @RegisterExtension
    final LocalServiceSimulator open =
            LocalServiceSimulator.builder().jobsTake(BY_SIZE).build();

    @RegisterExtension
    final LocalServiceSimulator guarded = LocalServiceSimulator.builder()
            .jobsTake(BY_SIZE)
            .prefix("/upscaler/v1")
            .token(TOKEN)
            .build();

    @Override
    protected String serviceUrl() {
        return open.serviceUrl();
    }

    @Override
    protected String guardedServiceUrl() {
        return guarded.serviceUrl();
    }

    @Override
    protected void loseJobs() {
        open.restart();
    }

    @Override
    protected boolean offersRanges() {
        return false;
    }
}
