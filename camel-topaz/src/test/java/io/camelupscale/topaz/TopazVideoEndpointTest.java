package io.camelupscale.topaz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.camelupscale.UpscaleBudgetException;
import io.camelupscale.UpscaleComponent;
import io.camelupscale.UpscaleRejectedException;
import io.camelupscale.media.VideoInfo;
import io.camelupscale.spi.Balance;
import io.camelupscale.spi.Estimate;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.LoopbackHost;
import io.camelupscale.test.media.TestVideos;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.topaz.TopazSimulator;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options and headers of {@code topaz:video}, and the operations beside upscaling. */
class TopazVideoEndpointTest extends CamelTestSupport {

    private static final String ROLE = "externalDestination.roleArn=arn&externalDestination.externalId=x"
            + "&externalDestination.bucketName=films&externalDestination.key=4k/";

    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .jobsTake(Duration.ZERO, Duration.ofMillis(200))
            .credits(500)
            .videosCost(10, 12)
            .videosAre(50_000)
            .build();

    @TempDir
    Path folder;

    private Path source;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("upscale", UpscaleComponent.class)
                .setWorkDirectory(folder.resolve("work").toString());
        TopazConfiguration options =
                context.getComponent("topaz", TopazComponent.class).getConfiguration();
        options.setApiKey(simulator.apiKey());
        options.setBaseUrl(simulator.baseUrl().toString());
        return context;
    }

    @BeforeEach
    void makeSource() throws IOException {
        source = TestVideos.mov(folder.resolve("a.mov"), 320, 180, 100, 25, 0);
    }

    @Test
    void aVideoComesOutInTheSourcesContainerWithItsNameAndItsPrice() throws Exception {
        Exchange result = template.request(
                "topaz:video?scale=2", exchange -> exchange.getMessage().setBody(source.toFile()));

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getHeaders())
                .containsEntry("CamelFileName", "a.mov")
                .containsEntry("Content-Type", "video/quicktime")
                .containsEntry("CamelUpscaleResultWidth", 640)
                .containsEntry("CamelUpscaleResultHeight", 360)
                .containsEntry("CamelUpscaleResultFormat", "mov")
                .containsEntry("CamelUpscaleCredits", 10.0);
        assertThat(simulator.counters().charges()).isOne();
    }

    @Test
    void thePortableSchemeDoesTheSame() throws Exception {
        File result = template.requestBody(
                "upscale:topaz:video?scale=2&outputFormat=mkv&filter.1.model=prob-4&filter.2.model=apo-8&filter.2.fps=60",
                source.toFile(),
                File.class);

        assertThat(VideoInfo.read(result.toPath()).width()).isEqualTo(640);
        JsonNode sent = created();
        assertThat(sent.at("/filters/1/fps").asInt()).isEqualTo(60);
        assertThat(sent.at("/output/frameRate").asInt()).isEqualTo(60);
        assertThat(sent.at("/output/container").asText()).isEqualTo("mkv");
    }

    @Test
    void headersSayWhatAFileDoesNot() throws Exception {
        Files.writeString(source, "what nobody here can read");
        Map<String, Object> headers = new HashMap<>(Map.of(
                "CamelTopazContainer",
                "avi",
                "CamelTopazDuration",
                4.5,
                "CamelTopazFrameCount",
                110,
                "CamelTopazFrameRate",
                24.4,
                "CamelTopazWidth",
                640));

        assertThatThrownBy(() -> template.requestBodyAndHeaders("topaz:video?scale=2", source.toFile(), headers))
                .hasCauseInstanceOf(UpscaleRejectedException.class)
                .hasStackTraceContaining("these headers do not say it: CamelTopazHeight");
        headers.put("CamelTopazHeight", 480);
        template.requestBodyAndHeaders("topaz:video?scale=2", source.toFile(), headers);

        JsonNode described = created().get("source");
        assertThat(described.get("container").asText()).isEqualTo("avi");
        assertThat(described.get("frameCount").asInt()).isEqualTo(110);
        assertThat(described.get("size").asLong()).isEqualTo(Files.size(source));
    }

    @Test
    void anEstimateTellsTheUpperBoundAndChargesNothing() {
        Estimate estimate = template.requestBody("topaz:video?operation=ESTIMATE", source.toFile(), Estimate.class);

        assertThat(estimate.credits()).isEqualTo(12);
        assertThat(simulator.counters().charges()).isZero();
        assertThat(simulator.counters().requests(Operation.ACCEPT)).isZero();
    }

    @Test
    void theBalanceIsWhatCanBeSpent() {
        assertThat(template.requestBody("topaz:video?operation=BALANCE", null, Balance.class))
                .isEqualTo(new Balance(500));
    }

    @Test
    void whatCostsMoreThanTheLimitIsNeverAccepted() {
        assertThatThrownBy(() -> template.requestBody("topaz:video?maxCredits=11&scale=2", source.toFile()))
                .hasCauseInstanceOf(UpscaleBudgetException.class);
        assertThat(simulator.counters().requests(Operation.ACCEPT)).isZero();
        assertThat(simulator.ledger().balance()).isEqualTo(500);
    }

    @Test
    void anExpressVideoWhosePriceIsNotToldIsWithinNoLimit() throws Exception {
        Files.writeString(source, "what nobody here can read");
        String uri = "topaz:video?express=true&outputWidth=640&outputHeight=480&maxCredits=100";

        assertThatThrownBy(() -> template.requestBodyAndHeader(uri, source.toFile(), "CamelTopazContainer", "avi"))
                .hasCauseInstanceOf(UpscaleBudgetException.class);
        assertThat(simulator.counters().requests(Operation.UPLOAD)).isZero();
    }

    @Test
    void howAVideoIsGettingOnIsToldWithItsChunksAndSpeed() {
        simulator.faults().onJobs().inject(JobFault.stuckAt(0.75));
        String key = template.request("topaz:video?operation=SUBMIT&scale=2", exchange -> exchange.getMessage()
                        .setBody(source.toFile()))
                .getMessage()
                .getHeader("CamelUpscaleJobKey", String.class);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Exchange status = template.request("topaz:video?operation=STATUS", exchange -> exchange.getMessage()
                    .setHeader("CamelUpscaleJobKey", key));
            assertThat(status.getMessage().getHeaders())
                    .containsEntry("CamelUpscaleProgress", 0.75)
                    .containsEntry("CamelUpscaleProgressText", "processing, chunks at 100 %, 50 %, 5.0 frames/s");
        });
    }

    @Test
    void aUrlIsFetchedByTheServiceWhichIsToldWhatItWillFind() throws Exception {
        byte[] content = Files.readAllBytes(source);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", request -> {
            request.sendResponseHeaders(200, content.length);
            request.getResponseBody().write(content);
            request.close();
        });
        server.start();
        try {
            Exchange result =
                    template.request("topaz:video?scale=2&allowSourceUrl=true", exchange -> exchange.getMessage()
                            .setHeaders(new HashMap<>(Map.of(
                                    "CamelUpscaleSourceUrl",
                                    "http://127.0.0.1:" + server.getAddress().getPort() + "/films/a.mov?signature=1",
                                    "CamelTopazContainer",
                                    "mov",
                                    "CamelTopazSize",
                                    content.length,
                                    "CamelTopazDuration",
                                    4,
                                    "CamelTopazFrameCount",
                                    100,
                                    "CamelTopazFrameRate",
                                    25,
                                    "CamelTopazWidth",
                                    320,
                                    "CamelTopazHeight",
                                    180))));

            assertThat(result.getException()).isNull();
            assertThat(result.getMessage().getHeader("CamelUpscaleResultWidth")).isEqualTo(640);
            assertThat(simulator.counters().requests(Operation.UPLOAD)).isZero();
            assertThat(simulator.counters().charges()).isOne();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatTopazPutsElsewhereIsABodyOfTextAndHasNoSize() {
        Exchange result = template.request("topaz:video?scale=2&" + ROLE, exchange -> {
            exchange.getMessage().setBody(source.toFile());
            exchange.getMessage().setHeader("CamelFileName", "new/a.mov");
            exchange.getMessage().setHeader("CamelUpscaleResultWidth", 640);
        });

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getBody()).isEqualTo("s3://films/4k/new/a.mov");
        assertThat(result.getMessage().getHeaders())
                .containsEntry("CamelUpscaleResultLocation", "s3://films/4k/new/a.mov")
                .containsEntry("CamelFileName", "new/a.mov")
                .containsEntry("Content-Type", "video/quicktime")
                .containsEntry("CamelUpscaleResultFormat", "mov")
                .containsEntry("CamelUpscaleCredits", 10.0)
                .doesNotContainKeys("CamelUpscaleResultWidth", "CamelUpscaleResultHeight");
        assertThat(simulator.counters().requests(Operation.DOWNLOAD)).isZero();
    }

    @Test
    void eachMessageMayHaveAPresignedUrlOfItsOwn() throws Exception {
        List<String> put = new CopyOnWriteArrayList<>();
        try (LoopbackHost bucket = LoopbackHost.start("bucket", request -> {
            request.body().transferTo(OutputStream.nullOutputStream());
            put.add(request.method() + ' ' + request.path() + ' ' + request.query());
            return HttpReply.empty(200);
        })) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:films")
                            .toD("topaz:video?scale=2&jobKey=${header.film}"
                                    + "&externalDestination.presignedUrl=RAW(${header.place})");
                }
            });

            for (String film : List.of("1", "2")) {
                String place = bucket.baseUrl().resolve("/films/" + film) + ".mov";
                Object body = template.requestBodyAndHeaders(
                        "direct:films",
                        source.toFile(),
                        Map.of("film", film, "place", place + "?a=1%2F2&signature=" + film));
                assertThat(body).isEqualTo(place);
            }
        }

        assertThat(put)
                .containsExactly("PUT /films/1.mov {a=1/2, signature=1}", "PUT /films/2.mov {a=1/2, signature=2}");
    }

    @Test
    void ofAListEachOutcomeHasItsPlace() throws Exception {
        Path other = TestVideos.mov(folder.resolve("b.mov"), 160, 90, 100, 25, 0);

        List<?> outcomes = template.requestBody(
                "topaz:video?scale=2&outputFormat=mkv&" + ROLE, List.of(source.toFile(), other.toFile()), List.class);

        assertThat(outcomes)
                .extracting("fileName", "file", "location")
                .containsExactly(
                        tuple("a.mkv", null, URI.create("s3://films/4k/a.mkv")),
                        tuple("b.mkv", null, URI.create("s3://films/4k/b.mkv")));
    }

    @Test
    void aSubmittedVideosPlaceComesToTheConsumerAgainWhenItsRouteFails() throws Exception {
        MockEndpoint out = context.getEndpoint("mock:out", MockEndpoint.class);
        out.expectedBodiesReceived("s3://films/4k/a.mov", "s3://films/4k/a.mov");
        out.expectedHeaderValuesReceivedInAnyOrder("CamelUpscaleRedelivered", false, true);
        out.whenExchangeReceived(1, exchange -> exchange.setException(new IOException("the route failed")));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("topaz:video?initialDelay=0&delay=50").to(out);
            }
        });

        template.sendBody("topaz:video?operation=SUBMIT&scale=2&" + ROLE, source.toFile());

        out.assertIsSatisfied();
        assertThat(simulator.counters().charges()).isOne();
        assertThat(simulator.counters().requests(Operation.DOWNLOAD)).isZero();
    }

    @Test
    void thePollingConsumerAndTheDownloadTellThePlaceOfASubmittedVideo() {
        String uri = "topaz:video?scale=2&jobKey=${header.film}&" + ROLE;
        template.sendBodyAndHeader(uri + "&operation=SUBMIT", source.toFile(), "film", "a");

        assertThat(template.requestBodyAndHeader("topaz:video?operation=DOWNLOAD&jobKey=a", null, "film", "a"))
                .isEqualTo("s3://films/4k/a.mov");
        assertThat(consumer().receiveBody("topaz:video?jobKey=a", 30_000)).isEqualTo("s3://films/4k/a.mov");
        assertThat(simulator.counters().charges()).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topaz:video?externalDestination.bucketName=films | externalDestination.roleArn is missing",
                "topaz:video?model=prob-9 | prob-9 is none of Topaz' video models: prob-4",
                "topaz:video?filter.1.model=nothing | none of Topaz' video models: aaa-10, aaa-9",
                "topaz:video?outputFormat=png | outputFormat=png does not go with videoEncoder=H265",
                "topaz:video?videoEncoder=vp9 | needs a videoBitrate"
            })
    void wrongOptionsAreRefusedWhenTheRouteStarts(String uri, String named) {
        assertThatThrownBy(() -> context.addRoutes(route(uri))).hasStackTraceContaining(named);
    }

    @Test
    void anyModelIsRightWhileTheListOfModelsIsNotToBeHad() throws Exception {
        simulator.faults().on(Operation.AVAILABILITY).inject(Fault.status(500));

        context.addRoutes(route("topaz:video?model=brand-new-1"));

        assertThat(simulator.counters().requests(Operation.AVAILABILITY)).isOne();
    }

    private JsonNode created() throws IOException {
        byte[] body = simulator.exchanges().stream()
                .filter(exchange -> exchange.path().equals("/video/"))
                .reduce((first, second) -> second)
                .orElseThrow()
                .body();
        return new ObjectMapper().readTree(body);
    }

    private static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri);
            }
        };
    }
}
