package io.camelupscale.upscayl.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.upscayl.UpscaylSimulator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import javax.imageio.ImageIO;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs the routes that the page shows, against the simulated service. */
class UpscaylExamplesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final UpscaylSimulator simulator = UpscaylSimulator.builder()
            .jobsTake(Duration.ZERO, Duration.ofMillis(100))
            .build();

    @TempDir
    Path folder;

    private final Main main = new Main();

    @BeforeEach
    void settings() {
        for (String name : new String[] {"inbox", "outbox", "doubtful"}) {
            main.addOverrideProperty(name, folder.resolve(name).toString());
        }
        main.addOverrideProperty(
                "camel.component.upscale.work-directory", folder.resolve("work").toString());
        main.addOverrideProperty("camel.component.upscayl.api-key", simulator.apiKey());
        main.addOverrideProperty(
                "camel.component.upscayl.base-url", simulator.baseUrl().toString());
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

        start("upscayl.camel.yaml");

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

        main.configure().addRoutesBuilder(new UpscaylRoute());
        main.start();

        assertComesOut("a.jpg", new ImageInfo(ImageFormat.JPEG, 48, 32, 1));
        assertThat(simulator.jobs().all().iterator().next().order().wishes()).containsEntry("model", "natural-plus-4x");
    }

    @Test
    void aPictureInDoubtIsSetAsideWithWhatAPersonNeeds() throws Exception {
        simulator.faults().on(Operation.SUBMIT).inject(Fault.resetAfter());
        drop("a.png", 24, 16);

        start("upscayl-doubt.camel.yaml");

        Path note = folder.resolve("doubtful/a.png.txt");
        await().atMost(PATIENCE).until(() -> Files.exists(note) && Files.size(note) > 0);
        assertThat(note).content().startsWith("a.png: ").contains("may have accepted the job", "job key ");
        assertThat(simulator.counters().submits()).isOne();
    }

    @Test
    void theFilesOfAFolderAreOneTask() throws Exception {
        drop("a.png", 24, 16);
        drop("b.png", 30, 16);
        drop("c.png", 36, 16);

        start("upscayl-list.camel.yaml");

        assertComesOut("a.png", new ImageInfo(ImageFormat.PNG, 48, 32, 1));
        assertComesOut("c.png", new ImageInfo(ImageFormat.PNG, 72, 32, 1));
        assertThat(simulator.counters().submits()).isOne();
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
        await().atMost(PATIENCE)
                .until(() -> Files.exists(folder.resolve("inbox/.done").resolve(name)));
        Path result = folder.resolve("outbox").resolve(name);
        await().atMost(PATIENCE).until(() -> Files.exists(result));
        assertThat(ImageInfo.read(result)).isEqualTo(expected);
    }
}
