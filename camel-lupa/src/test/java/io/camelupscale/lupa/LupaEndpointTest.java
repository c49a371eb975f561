package io.camelupscale.lupa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.camelupscale.UpscaleComponent;
import io.camelupscale.UpscaleInDoubtException;
import io.camelupscale.UpscaleRejectedException;
import io.camelupscale.lupa.image.LupaMode;
import io.camelupscale.lupa.publish.SourcePublisher;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.LoopbackHost;
import io.camelupscale.test.http.ReplyBody;
import io.camelupscale.test.lupa.LupaSimulator;
import io.camelupscale.test.meter.Operation;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of the component and its endpoints, and how routes and beans publish sources. */
class LupaEndpointTest extends CamelTestSupport {

    private static final String PUBLISHED = "publishTo=direct:publish&withdrawTo=direct:withdraw";

    @RegisterExtension
    final LupaSimulator simulator = LupaSimulator.builder()
            .jobsTake(Duration.ZERO, Duration.ofMillis(100))
            .build();

    @TempDir
    Path folder;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private LoopbackHost web;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        web = LoopbackHost.start("public", request -> {
            byte[] file = files.get(request.path().substring(1));
            return file == null ? HttpReply.empty(404) : HttpReply.empty(200).with(ReplyBody.of(file));
        });
        CamelContext context = super.createCamelContext();
        context.getComponent("upscale", UpscaleComponent.class)
                .setWorkDirectory(folder.resolve("work").toString());
        LupaConfiguration options =
                context.getComponent("lupa", LupaComponent.class).getConfiguration();
        options.setApiKey(simulator.apiKey());
        options.setBaseUrl(simulator.baseUrl().toString());
        options.setSettings(Map.of("seed", 1));
        context.getRegistry().bind("publisher", new InMemory());
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:publish").process(exchange -> {
                    String name = exchange.getMessage().getHeader("CamelFileName", String.class);
                    files.put(name, exchange.getMessage().getBody(byte[].class));
                    exchange.getMessage().setBody(web.baseUrl() + "/" + name + "?signature=secret");
                });
                from("direct:withdraw")
                        .process(exchange ->
                                files.remove(exchange.getMessage().getHeader("CamelFileName", String.class)));
                from("direct:wrong").setBody(constant("s3://bucket/key"));
            }
        };
    }

    @AfterEach
    void closeWeb() {
        web.close();
    }

    @Test
    void aFileIsPublishedByARouteAndTakenAwayAgain() throws Exception {
        File result = template.requestBody("lupa:image?scale=2&" + PUBLISHED, picture(), File.class);

        assertThat(ImageIO.read(result).getWidth()).isEqualTo(20);
        assertThat(simulator.counters().charges()).isOne();
        await().untilAsserted(() -> assertThat(files).isEmpty());
    }

    @Test
    void aFileIsPublishedByABean() throws Exception {
        File result = template.requestBody("lupa:image?sourcePublisher=#publisher", picture(), File.class);

        assertThat(ImageIO.read(result).getWidth()).isEqualTo(40);
        await().untilAsserted(() -> assertThat(files).isEmpty());
    }

    @Test
    void thePortableSchemeDoesTheSame() throws Exception {
        File result = template.requestBody("upscale:lupa?scale=6&" + PUBLISHED, picture(), File.class);

        assertThat(ImageIO.read(result).getWidth()).isEqualTo(60);
    }

    @Test
    void headersOverrideModeAndCreativity() throws Exception {
        template.requestBodyAndHeaders(
                "lupa:image?" + PUBLISHED, picture(), Map.of("CamelLupaMode", "Precision", "CamelLupaCreativity", -4));

        assertThat(simulator.jobs().all().get(0).order().operation()).isEqualTo("precision");
        assertThat(simulator.jobs().all().get(0).order().wishes())
                .containsEntry("creativity", "-4")
                .containsEntry("seed", "1");
    }

    @ParameterizedTest
    @CsvSource({"CamelLupaMode, best", "CamelLupaCreativity, much", "CamelLupaCreativity, 11"})
    void wrongHeadersAreRefused(String header, String value) {
        assertThatThrownBy(() -> template.requestBodyAndHeader("lupa:image?" + PUBLISHED, picture(), header, value))
                .hasCauseInstanceOf(UpscaleRejectedException.class)
                .hasStackTraceContaining(value);
        assertThat(simulator.counters().submits()).isZero();
    }

    @Test
    void aFileWithoutAPublisherIsRefusedByName() {
        Throwable thrown =
                catchThrowable(() -> template.requestBody("lupa:image?allowSourceUrl=true", picture(), File.class));

        assertThat(thrown).hasCauseInstanceOf(UpscaleRejectedException.class).hasStackTraceContaining("publishTo");
    }

    @Test
    void anAnswerThatIsNoUrlFailsAtOnceAndIsNotShown() {
        assertThatThrownBy(() -> template.requestBody("lupa:image?publishTo=direct:wrong", picture()))
                .hasStackTraceContaining("publishTo answered no absolute http or https URL")
                .hasMessageNotContainingAny("s3://");
        assertThat(simulator.counters().submits()).isZero();
    }

    @Test
    void aSubmitInDoubtTellsEverythingButSecrets() {
        simulator.faults().on(Operation.SUBMIT).inject(Fault.resetAfter());

        Throwable thrown = catchThrowable(() -> template.requestBody("lupa:image?" + PUBLISHED, picture()));

        UpscaleInDoubtException doubt = ObjectHelper.getException(UpscaleInDoubtException.class, thrown);
        assertThat(doubt)
                .hasMessageContaining(String.valueOf(doubt.getJobKey()))
                .hasMessageContaining("a.png")
                .hasMessageContaining("lupa:image:" + simulator.baseUrl())
                .hasMessageContaining(
                        web.baseUrl() + "/" + files.keySet().iterator().next())
                .hasMessageNotContaining("signature")
                .hasMessageNotContaining(simulator.apiKey());
        assertThat(simulator.counters().submits()).isOne();
    }

    @Test
    void aJobThatRunsCannotBeCancelled() throws Exception {
        template.requestBody("lupa:image?operation=SUBMIT&jobKey=k&" + PUBLISHED, picture());

        assertThatThrownBy(() -> template.requestBody("lupa:image?operation=CANCEL&jobKey=k", null, Object.class))
                .hasStackTraceContaining("Lupa cannot cancel jobs");
        File result = template.requestBody("lupa:image?operation=DOWNLOAD&jobKey=k", null, File.class);
        assertThat(ImageIO.read(result).getWidth()).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({
        "lupa:image?scale=3&allowSourceUrl=true, scale=3",
        "lupa:image?creativity=11&allowSourceUrl=true, creativity=11",
        "lupa:image?model=X&allowSourceUrl=true, model=X",
        "lupa:image?outputFormat=png&allowSourceUrl=true, outputFormat=png",
        "lupa:image?setting.image=X&allowSourceUrl=true, setting.image",
        "lupa:image?wire.picture=X&allowSourceUrl=true, wire.picture",
        "lupa:image?wire.statusPath=status&allowSourceUrl=true, wire.statusPath",
        "lupa:image?apiKey=&allowSourceUrl=true, needs an apiKey",
        "lupa:sound?allowSourceUrl=true, not sound",
        "lupa:image, publishTo",
        "lupa:image?withdrawTo=direct:x, withdrawTo",
        "lupa:image?publicUrl=http://x, publicFolder and publicUrl",
        "lupa:image?publicFolder=/none&publicUrl=http://x, publicFolder=/none",
        "lupa:image?publishTo=direct:x&sourcePublisher=#publisher, Only one of",
        "lupa:image?maxCredits=1&allowSourceUrl=true, maxCredits"
    })
    void wrongOptionsAreRefusedWhenTheRouteStarts(String uri, String named) {
        assertThatThrownBy(() -> context.addRoutes(route(uri))).hasStackTraceContaining(named);
    }

    @Test
    void twoPublishersOfOneAccountAreRefused() throws Exception {
        context.addRoutes(route("lupa:image?" + PUBLISHED));

        assertThatThrownBy(() -> context.addRoutes(route("lupa:image?sourcePublisher=#publisher")))
                .hasStackTraceContaining("must be the same for all endpoints");
    }

    @Test
    void anEndpointAddsItsSettingsToThoseOfTheComponent() {
        LupaConfiguration endpoint =
                options("lupa:image?mode=precision&setting.fast=true&wire.resolution=scale&http.responseTimeout=5000");

        assertThat(endpoint.getMode()).isEqualTo(LupaMode.PRECISION);
        assertThat(endpoint.getSettings()).containsOnlyKeys("seed", "fast");
        assertThat(endpoint.getWire()).containsOnlyKeys("resolution");
        assertThat(endpoint.getHttpOptions()).containsOnlyKeys("responseTimeout");
    }

    @Test
    void theKeyIsNotShown() {
        assertThat(context.getEndpoint("lupa:image?apiKey=very-secret").toString())
                .doesNotContain("very-secret");
        assertThat(LupaAccount.name("image", options("lupa:image?apiKey=very-secret")))
                .doesNotContain("very-secret")
                .isNotEqualTo(LupaAccount.name("image", options("lupa:image?apiKey=another")));
    }

    private LupaConfiguration options(String uri) {
        return context.getEndpoint(uri, LupaEndpoint.class).getConfiguration();
    }

    private static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + uri.hashCode()).to(uri);
            }
        };
    }

    private File picture() throws IOException {
        File file = folder.resolve("a.png").toFile();
        ImageIO.write(new BufferedImage(10, 8, BufferedImage.TYPE_INT_RGB), "png", file);
        return file;
    }

    private final class InMemory implements SourcePublisher {

        @Override
        public URI publish(Path file, String name) throws IOException {
            files.put(name, Files.readAllBytes(file));
            return URI.create(web.baseUrl() + "/" + name);
        }

        @Override
        public void withdraw(String name) {
            files.remove(name);
        }
    }
}
