package io.camelupscale.topaz.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.LoopbackHost;
import io.camelupscale.test.http.ReplyBody;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.topaz.TopazSimulator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the routes that the page shows, against the simulated service. */
class TopazExamplesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .jobsTake(Duration.ZERO, Duration.ofMillis(100))
            .build();

    @TempDir
    Path folder;

    private final Main main = new Main();

    @BeforeEach
    void settings() {
        for (String name : new String[] {"inbox", "outbox"}) {
            main.addOverrideProperty(name, folder.resolve(name).toString());
        }
        main.addOverrideProperty(
                "camel.component.upscale.work-directory", folder.resolve("work").toString());
        main.addOverrideProperty("camel.component.topaz.api-key", simulator.apiKey());
        main.addOverrideProperty(
                "camel.component.topaz.base-url", simulator.baseUrl().toString());
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void aFolderOfTwentyPicturesIsEnlargedAndPaidTwentyTimes() throws Exception {
        for (int i = 0; i < 20; i++) {
            drop(i + ".png", 24 + i, 16);
        }

        start("topaz.camel.yaml");

        for (int i = 0; i < 20; i++) {
            assertComesOut(i + ".png", new ImageInfo(ImageFormat.PNG, 2 * (24 + i), 32, 1));
        }
        assertThat(simulator.counters().charges()).isEqualTo(20);
        assertThat(simulator.counters().submits()).isEqualTo(20);
        assertThat(simulator.counters().leakedKeys()).isZero();
        assertThat(simulator.counters().unauthorized()).isZero();
    }

    @Test
    void theRouteInJavaDoesTheSame() throws Exception {
        drop("a.jpg", 24, 16);

        main.configure().addRoutesBuilder(new TopazRoute());
        main.start();

        assertComesOut("a.jpg", new ImageInfo(ImageFormat.JPEG, 48, 32, 1));
        assertThat(simulator.jobs().all().iterator().next().order().wishes())
                .containsEntry("model", "High Fidelity V2");
    }

    @Test
    void aGenerativeModelGetsItsSettingsAndItsPriceIsAskedFirst() throws Exception {
        drop("a.jpg", 24, 16);

        start("topaz-generative.camel.yaml");

        assertComesOut("a.png", "a.jpg", new ImageInfo(ImageFormat.PNG, 96, 64, 1));
        assertThat(simulator.counters().requests(Operation.ESTIMATE)).isOne();
        await().atMost(PATIENCE).until(() -> simulator.jobs().all().isEmpty());
    }

    @Test
    void whatCostsMoreThanTheLimitIsNotSent() throws Exception {
        drop("large.jpg", 4_000, 2_000); // 128 megapixels at 4 times

        start("topaz-generative.camel.yaml");

        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("inbox/.failed/large.jpg")));
        assertThat(simulator.counters().submits()).isZero();
    }

    @Test
    void tasksFollowEachOther() throws Exception {
        drop("a.png", 24, 16);

        start("topaz-clean.camel.yaml");

        assertComesOut("a.png", new ImageInfo(ImageFormat.PNG, 48, 32, 1));
        assertThat(simulator.jobs().all())
                .extracting(job -> job.order().operation())
                .containsExactlyInAnyOrder("denoise", "enhance");
    }

    @Test
    void aSizeInPixelsIsMetExactly() throws Exception {
        drop("a.jpg", 24, 16);
        drop("banners/b.jpg", 48, 16);

        start("topaz-size.camel.yaml");

        assertComesOut("a.jpg", new ImageInfo(ImageFormat.JPEG, 1200, 1200, 1));
        assertComesOut("banners/b.jpg", new ImageInfo(ImageFormat.JPEG, 1200, 400, 1));
        assertThat(simulator.counters().charges()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAFolderWouldCostIsToldByOneCall(boolean yaml) throws Exception {
        drop("a.jpg", 24, 16);
        drop("large.png", 4_000, 2_000);
        Files.writeString(folder.resolve("inbox/notes.txt"), "no picture");

        start(yaml, "topaz-estimate.camel.yaml", new TopazEstimateRoute());

        Path answer = folder.resolve("outbox/estimate.json");
        await().atMost(PATIENCE).until(() -> Files.exists(answer) && Files.size(answer) > 0);
        assertThat(Files.readString(answer))
                .startsWith("{\"credits\":")
                .contains("\"sourceName\":\"a.jpg\",\"credits\":1.0")
                .contains("\"sourceName\":\"notes.txt\",\"error\":");
        assertThat(simulator.counters().requests(Operation.ESTIMATE)).isOne();
        assertThat(simulator.counters().submits()).isZero();
    }

    @Test
    void whatIsBehindAUrlIsFetchedByTopazAndPaidOnceHoweverOftenTheLinkIsMade() throws Exception {
        drop("beach.jpg", 80, 40);
        byte[] picture = Files.readAllBytes(folder.resolve("inbox/beach.jpg"));
        try (LoopbackHost bucket =
                LoopbackHost.start("bucket", call -> HttpReply.empty(200).with(ReplyBody.of(picture)))) {
            AtomicInteger signatures = new AtomicInteger();
            Links links = object -> bucket.baseUrl() + "/" + object + "?signature=" + signatures.incrementAndGet();
            main.bind("links", links);
            start("topaz-url.camel.yaml");
            ProducerTemplate template = main.getCamelTemplate();
            template.sendBody("direct:object", "beach.jpg");
            template.sendBody("direct:object", "beach.jpg");

            assertThat(ImageInfo.read(folder.resolve("outbox/beach.jpg")))
                    .isEqualTo(new ImageInfo(ImageFormat.JPEG, 1600, 800, 1));
            assertThat(signatures).hasValue(2);
            assertThat(simulator.counters().charges()).isOne();
            assertThat(simulator.counters().submits()).isOne();
        }
    }

    /** As an SDK makes them. */
    @FunctionalInterface
    public interface Links {
        String presign(String object);
    }

    private void start(boolean yaml, String example, RouteBuilder java) {
        if (yaml) {
            start(example);
        } else {
            main.configure().addRoutesBuilder(java);
            main.start();
        }
    }

    private void start(String example) {
        main.configure().withRoutesIncludePattern("classpath:examples/" + example);
        main.start();
    }

    private void drop(String name, int width, int height) throws IOException {
        Path file = folder.resolve("inbox").resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(
                new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB),
                name.substring(name.lastIndexOf('.') + 1),
                file.toFile());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60))); // nobody waits for its end
    }

    private void assertComesOut(String name, ImageInfo expected) throws IOException {
        assertComesOut(name, name, expected);
    }

    private void assertComesOut(String name, String source, ImageInfo expected) throws IOException {
        await().atMost(PATIENCE)
                .until(() -> Files.exists(folder.resolve("inbox/.done").resolve(source)));
        assertThat(ImageInfo.read(folder.resolve("outbox").resolve(name))).isEqualTo(expected);
    }
}
