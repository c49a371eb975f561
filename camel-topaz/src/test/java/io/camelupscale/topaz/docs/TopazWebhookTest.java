package io.camelupscale.topaz.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.topaz.TopazSimulator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated Topaz tells of its jobs, each thing twice and in the wrong order, and the route of the page hears it. */
class TopazWebhookTest {

    private static final Duration RUNNING = Duration.ofSeconds(4);

    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .jobsTake(Duration.ofMillis(500), RUNNING)
            .webhooksComeTwice()
            .webhooksComeReversed()
            .build();

    @TempDir
    Path folder;

    private final Main main = new Main();
    private String publicUrl;

    @BeforeEach
    void settings() throws Exception {
        int port = freePort();
        publicUrl = "http://localhost:" + port;
        main.addOverrideProperty("camel.server.enabled", "true");
        main.addOverrideProperty("camel.server.port", String.valueOf(port));
        main.addOverrideProperty("public-url", publicUrl);
        for (String name : new String[] {"inbox", "outbox"}) {
            main.addOverrideProperty(name, folder.resolve(name).toString());
        }
        main.addOverrideProperty(
                "camel.component.upscale.work-directory", folder.resolve("work").toString());
        main.addOverrideProperty("camel.component.topaz.api-key", simulator.apiKey());
        main.addOverrideProperty(
                "camel.component.topaz.base-url", simulator.baseUrl().toString());
        // the first poll is after 2 seconds; without a webhook the next one would be half a minute later
        main.addOverrideProperty("camel.component.topaz.configuration.poll-rate", "4/20m");
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aResultIsThereSoonAfterTopazHasTold(boolean yaml) throws Exception {
        drop("a.png");
        start(yaml);

        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(folder.resolve("inbox/.done/a.png")));

        assertThat(folder.resolve("outbox/a.png")).isNotEmptyFile();
        assertThat(simulator.counters().polls()).isEqualTo(2);
        assertThat(simulator.counters().charges()).isOne();
        assertThat(simulator.exchanges())
                .filteredOn(exchange -> exchange.path().endsWith("/async"))
                .hasSize(1);
    }

    @Test
    void whateverElseIsToldDoesNothingAndIsAnsweredAtOnce() throws Exception {
        start(true);

        for (String query : new String[] {"?jobKey=nobody", "?jobKey=" + "x".repeat(2000), ""}) {
            for (String body : new String[] {"{\"process_id\":\"1\",\"status\":\"Completed\"}", "x".repeat(200_000)}) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(publicUrl + "/topaz/moved" + query))
                        .POST(BodyPublishers.ofString(body))
                        .build();
                var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
                assertThat(answer.statusCode()).isBetween(200, 204);
                assertThat(answer.body()).isEmpty();
            }
        }
        for (Operation operation : Operation.values()) {
            assertThat(simulator.counters().requests(operation)).isZero();
        }
    }

    private void start(boolean yaml) {
        if (yaml) {
            main.configure().withRoutesIncludePattern("classpath:examples/topaz-webhook.camel.yaml");
        } else {
            main.configure().addRoutesBuilder(new TopazWebhookRoute());
        }
        main.start();
    }

    private void drop(String name) throws IOException {
        Path file = folder.resolve("inbox").resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
