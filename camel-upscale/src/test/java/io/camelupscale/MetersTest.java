package io.camelupscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MetersTest extends ScriptedRoutes {

    private static final RemoteStatus RUNNING = new RemoteStatus.Running(0.25);

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void jobsAreCountedAndTimed() throws Exception {
        provider.answerChecks(RUNNING, new RemoteStatus.Done(new RemoteResult("result of r1"), 2.5));
        route();

        assertThat(send("direct:in", picture()).getException()).isNull();
        assertThat(send("direct:in", picture()).getException())
                .isNull(); // the kept result: costs nothing, and is no transition

        await().until(() -> transitions("delivered") == 1);
        for (String state : new String[] {"new", "submitting", "running", "done", "downloaded"}) {
            assertThat(transitions(state)).as(state).isEqualTo(1);
        }
        assertThat(meter("camel.upscale.job.duration")
                        .tag("outcome", "delivered")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meter("camel.upscale.credits").counter().count()).isEqualTo(2.5);
        assertThat(meter("camel.upscale.polls").functionCounter().count()).isEqualTo(2);
    }

    @Test
    void jobsThatFailAreTimedApart() throws Exception {
        provider.refuseSubmits(new ProviderException(Kind.REJECTED, "too large"));
        route();

        send("direct:in", picture());

        assertThat(meter("camel.upscale.job.duration")
                        .tag("outcome", "failed")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.find("camel.upscale.credits").counters()).isEmpty();
    }

    @Test
    void gaugesShowWhatIsUnderWayNow() throws Exception {
        provider.otherwise(RUNNING);
        route();
        assertThat(registry.find("camel.upscale.jobs").gauges())
                .as("one for each state")
                .hasSize(11);

        template.asyncSendBody("direct:in", picture());
        await().until(() -> provider.checks.size() == 1);

        assertThat(meter("camel.upscale.jobs").tag("state", "running").gauge().value())
                .isEqualTo(1);
        assertThat(meter("camel.upscale.jobs").tag("state", "done").gauge().value())
                .isZero();
        assertThat(registry.get("camel.upscale.exchanges.waiting").gauge().value())
                .isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void nobodyWaitsForAJobThatFailed() throws Exception {
        context.getComponent("upscale", UpscaleComponent.class).setMaxWaiting(1);
        provider.otherwise(new RemoteStatus.Failed("E7", "too dark", false));
        route();

        for (int times = 0; times < 3; times++) {
            assertThat(send("direct:in", picture()).getException()).hasMessageContaining("too dark");
        }

        assertThat(registry.get("camel.upscale.exchanges.waiting").gauge().value())
                .isZero();
    }

    @Test
    void nothingIsLeftWhenTheComponentStops() throws Exception {
        route();
        send("direct:in", picture());
        assertThat(registry.getMeters()).isNotEmpty();

        context.stop();

        assertThat(registry.getMeters()).extracting(Meter::getId).isEmpty();
    }

    @Test
    void ofSeveralRegistriesTheCompositeIsTaken() throws Exception {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(registry);
        context.getRegistry().bind("all", composite);
        route();

        assertThat(composite.getMeters()).isNotEmpty();
        assertThat(registry.getMeters()).hasSameSizeAs(composite.getMeters());
    }

    private double transitions(String state) {
        return meter("camel.upscale.transitions").tag("state", state).counter().count();
    }

    private RequiredSearch meter(String name) {
        return registry.get(name).tag("account", "scripted").tag("camelContext", context.getName());
    }

    private void route() throws Exception {
        context.getRegistry().bind("meters", registry);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("upscale:scripted?scale=2");
            }
        });
    }
}
