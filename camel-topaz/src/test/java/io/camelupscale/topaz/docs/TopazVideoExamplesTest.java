package io.camelupscale.topaz.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.media.VideoFormat;
import io.camelupscale.media.VideoInfo;
import io.camelupscale.test.media.TestVideos;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.topaz.TopazSimulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs the routes that the page on videos shows, against the simulated service. */
class TopazVideoExamplesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .jobsTake(Duration.ZERO, Duration.ofMillis(100))
            .build();

    @TempDir
    Path folder;

    private final Main main = new Main();

    @BeforeEach
    void settings() throws Exception {
        Path film = folder.resolve("films/a.mp4");
        Files.createDirectories(film.getParent());
        TestVideos.mp4(film, 320, 180, 100, 25, 0);
        Files.setLastModifiedTime(film, FileTime.from(Instant.now().minusSeconds(60))); // nobody waits for its end
        for (String name : new String[] {"films", "outbox"}) {
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
    void aFilmIsEnlarged() throws Exception {
        main.configure().withRoutesIncludePattern("classpath:examples/topaz-video.camel.yaml");

        VideoInfo result = result("a.mp4");

        assertThat(result.format()).isEqualTo(VideoFormat.MP4);
        assertThat(result.width()).isEqualTo(640);
        assertThat(simulator.counters().charges()).isOne();
    }

    @Test
    void theRouteInJavaAlsoMakesFramesBetween() throws Exception {
        main.configure().addRoutesBuilder(new TopazVideoRoute());

        VideoInfo result = result("a.mov");

        assertThat(result.format()).isEqualTo(VideoFormat.MOV);
        assertThat(simulator.jobs().all().iterator().next().order().wishes().get("filters"))
                .isEqualTo(
                        "[{\"auto\":\"Relative\",\"model\":\"prob-4\",\"noise\":0.3},{\"fps\":60,\"model\":\"apo-8\"}]");
    }

    @Test
    void aFilmIsPutIntoStorageOfOurs() throws Exception {
        main.addOverrideProperty("role", "arn:aws:iam::123456789:role/topaz");
        main.addOverrideProperty("external-id", "x");
        main.configure().withRoutesIncludePattern("classpath:examples/topaz-video-destination.camel.yaml");

        main.start();
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("films/.done/a.mp4")));

        assertThat(simulator.exchanges())
                .extracting(exchange -> new String(exchange.body(), StandardCharsets.UTF_8))
                .anyMatch(body -> body.contains("\"bucketName\":\"films\",\"key\":\"4k/a.mp4\""));
        assertThat(simulator.counters().requests(Operation.DOWNLOAD)).isZero();
        assertThat(simulator.counters().charges()).isOne();
    }

    private VideoInfo result(String name) throws Exception {
        main.start();
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("films/.done/a.mp4")));
        return VideoInfo.read(folder.resolve("outbox").resolve(name));
    }
}
