package io.camelupscale.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.test.localservice.LocalServiceSimulator;
import io.camelupscale.test.localservice.contract.Sources;
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
import org.junit.jupiter.api.io.TempDir;

/** Runs the routes that the pages show, with the embedded engine. */
class ExamplesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Main main = new Main();

    @BeforeEach
    void settings() {
        for (String name : new String[] {"inbox", "outbox", "rejected"}) {
            main.addOverrideProperty(name, folder.resolve(name).toString());
        }
        main.addOverrideProperty(
                "camel.component.upscale.work-directory", folder.resolve("work").toString());
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void theMinimalRouteEnlargesFourTimes() throws Exception {
        drop("a.png");

        start("minimal.camel.yaml");

        assertComesOut("a.png", "a.png", ImageFormat.PNG, 4);
    }

    @Test
    void theMinimalRouteInJavaDoesTheSame() throws Exception {
        drop("a.png");

        main.configure().addRoutesBuilder(new MinimalRoute());
        main.start();

        assertComesOut("a.png", "a.png", ImageFormat.PNG, 4);
    }

    @Test
    void optionsChooseScaleModelAndFormat() throws Exception {
        drop("a.png");

        start("options.camel.yaml");

        assertComesOut("a.png", "a.webp", ImageFormat.WEBP, 2);
    }

    @Test
    void whatIsNoPictureIsPutAsideWithTheReason() throws Exception {
        Files.writeString(inbox("notes.png"), "no picture");
        age("notes.png");
        drop("a.png");

        start("rejected.camel.yaml");

        assertComesOut("a.png", "a.png", ImageFormat.PNG, 4);
        awaitDone("notes.png");
        assertThat(folder.resolve("rejected/notes.png")).hasContent("no picture");
        assertThat(folder.resolve("rejected/notes.png.txt"))
                .content()
                .startsWith("notes.png: ")
                .contains("not a picture in a known format");
        assertThat(folder.resolve("outbox/notes.png")).doesNotExist();
    }

    @Test
    void headersOverrideOptions() throws Exception {
        drop("a.png");
        drop("drawings/b.png");

        start("headers.camel.yaml");

        assertComesOut("a.png", "a.png", ImageFormat.PNG, 4);
        assertComesOut("drawings/b.png", "drawings/b.png", ImageFormat.PNG, 2);
    }

    @Test
    void whatIsSubmittedIsConsumedByAnotherRoute() throws Exception {
        drop("a.png");

        start("submit.camel.yaml");

        awaitDone("a.png");
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        ImageInfo.read(folder.resolve("outbox/a.png")))
                .isEqualTo(new ImageInfo(ImageFormat.PNG, 48, 32, 1)));
    }

    @Test
    void machinesWithAServiceShareTheWork() throws Exception {
        LocalServiceSimulator.Builder machine =
                LocalServiceSimulator.builder().token("shared-secret").jobsTake(Duration.ZERO, Duration.ofMillis(200));
        try (LocalServiceSimulator first = machine.build();
                LocalServiceSimulator second = machine.build()) {
            first.start();
            second.start();
            main.addOverrideProperty("services", first.serviceUrl() + "," + second.serviceUrl());
            main.addOverrideProperty("token", "shared-secret");
            drop("a.png");
            Files.write(inbox("b.png"), Sources.picture("png", 24, 16)); // else it would be the same job
            age("b.png");

            start("service.camel.yaml");

            assertComesOut("a.png", "a.png", ImageFormat.PNG, 2);
            assertComesOut("b.png", "b.png", ImageFormat.PNG, 2);
            assertThat(first.counters().accepted()).isOne();
            assertThat(second.counters().accepted()).isOne();
        }
    }

    private void start(String example) {
        main.configure().withRoutesIncludePattern("classpath:examples/" + example);
        main.start();
    }

    private void drop(String name) throws IOException {
        ImageIO.write(
                new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB),
                "png",
                inbox(name).toFile());
        age(name);
    }

    private Path inbox(String name) throws IOException {
        Path file = folder.resolve("inbox").resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    /** So that nobody waits until the file is complete. */
    private void age(String name) throws IOException {
        Files.setLastModifiedTime(inbox(name), FileTime.from(Instant.now().minusSeconds(60)));
    }

    private void assertComesOut(String name, String resultName, ImageFormat format, int scale) throws IOException {
        awaitDone(name);
        ImageInfo result = ImageInfo.read(folder.resolve("outbox").resolve(resultName));
        assertThat(result).isEqualTo(new ImageInfo(format, 24 * scale, 16 * scale, 1));
    }

    private void awaitDone(String name) {
        await().atMost(PATIENCE)
                .until(() -> Files.exists(folder.resolve("inbox/.done").resolve(name)));
    }
}
