package io.camelupscale.upscayl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelupscale.UpscaleComponent;
import io.camelupscale.UpscaleInDoubtException;
import io.camelupscale.UpscaleOutcome;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.http.ExchangeLog.Exchange;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.upscayl.UpscaylSimulator;
import io.camelupscale.test.upscayl.contract.UpscaylContract;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of the component and its endpoints, headers, and what is sent. */
class UpscaylEndpointTest extends CamelTestSupport {

    @RegisterExtension
    final UpscaylSimulator simulator = UpscaylSimulator.builder()
            .jobsTake(Duration.ZERO, Duration.ofMillis(100))
            .build();

    @TempDir
    Path folder;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("upscale", UpscaleComponent.class)
                .setWorkDirectory(folder.resolve("work").toString());
        UpscaylConfiguration options =
                context.getComponent("upscayl", UpscaylComponent.class).getConfiguration();
        options.setApiKey(simulator.apiKey());
        options.setBaseUrl(simulator.baseUrl().toString());
        return context;
    }

    @AfterEach
    void whatWasSentIsWhatTheVendorDescribes() {
        UpscaylContract current = UpscaylContract.current();
        UpscaylContract older = UpscaylContract.older();
        for (Exchange exchange : simulator.exchanges()) {
            assertThat(current.requestErrors(exchange)).isEmpty();
            if (exchange.path().equals("/start-task")) { // of which there is no newer description
                assertThat(older.requestErrors(exchange)).isEmpty();
            }
        }
        assertThat(simulator.counters().leakedKeys()).isZero();
    }

    @Test
    void theDocumentedLimitsHoldUnlessOthersAreSet() throws Exception {
        UpscaylEndpoint endpoint = context.getEndpoint("upscayl:image", UpscaylEndpoint.class);

        assertThat(endpoint.defaultSubmitRate()).isEqualTo("50/1h");
        assertThat(endpoint.defaultPollRate()).isEqualTo("100/1h");
        template.requestBody("upscayl:image?scale=2", picture());
        assertThat(simulator.counters().charges()).isOne();
    }

    @Test
    void anEndpointAddsItsWordsToThoseOfTheComponent() {
        context.getComponent("upscayl", UpscaylComponent.class)
                .getConfiguration()
                .setWire(Map.of("success", "ready"));

        UpscaylConfiguration endpoint = options("upscayl:image?wire.failure=broken&http.responseTimeout=5000");

        assertThat(endpoint.getWire()).containsOnly(Map.entry("success", "ready"), Map.entry("failure", "broken"));
        assertThat(endpoint.getHttpOptions()).containsOnly(Map.entry("responseTimeout", "5000"));
    }

    @ParameterizedTest
    @CsvSource({
        "upscayl:image?outputFormat=tiff, outputFormat=tiff",
        "upscayl:image?scale=0, scale=0",
        "upscayl:image?scale=9, scale=9",
        "upscayl:image?compression=200, compression=200",
        "upscayl:image?wire.succes=x, wire.succes",
        "upscayl:image?maxCredits=3, maxCredits",
        "upscayl:image?pollRate=often, pollRate=often",
        "upscayl:image?apiKey=, needs an apiKey",
        "upscayl:video, not video"
    })
    void wrongOptionsAreRefusedWhenTheRouteStarts(String uri, String named) {
        assertThatThrownBy(() -> context.addRoutes(route(uri))).hasStackTraceContaining(named);
    }

    @Test
    void theKeyIsNotShown() {
        assertThat(context.getEndpoint("upscayl:image?apiKey=very-secret").toString())
                .doesNotContain("very-secret");
        assertThat(UpscaylAccount.name(options("upscayl:image?apiKey=very-secret")))
                .doesNotContain("very-secret")
                .isNotEqualTo(UpscaylAccount.name(options("upscayl:image?apiKey=another")));
    }

    @Test
    void thePortableSchemeDoesTheSame() throws Exception {
        File result =
                template.requestBody("upscale:upscayl?scale=4&enhanceFace=true&compression=20", picture(), File.class);

        assertThat(ImageIO.read(result).getWidth()).isEqualTo(40);
        assertThat(wishes()).containsEntry("enhanceFace", "true").containsEntry("compression", "20");
    }

    @Test
    void headersOverrideOptions() throws Exception {
        template.requestBodyAndHeaders(
                "upscayl:image?scale=2",
                picture(),
                Map.of(
                        UpscaylConstants.ENHANCE_FACE, "true",
                        UpscaylConstants.COMPRESSION, 40,
                        UpscaylConstants.MODEL, "digital-art-4x",
                        UpscaylConstants.OUTPUT_FORMAT, "jpg"));

        assertThat(wishes())
                .containsEntry("enhanceFace", "true")
                .containsEntry("compression", "40")
                .containsEntry("model", "digital-art-4x")
                .containsEntry("saveImageAs", "jpg");
    }

    @Test
    void headersTellWhatItCostAndHowOftenWasAsked() throws Exception {
        Message result = template.request("upscayl:image?scale=2", exchange -> {
                    exchange.getMessage().setBody(picture());
                    exchange.getMessage().setHeader("CamelFileName", "photos/a.png");
                })
                .getMessage();

        assertThat(result.getHeader(UpscaylConstants.CREDITS)).isEqualTo(1.0);
        assertThat(result.getHeader(UpscaylConstants.POLLS, Long.class))
                .isEqualTo(simulator.counters().polls());
        assertThat(result.getHeader("CamelFileName")).isEqualTo("photos/a.png");
    }

    @Test
    void aLargeFileIsUploadedInParts() throws Exception {
        File result = template.requestBody("upscayl:image?scale=2&multipartThreshold=10", picture(), File.class);

        assertThat(ImageIO.read(result).getWidth()).isEqualTo(20);
        assertThat(simulator.counters().requests(Operation.COMPLETE)).isOne();
    }

    @Test
    void aListIsOneTaskAndTheBodyTellsWhatBecameOfEachFile() throws Exception {
        simulator.faults().onJobs().nth(2).inject(JobFault.fails("E", "too blurred"));
        File copy = folder.resolve("b.png").toFile();
        ImageIO.write(new BufferedImage(12, 8, BufferedImage.TYPE_INT_RGB), "png", copy);

        List<?> outcomes = template.requestBody("upscayl:image?scale=2", List.of(picture(), copy), List.class);

        assertThat(outcomes)
                .extracting(outcome -> ((UpscaleOutcome) outcome).sourceName())
                .containsExactly("a.png", "b.png");
        // which of them is the second of the task is left to chance
        assertThat(outcomes).map(UpscaleOutcome.class::cast).satisfiesOnlyOnce(outcome -> {
            assertThat(outcome.isSuccess()).isTrue();
            assertThat(outcome.credits()).isEqualTo(1);
        });
        assertThat(outcomes).map(UpscaleOutcome.class::cast).satisfiesOnlyOnce(outcome -> {
            assertThat(outcome.file()).isNull();
            assertThat(outcome.failure())
                    .hasMessageContaining(outcome.sourceName() + ": ")
                    .hasMessageContaining("too blurred");
        });
        assertThat(simulator.counters().submits()).isOne();
    }

    @Test
    void aUrlIsFetchedByUpscaylWhereItMayBe() throws Exception {
        template.requestBody("upscayl:image?scale=2", picture());
        List<Exchange> exchanges = simulator.exchanges();
        String url = new String(exchanges.get(exchanges.size() - 1).answer())
                .replaceFirst("(?s).*\"downloadLink\":\"([^\"]*)\".*", "$1")
                .replace("\\/", "/");

        File result = template.requestBodyAndHeader(
                "upscayl:image?scale=2&allowSourceUrl=true&outputFormat=png",
                null,
                UpscaylConstants.SOURCE_URL,
                url,
                File.class);

        assertThat(ImageIO.read(result).getWidth()).isEqualTo(40);
        assertThatThrownBy(() -> template.requestBodyAndHeader(
                        "upscayl:image?scale=2", null, UpscaylConstants.SOURCE_URL, url, File.class))
                .hasStackTraceContaining("allowSourceUrl");
    }

    @Test
    void aLostAnswerFailsWithAllThatAPersonNeedsToLookItUp() throws Exception {
        simulator.faults().on(Operation.SUBMIT).inject(Fault.resetAfter());

        CamelExecutionException thrown = catchThrowableOfType(
                CamelExecutionException.class,
                () -> template.requestBodyAndHeader("upscayl:image", picture(), "CamelFileName", "photos/a.png"));

        assertThat(thrown).cause().isInstanceOfSatisfying(UpscaleInDoubtException.class, doubt -> assertThat(doubt)
                .hasMessageContaining("photos/a.png: ")
                .hasMessageContaining("job key " + doubt.getJobKey())
                .hasMessageContaining("account upscayl:" + simulator.baseUrl())
                .hasMessageContaining("sent between 20"));
        assertThat(simulator.counters().submits()).isOne();
    }

    @Test
    void estimateAndBalanceAreRefusedClearly() throws Exception {
        assertThatThrownBy(() -> template.requestBody("upscayl:image?operation=ESTIMATE", picture()))
                .hasStackTraceContaining("does not tell what a job will cost");
        assertThatThrownBy(() -> template.requestBody("upscayl:image?operation=BALANCE", (Object) null))
                .hasStackTraceContaining("does not tell what an account has left");
    }

    private Map<String, String> wishes() {
        return simulator.jobs().all().iterator().next().order().wishes();
    }

    private UpscaylConfiguration options(String uri) {
        return context.getEndpoint(uri, UpscaylEndpoint.class).getConfiguration();
    }

    private static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri);
            }
        };
    }

    private File picture() throws Exception {
        File file = folder.resolve("a.png").toFile();
        ImageIO.write(new BufferedImage(10, 8, BufferedImage.TYPE_INT_RGB), "png", file);
        return file;
    }
}
