package io.camelupscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.job.jdbc.CuttableDataSource;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteStatus;
import java.util.UUID;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.Test;

class HealthTest extends ScriptedRoutes {

    private static final String WAIT = "upscale:scripted?scale=2";

    @Test
    void theCheckIsForReadinessAndIsThereWhileTheComponentIs() throws Exception {
        route(WAIT);

        assertThat(HealthCheckHelper.invokeReadiness(context))
                .extracting(result -> result.getCheck().getId())
                .contains("upscale");
        assertThat(HealthCheckHelper.invokeLiveness(context))
                .extracting(result -> result.getCheck().getId())
                .doesNotContain("upscale");

        context.getComponent("upscale").stop();
        assertThat(HealthCheckRegistry.get(context).getCheck("upscale")).isEmpty();
        context.getComponent("upscale").start();
        assertThat(HealthCheckRegistry.get(context).getCheck("upscale")).isPresent();
    }

    @Test
    void jobsAreCountedAndNobodyIsAsked() throws Exception {
        provider.otherwise(new RemoteStatus.Running(0.5));
        route("upscale:scripted?operation=submit&scale=2");
        send("direct:in", picture());
        await().until(() -> provider.checks.size() == 1);

        HealthCheck.Result health = health();

        assertThat(health.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health.getDetails()).containsEntry("scripted.jobs.running", 1L);
        assertThat(provider.submits).hasSize(1);
        assertThat(provider.checks).hasSize(1);
    }

    @Test
    void anAccountThatIsRefusedIsDownUntilAJobIsAccepted() throws Exception {
        provider.refuseSubmits(new ProviderException(Kind.OUT_OF_CREDITS, "no credits left"));
        route(WAIT);
        send("direct:in", picture());

        HealthCheck.Result health = health();
        assertThat(health.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health.getMessage()).contains("scripted is refused: no credits left");
        assertThat(health.getDetails())
                .containsEntry("scripted.reason", "OUT_OF_CREDITS")
                .containsEntry("scripted.message", "no credits left")
                .containsKey("scripted.since");

        send("direct:in", picture());
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails()).doesNotContainKey("scripted.reason");
    }

    @Test
    void failuresThatSayNothingAboutTheAccountAreNoReasonToBeDown() throws Exception {
        provider.refuseSubmits(new ProviderException(Kind.REJECTED, "too large"));
        route(WAIT);
        send("direct:in", picture());

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void aJobStoreThatIsOutOfOrderIsDownUntilItIsBack() throws Exception {
        CuttableDataSource database = new CuttableDataSource(UUID.randomUUID().toString());
        UpscaleComponent component = context.getComponent("upscale", UpscaleComponent.class);
        component.setJobStore(JobStoreType.DATABASE);
        component.setDataSource(database);
        component.setNodeLease(300);
        route(WAIT);
        send("direct:in", picture());
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);

        database.cut();
        HealthCheck.Result health = health();
        assertThat(health.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health.getMessage()).contains("The job store is out of order");
        assertThat(health.getError())
                .hasValueSatisfying(error -> assertThat(error).hasMessageContaining("the connection is cut"));
        await().until(() -> component.engines().outage() != null);
        int refused = database.refused();
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(database.refused() - refused).as("the check asked").isLessThanOrEqualTo(1);

        database.mend();
        await().until(() -> health().getState() == HealthCheck.State.UP);
        assertThat(send("direct:in", picture("b.png", 5)).getException()).isNull();
    }

    private HealthCheck.Result health() {
        return HealthCheckHelper.getHealthCheck(context, "upscale").call();
    }

    private void route(String to) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(to);
            }
        });
    }
}
