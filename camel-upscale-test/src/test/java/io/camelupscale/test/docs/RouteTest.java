package io.camelupscale.test.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.UpscaleComponent;
import io.camelupscale.UpscaleException;
import io.camelupscale.job.FailureReason;
import io.camelupscale.test.UpscaleSimulator;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.neutral.NeutralComponent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the page on testing shows. */
class RouteTest extends CamelTestSupport {

    // region simulator
    @RegisterExtension
    final UpscaleSimulator simulator = UpscaleSimulator.builder()
            .jobsTake(Duration.ZERO, Duration.ofMillis(100))
            .build();
    // endregion

    @TempDir
    Path folder;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        // region component
        context.addComponent("neutral", new NeutralComponent(simulator.baseUrl(), simulator.apiKey()));
        context.getPropertiesComponent().addInitialProperty("provider", "neutral");
        // endregion
        context.getComponent("upscale", UpscaleComponent.class)
                .setWorkDirectory(folder.resolve("work").toString());
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("upscale:{{provider}}?scale=4").to("mock:out");
            }
        };
    }

    // region result
    @Test
    void thePictureComesOutFourTimesAsWideAndIsPaidOnce() throws Exception {
        MockEndpoint out = getMockEndpoint("mock:out");
        out.expectedMessageCount(1);
        out.expectedHeaderReceived("CamelUpscaleResultWidth", 40);

        template.sendBody("direct:in", picture());

        out.assertIsSatisfied();
        assertThat(simulator.counters().charges()).isEqualTo(1);
        assertThat(simulator.counters().leakedKeys()).isZero();
    }
    // endregion

    // region faults
    @Test
    void aServiceThatIsBusyAndLosesDownloadsIsNoFailure() throws Exception {
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.tooManyRequests(Duration.ofSeconds(1)));
        simulator.faults().on(Operation.DOWNLOAD).nth(1).inject(Fault.truncatedAfter(20));
        getMockEndpoint("mock:out").expectedMessageCount(1);

        template.sendBody("direct:in", picture());

        MockEndpoint.assertIsSatisfied(context);
        assertThat(simulator.counters().submits()).isEqualTo(2);
        assertThat(simulator.counters().charges()).isEqualTo(1);
    }

    @Test
    void aPictureThatTheServiceRefusesFailsWithTheReason() throws Exception {
        simulator.faults().onJobs().inject(JobFault.refusesInput("E7", "not decodable"));

        UpscaleException failure = failure();

        assertThat(failure.getReason()).isEqualTo(FailureReason.REJECTED);
        assertThat(failure).hasMessageContaining("not decodable");
    }
    // endregion

    private UpscaleException failure() throws Exception {
        File picture = picture();
        try {
            template.sendBody("direct:in", picture);
        } catch (CamelExecutionException e) {
            return (UpscaleException) e.getCause();
        }
        throw new AssertionError("no failure");
    }

    private File picture() throws Exception {
        File file = folder.resolve("a.png").toFile();
        ImageIO.write(new BufferedImage(10, 8, BufferedImage.TYPE_INT_RGB), "png", file);
        return file;
    }
}
