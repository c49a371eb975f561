package io.camelupscale.topaz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.UpscaleComponent;
import io.camelupscale.spi.Balance;
import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.Estimates;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.topaz.TopazSimulator;
import io.camelupscale.topaz.image.ImageTask;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of the component and its endpoints, and the operations beside upscaling. */
class TopazEndpointTest extends CamelTestSupport {

    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .jobsTake(Duration.ZERO, Duration.ofMillis(100))
            .credits(500)
            .build();

    @TempDir
    Path folder;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("upscale", UpscaleComponent.class)
                .setWorkDirectory(folder.resolve("work").toString());
        TopazConfiguration options =
                context.getComponent("topaz", TopazComponent.class).getConfiguration();
        options.setApiKey(simulator.apiKey());
        options.setBaseUrl(simulator.baseUrl().toString());
        options.setSettings(Map.of("sharpen", 0.2, "denoise", 0.1));
        return context;
    }

    @Test
    void tasksAreWrittenAsTopazWritesThem() {
        assertThat(options("topaz:image?task=enhance-gen").getTask()).isEqualTo(ImageTask.ENHANCE_GEN);
        assertThat(options("topaz:image?task=RESTORE_GEN").getTask()).isEqualTo(ImageTask.RESTORE_GEN);
    }

    @Test
    void anEndpointAddsItsSettingsToThoseOfTheComponent() {
        TopazConfiguration endpoint =
                options("topaz:image?setting.sharpen=0.9&setting.faceEnhancement=true&http.responseTimeout=5000");

        assertThat(endpoint.getSettings())
                .containsEntry("sharpen", "0.9")
                .containsEntry("denoise", 0.1)
                .containsEntry("faceEnhancement", "true");
        assertThat(endpoint.getHttpOptions()).containsOnly(Map.entry("responseTimeout", "5000"));
        assertThat(options("topaz:image").getSettings()).containsOnlyKeys("sharpen", "denoise");
    }

    @Test
    void aTaskThatKeepsTheSizeHasTheScaleOne() {
        assertThat(options("topaz:image").getScale()).isEqualTo(4);
        assertThat(options("topaz:image?task=sharpen&scale=4").getScale()).isEqualTo(1);
    }

    @Test
    void mattingMakesPng() {
        assertThat(options("topaz:image?task=matting").getOutputFormat()).isEqualTo("png");
        assertThat(options("topaz:image").getOutputFormat()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "topaz:image?outputFormat=webp, outputFormat=webp",
        "topaz:image?scale=0, scale=0",
        "topaz:image?task=tool&scale=8, scale=8",
        "topaz:image?setting.model=X, setting.model",
        "topaz:image?apiKey=, needs an apiKey",
        "topaz:image?task=sharpen&outputWidth=9, outputWidth and outputHeight do not go with task=sharpen",
        "topaz:image?outputHeight=0, outputHeight=0",
        "topaz:image?webhookUrl=ftp://host/x, webhookUrl is no absolute http or https URL",
        "topaz:image?estimateBatchSize=0, estimateBatchSize=0",
        "topaz:sound, not sound"
    })
    void wrongOptionsAreRefusedWhenTheRouteStarts(String uri, String named) {
        assertThatThrownBy(() -> context.addRoutes(route(uri))).hasStackTraceContaining(named);
    }

    @Test
    void theKeyIsNotShown() {
        assertThat(context.getEndpoint("topaz:image?apiKey=very-secret").toString())
                .doesNotContain("very-secret");
        assertThat(TopazAccount.name("image", options("topaz:image?apiKey=very-secret")))
                .doesNotContain("very-secret")
                .isNotEqualTo(TopazAccount.name("image", options("topaz:image?apiKey=another")));
    }

    @Test
    void thePortableSchemeDoesTheSame() throws Exception {
        File result = template.requestBody("upscale:topaz?scale=3", picture(), File.class);

        assertThat(ImageIO.read(result).getWidth()).isEqualTo(30);
        assertThat(simulator.counters().charges()).isOne();
    }

    @Test
    void anEstimateTellsThePriceAndChargesNothing() throws Exception {
        Estimate estimate = template.requestBody("topaz:image?operation=ESTIMATE", picture(), Estimate.class);

        assertThat(estimate.credits()).isEqualTo(1);
        assertThat(estimate.time()).isPositive();
        assertThat(simulator.counters().charges()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "enhance",
        "enhance-gen",
        "sharpen",
        "sharpen-gen",
        "denoise",
        "restore-gen",
        "lighting",
        "matting",
        "tool"
    })
    void everyTaskHasAPriceAndAResult(String task) throws Exception {
        Estimate estimate =
                template.requestBody("topaz:image?operation=ESTIMATE&task=" + task, picture(), Estimate.class);
        File result = template.requestBody("topaz:image?task=" + task, picture(), File.class);

        assertThat(estimate.credits()).isPositive();
        assertThat(ImageIO.read(result).getWidth())
                .isEqualTo(
                        ImageTask.valueOf(task.toUpperCase(Locale.ROOT).replace('-', '_'))
                                        .scales()
                                ? 40
                                : 10);
        assertThat(simulator.counters().creditsCharged()).isEqualTo(estimate.credits());
    }

    @Test
    void anEstimateOfAThousandPicturesIsTenCallsAndNothingElse() throws Exception {
        byte[] picture = Files.readAllBytes(picture().toPath());
        List<Path> pictures = new ArrayList<>();
        for (int number = 0; number < 1_000; number++) {
            pictures.add(Files.write(folder.resolve(number + ".png"), picture));
        }

        Estimates estimates = template.requestBody("topaz:image?operation=ESTIMATE", pictures, Estimates.class);

        assertThat(estimates.items()).hasSize(1_000).allSatisfy(item -> assertThat(item.error())
                .isNull());
        assertThat(estimates.credits()).isEqualTo(1_000);
        for (Operation operation : Operation.values()) {
            assertThat(simulator.counters().requests(operation)).isEqualTo(operation == Operation.ESTIMATE ? 10 : 0);
        }
    }

    @Test
    void oneBadPictureIsNoFailureOfTheOthers() throws Exception {
        Path text = Files.writeString(folder.resolve("a.txt"), "no picture");

        Estimates estimates = template.requestBody(
                "topaz:image?operation=ESTIMATE&estimateBatchSize=2&task=enhance-gen&outputWidth=30000",
                List.of(text.toFile(), picture(), picture()),
                Estimates.class);

        assertThat(estimates.items().get(0).error()).contains("not a picture");
        assertThat(estimates.items().get(1).error()).contains("exceed"); // Topaz' own words
        assertThat(estimates.credits()).isZero();
        assertThat(simulator.counters().requests(Operation.ESTIMATE)).isEqualTo(2);
    }

    @Test
    void aSizeInPixelsIsEstimatedAndMade() throws Exception {
        String uri = "topaz:image?outputWidth=300&outputHeight=300&scale=7";

        Estimate estimate = template.requestBody(uri + "&operation=ESTIMATE", picture(), Estimate.class);
        Exchange done = template.request(uri, exchange -> exchange.getMessage().setBody(picture()));

        assertThat(estimate.credits()).isEqualTo(1);
        assertThat(done.getMessage().getHeaders())
                .containsEntry("CamelUpscaleResultWidth", 300)
                .containsEntry("CamelUpscaleResultHeight", 300)
                .doesNotContainKey("CamelUpscaleResultScale");
    }

    @Test
    void aMessageThatSaysASizeOrAScaleIsNotBoundByTheSizeOfTheOptions() throws Exception {
        String uri = "topaz:image?outputWidth=300&outputHeight=300";

        assertThat(ImageIO.read(template.requestBodyAndHeader(
                                uri, picture(), TopazConstants.OUTPUT_WIDTH, "50", File.class))
                        .getHeight())
                .isEqualTo(40);
        assertThat(ImageIO.read(template.requestBodyAndHeader(uri, picture(), TopazConstants.SCALE, 2, File.class))
                        .getWidth())
                .isEqualTo(20);
        assertThatThrownBy(() ->
                        template.requestBodyAndHeader(uri, picture(), TopazConstants.OUTPUT_WIDTH, "wide", File.class))
                .hasStackTraceContaining("A header is no number: wide");
        assertThatThrownBy(() ->
                        template.requestBodyAndHeader(uri, picture(), TopazConstants.OUTPUT_HEIGHT, 40_000, File.class))
                .hasStackTraceContaining("outputHeight=40000 is not in 1 to 32000");
    }

    @Test
    void anEstimateOfWhatIsBehindAUrlIsToldTheSize() {
        Map<String, Object> headers = Map.of(
                TopazConstants.SOURCE_URL, "https://bucket.example.org/a.jpg",
                TopazConstants.WIDTH, 4_000,
                TopazConstants.HEIGHT, 3_000);

        Estimate estimate = template.requestBodyAndHeaders(
                "topaz:image?operation=ESTIMATE&allowSourceUrl=true&scale=2", null, headers, Estimate.class);

        assertThat(estimate.credits()).isEqualTo(2); // 48 megapixels
    }

    @Test
    void aModelThatIsNotKnownIsLeftToTopaz() {
        assertThatThrownBy(() -> template.requestBody("topaz:image?model=Wonder 9", picture()))
                .hasStackTraceContaining("Invalid model.");
        assertThat(simulator.counters().submits()).isOne();
    }

    @Test
    void theBalanceIsWhatCanBeSpent() {
        assertThat(template.requestBody("topaz:image?operation=BALANCE", null, Balance.class))
                .isEqualTo(new Balance(500));
    }

    private TopazConfiguration options(String uri) {
        return context.getEndpoint(uri, TopazEndpoint.class).getConfiguration();
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
