package io.camelupscale.localupscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.UpscaleConstants;
import io.camelupscale.UpscaleEvent;
import io.camelupscale.UpscaleRejectedException;
import io.camelupscale.UpscaleTimeoutException;
import io.camelupscale.localupscale.engine.EngineOptions;
import io.camelupscale.localupscale.engine.ImageUpscaler;
import io.camelupscale.localupscale.engine.UpscaleOptions;
import io.camelupscale.media.ImageFormat;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalUpscaleRouteTest {

    @TempDir
    Path folder;

    private final Main main = new Main();

    @AfterEach
    void stop() throws IOException {
        main.stop();
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(file -> file.startsWith(folder.resolve("work")))
                            .filter(Files::isRegularFile))
                    .allMatch(file -> file.endsWith("jobs.mv.db"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uri: upscale:localupscale?scale=4",
                "uri: localupscale:image?scale=4",
                "uri: upscale:localupscale:image?scale=4",
                "{uri: upscale:localupscale, parameters: {scale: 4}}",
                "{uri: localupscale:image, parameters: {scale: 4}}",
                "{uri: upscale, parameters: {provider: localupscale, scale: 4}}",
                "{uri: localupscale, parameters: {media: image, scale: 4}}",
            })
    void howeverItIsWrittenItDoesTheSame(String to) throws Exception {
        start(
                """
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: %s
                        - convertBodyTo:
                            type: byte[]
                """
                        .formatted(to.startsWith("{") ? to : "{" + to.replace("uri: ", "uri: \"") + "\"}"));

        Exchange answer = send(picture("a.png"));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeaders())
                .containsEntry(UpscaleConstants.FILE_NAME, "a.png")
                .containsEntry(UpscaleConstants.RESULT_WIDTH, 96)
                .containsEntry(UpscaleConstants.RESULT_HEIGHT, 64)
                .containsEntry(UpscaleConstants.PROVIDER, "localupscale");
        assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(expected());
    }

    @ParameterizedTest
    @CsvSource({"png, png, image/png", "jpeg, jpg, image/jpeg", "webp, webp, image/webp", "tiff, tif, image/tiff"})
    void theFormatOfTheResultCanBeChosen(String format, String extension, String mediaType) throws Exception {
        start(route("upscale:localupscale?scale=2&outputFormat=" + format + "&quality=80&compressionLevel=9"));

        Exchange answer = send(picture("a.png"));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(UpscaleConstants.FILE_NAME)).isEqualTo("a." + extension);
        assertThat(answer.getMessage().getHeader(UpscaleConstants.CONTENT_TYPE)).isEqualTo(mediaType);
        assertThat(answer.getMessage().getHeader(UpscaleConstants.RESULT_WIDTH)).isEqualTo(48);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localupscale:image?scael=4 | scael",
                "localupscale:image?scale=5 | scale must be 2, 3 or 4, not 5",
                "localupscale:image?scale=4&model=waifu2x-upconv7-x2 | waifu2x-upconv7-x2",
                "localupscale:image?model=nosuch | no model is named 'nosuch'",
                "localupscale:image?model=file:/no/such.onnx | such.onnx",
                "localupscale:image?outputFormat=heic | outputFormat must be jpeg, png, webp or tiff, not heic",
                "localupscale:image?tileSize=7 | tileSize must be",
                "localupscale:image?quality=101 | quality must be 0 to 100, not 101",
                "localupscale:image?threads=-1 | threads must not be negative",
                "localupscale:image?device=tpu | tpu",
                "localupscale:image?engine=python | python",
                "localupscale:image?engine=java&device=cuda | engine=java runs on the CPU and not with device=cuda",
                "localupscale:image?device=cuda | device=cuda needs com.microsoft.onnxruntime:onnxruntime_gpu",
                "localupscale:video | image only, not video",
                "upscale:localupscale:video | image only, not video",
                "upscale:nosuch | no upscaling provider 'nosuch'",
            })
    void whatIsWrongIsNamedAtTheStart(String uri, String message) {
        assertThatThrownBy(() -> start(route(uri))).rootCause().hasMessageContaining(message);
    }

    @Test
    void wrongHeadersFailTheMessageAndNothingElse() throws Exception {
        start(route("upscale:localupscale?scale=2"));

        Exchange refused = main.getCamelTemplate().request("direct:in", exchange -> {
            exchange.getMessage().setBody(picture("a.png"));
            exchange.getMessage().setHeader(UpscaleConstants.SCALE, 7);
        });

        assertThat(refused.getException())
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessageContaining("scale must be 2, 3 or 4, not 7");
        assertThat(send(picture("b.png")).getException()).isNull();
    }

    @Test
    void badPicturesFailWithTheirReasonAndNothingElse() throws Exception {
        start(route("upscale:localupscale?scale=2&maxInputPixels=1000"));
        Path text = Files.writeString(folder.resolve("text.png"), "hello");
        byte[] png = Files.readAllBytes(picture("whole.png"));
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(png, png.length * 2 / 3));
        Path large = folder.resolve("large.png");
        ImageIO.write(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB), "png", large.toFile());

        assertThat(send(text).getException())
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessageStartingWith("text.png: not a picture");
        assertThat(send(cut).getException())
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessageStartingWith("cut.png: damaged or incomplete PNG");
        assertThat(send(large).getException())
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessageContaining("maxInputPixels");
        assertThat(send(picture("good.png")).getException()).isNull();
    }

    @Test
    void progressIsHeardTileByTile() throws Exception {
        List<Double> progress = new CopyOnWriteArrayList<>();
        main.bind("progress", new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof UpscaleEvent upscale && upscale.getProgress() >= 0) {
                    progress.add(upscale.getProgress());
                }
            }
        });
        start(route("upscale:localupscale?scale=2&tileSize=32&threads=1"));
        Path file = folder.resolve("large.png");
        ImageIO.write(new BufferedImage(250, 250, BufferedImage.TYPE_INT_RGB), "png", file.toFile());

        assertThat(send(file).getException()).isNull();

        assertThat(progress).isSorted().hasSizeGreaterThan(3).allMatch(done -> done <= 1);
    }

    @Test
    void aJobThatTakesTooLongIsCancelled() throws Exception {
        start(route("upscale:localupscale?scale=4&jobTimeout=300&threads=1"));
        Path file = folder.resolve("large.png");
        ImageIO.write(new BufferedImage(3000, 3000, BufferedImage.TYPE_INT_RGB), "png", file.toFile());

        Exchange answer = send(file);

        assertThat(answer.getException())
                .isInstanceOf(UpscaleTimeoutException.class)
                .hasMessageContaining("large.png")
                .hasMessageContaining("jobTimeout=PT0.3S");
    }

    /** What the engine itself makes of the picture. */
    private byte[] expected() throws IOException {
        Path result = folder.resolve("expected.png");
        try (ImageUpscaler upscaler = new ImageUpscaler(EngineOptions.defaults())) {
            upscaler.upscale(picture("a.png"), result, UpscaleOptions.of(4, ImageFormat.PNG));
        }
        return Files.readAllBytes(result);
    }

    private void start(String yaml) throws Exception {
        main.configure().withShutdownTimeout(20);
        main.addInitialProperty(
                "camel.component.upscale.work-directory", folder.resolve("work").toString());
        main.init();
        Resource resource = ResourceHelper.fromString("route.camel.yaml", yaml);
        PluginHelper.getRoutesLoader(main.getCamelContext()).loadRoutes(resource);
        main.start();
    }

    private static String route(String uri) {
        return """
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: "%s"
                """
                .formatted(uri);
    }

    private Exchange send(Path file) throws Exception {
        return main.getCamelTemplate()
                .request("direct:in", exchange -> exchange.getMessage().setBody(file));
    }

    private Path picture(String name) throws IOException {
        BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.RED, 24, 16, Color.CYAN));
        graphics.fillRect(0, 0, 24, 16);
        graphics.dispose();
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
