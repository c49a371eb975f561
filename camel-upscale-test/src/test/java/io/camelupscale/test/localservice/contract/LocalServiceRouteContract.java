package io.camelupscale.test.localservice.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.JobStoreType;
import io.camelupscale.UpscaleComponent;
import io.camelupscale.UpscaleException;
import io.camelupscale.job.FailureReason;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What routes with {@code localupscale:image?serviceUrl=…} do with any Image Upscale Service. Real time: jobs of small pictures
 * must take less than a minute. Wants {@code camel-localupscale}, and a plug-in of ImageIO that writes WebP, on the class path.
 */
public abstract class LocalServiceRouteContract extends CamelTestSupport {

    /** What a guarded service wants to be shown. */
    protected static final String TOKEN = LocalServiceContract.TOKEN;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** Of a service that lets everybody in, as the option takes it. */
    protected abstract String serviceUrl();

    /** Of a service that wants {@link #TOKEN}. */
    protected abstract String guardedServiceUrl();

    /** Makes the first service forget all of its jobs, as a restart of the original does. */
    protected abstract void loseJobs() throws Exception;

    /** Whether a download that broke off can be gone on with. The original deletes what was to be fetched. */
    protected abstract boolean offersRanges();

    /** A picture that takes long enough to be cancelled or lost on its way. */
    protected byte[] slowPicture() {
        return Sources.noise(400, 400);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        UpscaleComponent upscale = context.getComponent("upscale", UpscaleComponent.class);
        upscale.setWorkDirectory(folder.resolve("work").toString());
        upscale.setJobStore(JobStoreType.MEMORY);
        context.getPropertiesComponent().addInitialProperty("service", serviceUrl());
        context.getPropertiesComponent().addInitialProperty("guarded", guardedServiceUrl());
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                String uri = "localupscale:image?scale=2&serviceUrl={{service}}";
                String guarded = "localupscale:image?scale=2&serviceUrl={{guarded}}&token=" + TOKEN;
                fetch("in", uri);
                fetch("portable", "upscale:localupscale?scale=3&serviceUrl={{service}}");
                fetch("bearer", guarded);
                fetch("header", guarded + "&tokenHeader=X_AUTH_TOKEN");
                fetch("stranger", "localupscale:image?scale=2&serviceUrl={{guarded}}&token=wrong");
                fetch("download", uri + "&operation=DOWNLOAD");
                from("direct:submit").to(uri + "&operation=SUBMIT");
                from("direct:cancel").to(uri + "&operation=CANCEL");
                from("direct:status").to(uri + "&operation=STATUS");
            }

            /** The file of a result is deleted when its exchange has ended. */
            private void fetch(String name, String uri) {
                from("direct:" + name).to(uri).convertBodyTo(byte[].class);
            }
        };
    }

    @Test
    void picturesComeOutInTheFormatThatIsWantedUnderTheirOwnNames() throws Exception {
        Map<String, CompletableFuture<Exchange>> answers = new LinkedHashMap<>();
        answers.put("a.png PNG", send("direct:in", "png", "a.png", null));
        answers.put("b.jpg JPEG", send("direct:in", "jpg", "b.jpg", null));
        answers.put("c.webp WEBP", send("direct:in", "webp", "c.webp", null));
        answers.put(
                "Gr\u00fc\u00dfe/\u5199\u771f \"1\".jpg JPEG",
                send("direct:in", "jpg", "Gr\u00fc\u00dfe/\u5199\u771f \"1\".JPG", null));
        answers.put("e.webp WEBP", send("direct:in", "png", "e.png", "webp"));
        answers.put("f.jpg JPEG", send("direct:in", "png", "f.png", "jpeg"));
        answers.put("g.png PNG", send("direct:portable", "jpg", "g.jpg", "png"));
        answers.put("h.png PNG", send("direct:bearer", "png", "h.png", null));
        answers.put("i.png PNG", send("direct:header", "png", "i.png", null));
        CompletableFuture<Exchange> turned = template.asyncSend(
                "direct:in", exchange -> exchange.getMessage().setBody(Sources.turned(9, 4)));
        for (Map.Entry<String, CompletableFuture<Exchange>> answer : answers.entrySet()) {
            Exchange exchange = answer.getValue().get();
            int space = answer.getKey().lastIndexOf(' ');
            int scale = answer.getKey().startsWith("g") ? 3 : 2;

            assertThat(exchange.getException()).as(answer.getKey()).isNull();
            assertThat(exchange.getMessage().getHeader("CamelFileName", String.class))
                    .isEqualToIgnoringCase(answer.getKey().substring(0, space));
            ImageFormat format = ImageFormat.valueOf(answer.getKey().substring(space + 1));
            assertThat(info(exchange)).isEqualTo(new ImageInfo(format, 8 * scale, 6 * scale, 1));
            assertThat(exchange.getMessage().getHeaders())
                    .containsEntry("Content-Type", format.mediaType())
                    .containsEntry("CamelUpscaleProvider", "localupscale")
                    .containsEntry("CamelUpscaleResultWidth", 8 * scale)
                    .containsKey("CamelUpscaleRemoteId");
        }
        assertThat(turned.get().getException()).isNull();
        assertThat(turned.get().getMessage().getHeader("CamelUpscaleResultWidth"))
                .as("some services turn it, some do not")
                .isIn(8, 18);
    }

    @Test
    void whatIsRefusedFailsWithTheReason() throws Exception {
        CompletableFuture<Exchange> stranger = send("direct:stranger", "png", "a.png", null);
        CompletableFuture<Exchange> model = template.asyncSend("direct:in", exchange -> {
            exchange.getMessage().setBody(Sources.picture("png", 8, 6));
            exchange.getMessage().setHeader("CamelUpscaleModel", "no-such-model");
        });

        assertThat(failure(stranger).getReason()).isEqualTo(FailureReason.UNAUTHORIZED);
        assertThat(failure(model).getReason()).isEqualTo(FailureReason.REJECTED);
        assertThat(failure(model)).hasMessageContaining("no-such-model").hasMessageContaining("the service has ");
    }

    @Test
    void aJobCanBeCancelled() throws Exception {
        Exchange submitted = submitted("cancel.png");
        Map<String, Object> key =
                Map.of("CamelUpscaleJobKey", submitted.getMessage().getHeader("CamelUpscaleJobKey"));

        Exchange cancelled = template.request(
                "direct:cancel", exchange -> exchange.getMessage().setHeaders(new LinkedHashMap<>(key)));

        assertThat(cancelled.getException()).isNull();
        await().atMost(PATIENCE).until(() -> "cancelled"
                .equals(template.request("direct:status", exchange -> exchange.getMessage()
                                .setHeaders(new LinkedHashMap<>(key)))
                        .getMessage()
                        .getHeader("CamelUpscaleStatus")));
    }

    @Test
    void aJobThatIsLostIsMadeAnew() throws Exception {
        Exchange submitted = submitted("lost.png");
        Map<String, Object> key =
                Map.of("CamelUpscaleJobKey", submitted.getMessage().getHeader("CamelUpscaleJobKey"));

        loseJobs();

        Exchange result = template.request(
                "direct:download", exchange -> exchange.getMessage().setHeaders(new LinkedHashMap<>(key)));
        assertThat(result.getException()).isNull();
        int width = ImageInfo.read(Files.write(folder.resolve("slow"), slowPicture()))
                .width();
        assertThat(info(result).width()).isEqualTo(2 * width);
        assertThat(result.getMessage().getHeader("CamelUpscaleRemoteId"))
                .isNotEqualTo(submitted.getMessage().getHeader("CamelUpscaleRemoteId"));
    }

    @Test
    void aDownloadThatBreaksOffEndsInAWholeResult() throws Exception {
        try (BreakingRelay relay = BreakingRelay.start(URI.create(serviceUrl()), 5000)) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:relayed")
                            .to("localupscale:image?scale=2&serviceUrl=" + relay.url())
                            .convertBodyTo(byte[].class);
                }
            });
            Exchange result = template.request(
                    "direct:relayed", exchange -> exchange.getMessage().setBody(Sources.noise(120, 90)));

            assertThat(result.getException()).isNull();
            assertThat(info(result)).isEqualTo(new ImageInfo(ImageFormat.PNG, 240, 180, 1));
            assertThat(relay.downloads()).isEqualTo(2);
            assertThat(relay.submits()).isEqualTo(offersRanges() ? 1 : 2);
        }
    }

    private Exchange submitted(String name) {
        Exchange submitted = template.request("direct:submit", exchange -> {
            exchange.getMessage().setBody(slowPicture());
            exchange.getMessage().setHeader("CamelFileName", name);
        });
        assertThat(submitted.getException()).isNull();
        return submitted;
    }

    private CompletableFuture<Exchange> send(String to, String format, String name, @Nullable String outputFormat) {
        return template.asyncSend(to, exchange -> {
            exchange.getMessage().setBody(Sources.picture(format, 8, 6));
            exchange.getMessage().setHeader("CamelFileName", name);
            if (outputFormat != null) {
                exchange.getMessage().setHeader("CamelUpscaleOutputFormat", outputFormat);
            }
        });
    }

    private static UpscaleException failure(CompletableFuture<Exchange> answer) throws Exception {
        assertThat(answer.get().getException()).isInstanceOf(UpscaleException.class);
        return (UpscaleException) answer.get().getException();
    }

    private ImageInfo info(Exchange answer) throws Exception {
        byte[] picture = answer.getMessage().getBody(byte[].class);
        return ImageInfo.read(Files.write(folder.resolve("copy"), picture));
    }
}
