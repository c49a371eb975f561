package io.camelupscale.lupa.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.test.http.ExchangeLog.Exchange;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.LoopbackHost;
import io.camelupscale.test.http.ReplyBody;
import io.camelupscale.test.lupa.LupaSimulator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs the routes that the page shows, against the simulated service, a real S3 server and a web server. */
class LupaExamplesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final LupaSimulator simulator = LupaSimulator.builder()
            .jobsTake(Duration.ZERO, Duration.ofSeconds(1))
            .build();

    @TempDir
    Path folder;

    private final Main main = new Main();
    private S3Server s3;
    private LoopbackHost web;
    private Path published;

    @BeforeEach
    void settings() throws Exception {
        s3 = new S3Server();
        s3.properties().forEach(main::addOverrideProperty);
        published = Files.createDirectory(folder.resolve("public"));
        web = LoopbackHost.start("public", request -> file(request.path()));
        main.addOverrideProperty("bucket", S3Server.BUCKET);
        main.addOverrideProperty("public", published.toString());
        main.addOverrideProperty("public-url", web.baseUrl().toString());
        for (String name : new String[] {"inbox", "outbox"}) {
            main.addOverrideProperty(name, folder.resolve(name).toString());
        }
        main.addOverrideProperty(
                "camel.component.upscale.work-directory", folder.resolve("work").toString());
        main.addOverrideProperty("camel.component.lupa.api-key", simulator.apiKey());
        main.addOverrideProperty(
                "camel.component.lupa.base-url", simulator.baseUrl().toString());
    }

    @AfterEach
    void stop() throws Exception {
        main.stop();
        web.close();
        s3.stop();
    }

    @Test
    void picturesGoThroughABucketAndLeaveNothingInIt() throws Exception {
        for (int i = 0; i < 5; i++) {
            drop(i + ".png", 24 + i, 16);
        }

        start("lupa.camel.yaml");

        await().atMost(PATIENCE).until(() -> !s3.keys().isEmpty());
        assertThat(link()).contains("X-Amz-Expires=10800");
        assertThat(s3.keys()).allSatisfy(key -> assertThat(key).matches("lupa/[0-9a-f-]{36}\\.png"));
        for (int i = 0; i < 5; i++) {
            assertComesOut(i + ".png", new ImageInfo(ImageFormat.PNG, 2 * (24 + i), 32, 1));
        }
        assertThat(simulator.counters().charges()).isEqualTo(5);
        assertThat(simulator.counters().leakedKeys()).isZero();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(s3.keys()).isEmpty());
    }

    @Test
    void theRouteInJavaDoesTheSameAndOnlyTheSignedLinkLeadsToThePicture() throws Exception {
        drop("a.jpg", 24, 16);

        main.configure().addRoutesBuilder(new LupaRoute());
        main.start();

        await().atMost(PATIENCE).until(() -> simulator.counters().accepted() == 1);
        String link = link();
        assertThat(link).contains("X-Amz-Signature=").contains("X-Amz-Expires=10800");
        HttpURLConnection picture = open(link);
        assertThat(picture.getResponseCode()).isEqualTo(200);
        assertThat(picture.getContentType()).isEqualTo("image/jpeg");
        assertThat(open(link.substring(0, link.indexOf('?'))).getResponseCode()).isEqualTo(403);
        assertComesOut("a.jpg", new ImageInfo(ImageFormat.JPEG, 48, 32, 1));
        assertThat(simulator.jobs().all())
                .extracting(job -> job.order().operation())
                .containsExactly("precision");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(s3.keys()).isEmpty());
    }

    @Test
    void picturesGoThroughAPublicFolderAndLeaveNothingInIt() throws Exception {
        drop("a.png", 24, 16);

        start("lupa-folder.camel.yaml");

        assertComesOut("a.png", new ImageInfo(ImageFormat.PNG, 96, 64, 1));
        assertThat(simulator.jobs().all().get(0).order().wishes()).containsEntry("creativity", "3");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(published.toFile().list()).isEmpty());
    }

    @Test
    void picturesThatHaveAUrlAreFetchedFromThere() throws Exception {
        ImageIO.write(
                new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB),
                "png",
                published.resolve("mine.png").toFile());
        Files.createDirectory(folder.resolve("inbox"));
        Path list = Files.writeString(folder.resolve("inbox/list.txt"), web.baseUrl() + "/mine.png\n");
        Files.setLastModifiedTime(list, FileTime.from(Instant.now().minusSeconds(60)));

        start("lupa-url.camel.yaml");

        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("inbox/.done/list.txt")));
        assertThat(ImageInfo.read(folder.resolve("outbox/mine.png")))
                .isEqualTo(new ImageInfo(ImageFormat.PNG, 16, 12, 1));
        assertThat(published.toFile().list()).containsExactly("mine.png");
    }

    /** The URL in the first submit. */
    private String link() {
        await().atMost(PATIENCE).until(() -> submits().findFirst().isPresent());
        String body = new String(submits().findFirst().orElseThrow().body(), StandardCharsets.UTF_8);
        return body.replaceFirst(".*\"image\":\"([^\"]*)\".*", "$1");
    }

    private Stream<Exchange> submits() {
        return simulator.exchanges().stream()
                .filter(exchange -> exchange.method().equals("POST"));
    }

    private static HttpURLConnection open(String url) throws IOException {
        return (HttpURLConnection) URI.create(url).toURL().openConnection();
    }

    private HttpReply file(String path) throws IOException {
        Path file = published.resolve(path.substring(1));
        return Files.exists(file)
                ? HttpReply.empty(200).with(ReplyBody.of(Files.readAllBytes(file)))
                : HttpReply.empty(404);
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
        assertThat(ImageInfo.read(folder.resolve("outbox").resolve(name))).isEqualTo(expected);
    }
}
