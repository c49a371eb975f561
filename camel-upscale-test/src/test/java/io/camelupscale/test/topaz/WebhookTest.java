package io.camelupscale.test.topaz;

import static io.camelupscale.test.topaz.TopazClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.LoopbackHost;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {

    private final ManualJobTimer time = new ManualJobTimer();
    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private LoopbackHost receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = LoopbackHost.start("receiver", request -> {
            received.add(new ObjectMapper().readTree(request.text()));
            return HttpReply.empty(failures.getAndDecrement() > 0 ? 503 : 200);
        });
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void aClientIsToldThatAPictureIsBeingProcessedAndThatItIsCompleted() throws Exception {
        try (TopazSimulator simulator = started(builder())) {
            TopazClient client = new TopazClient(simulator);
            String id = client.accepted(Map.of("webhook_url", url()));
            time.advance(Duration.ofSeconds(10));
            JsonNode first = next();
            time.advance(Duration.ofSeconds(40));
            JsonNode last = next();

            assertThat(first.get("status").asText()).isEqualTo("Processing");
            assertThat(first.has("download_url")).isFalse();
            assertThat(last.get("process_id").asText()).isEqualTo(id);
            assertThat(last.get("status").asText()).isEqualTo("Completed");
            assertThat(last.get("progress").asInt()).isEqualTo(100);
            assertThat(last.get("notification_id").asText())
                    .hasSize(26)
                    .isGreaterThan(first.get("notification_id").asText());
            assertThat(client.storage("GET", last.get("download_url").asText(), new byte[0])
                            .statusCode())
                    .isEqualTo(200);
            assertThat(client.storage("GET", last.get("input_download_url").asText(), new byte[0])
                            .body())
                    .isEqualTo(TopazClient.picture("png", 4, 3));
        }
    }

    @Test
    void notificationsMayComeTwiceAndTheWrongWayRound() throws Exception {
        try (TopazSimulator simulator = started(builder().webhooksComeTwice().webhooksComeReversed())) {
            new TopazClient(simulator).accepted(Map.of("webhook_url", url()));
            time.advance(Duration.ofMinutes(1));
            JsonNode first = next();
            JsonNode again = next();
            JsonNode earlier = next();
            next();

            assertThat(again).isEqualTo(first);
            assertThat(first.get("status").asText()).isEqualTo("Completed");
            assertThat(earlier.get("status").asText()).isEqualTo("Processing");
            assertThat(earlier.get("notification_id").asText())
                    .isLessThan(first.get("notification_id").asText());
        }
    }

    @Test
    void aReceiverThatIsOutOfOrderIsToldAgainLater() throws Exception {
        failures.set(1);
        try (TopazSimulator simulator = started(builder())) {
            TopazClient client = new TopazClient(simulator);
            String id = client.accepted(Map.of("webhook_url", url()));
            client.delete("/image/v1/cancel/" + id);
            JsonNode first = next();
            await().pollInterval(Duration.ofMillis(5)).until(() -> {
                time.advance(Duration.ofSeconds(1));
                return !received.isEmpty();
            });

            assertThat(next()).isEqualTo(first);
            assertThat(first.get("status").asText()).isEqualTo("Cancelled");
        }
    }

    @Test
    void aClientIsToldThatAVideoIsComplete() throws Exception {
        try (TopazSimulator simulator = started(builder())) {
            TopazClient client = new TopazClient(simulator);
            String wish = "{\"source\":{\"container\":\"mp4\"},\"filters\":[{\"model\":\"prob-4\"}],"
                    + "\"output\":{\"resolution\":{\"width\":1280,\"height\":720}},"
                    + "\"notifications\":{\"webhookUrl\":\"" + url() + "\"}}";
            JsonNode created = json(client.send("POST", "/video/express", wish));
            client.storage("PUT", created.at("/uploadUrls/0").asText(), new byte[9]);
            time.advance(Duration.ofMinutes(1));
            JsonNode told = next();

            assertThat(told.get("requestId")).isEqualTo(created.get("requestId"));
            assertThat(told.get("status").asText()).isEqualTo("complete");
        }
    }

    private TopazSimulator.Builder builder() {
        return TopazSimulator.builder().time(time).jobsTake(Duration.ofSeconds(10), Duration.ofSeconds(40));
    }

    private static TopazSimulator started(TopazSimulator.Builder builder) throws Exception {
        TopazSimulator simulator = builder.build();
        simulator.start();
        return simulator;
    }

    private String url() {
        return receiver.baseUrl() + "/told";
    }

    private JsonNode next() throws InterruptedException {
        JsonNode next = received.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("a notification").isNotNull();
        return next;
    }
}
