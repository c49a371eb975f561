package io.camelupscale.topaz.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.media.VideoInfo;
import io.camelupscale.test.media.TestVideos;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.topaz.TopazSimulator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sources that are larger than the heap. */
class LargeVideoTest {

    private static final long LENGTH = 1_200_000_000;
    private static final int PICTURES = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .jobsTake(Duration.ZERO, Duration.ofSeconds(1))
            .videosAre(100 << 20)
            .build();

    @TempDir
    Path folder;

    @Test
    void aVideoOfTwelveHundredMegabytesAndTwentyPicturesGoThroughAHeapOf64() throws Exception {
        Path film = folder.resolve("films/a.mp4");
        Files.createDirectories(film.getParent());
        TestVideos.mp4(film, 1280, 720, 30_000, 25, LENGTH);
        aged(film);
        for (int i = 0; i < PICTURES; i++) {
            Path picture = folder.resolve("inbox/" + i + ".png");
            Files.createDirectories(picture.getParent());
            ImageIO.write(new BufferedImage(24 + i, 16, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
            aged(picture);
        }

        try (RouteProcess process = start()) {
            await().atMost(PATIENCE)
                    .until(() -> !process.isAlive()
                            || Files.exists(folder.resolve("films/.done/a.mp4"))
                                    && count(folder.resolve("inbox/.done")) == PICTURES);
            assertThat(process.isAlive()).as("enough heap").isTrue();
            process.stop();
        }

        assertThat(VideoInfo.read(folder.resolve("outbox/a.mp4")).width()).isEqualTo(2560);
        assertThat(count(folder.resolve("outbox"))).isEqualTo(PICTURES + 1);
        Counters counters = simulator.counters();
        assertThat(counters.requests(Operation.UPLOAD)).isEqualTo(3);
        assertThat(counters.charges()).isEqualTo(PICTURES + 1);
        assertThat(counters.leakedKeys()).isZero();
        assertThat(counters.unauthorized()).isZero();
    }

    private static void aged(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private static long count(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private RouteProcess start() throws IOException {
        return RouteProcess.start(
                "64m",
                folder.resolve("log"),
                "classpath:examples/topaz.camel.yaml,classpath:examples/topaz-video.camel.yaml",
                Map.of(
                        "films", folder.resolve("films").toString(),
                        "inbox", folder.resolve("inbox").toString(),
                        "outbox", folder.resolve("outbox").toString(),
                        "camel.component.upscale.work-directory",
                                folder.resolve("work").toString(),
                        "camel.component.topaz.api-key", simulator.apiKey(),
                        "camel.component.topaz.base-url", simulator.baseUrl().toString()));
    }
}
