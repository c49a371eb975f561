package io.camelupscale.test.upscayl;

import static io.camelupscale.test.upscayl.UpscaylClient.WISH;
import static io.camelupscale.test.upscayl.UpscaylClient.json;
import static io.camelupscale.test.upscayl.UpscaylClient.picture;
import static io.camelupscale.test.upscayl.UpscaylClient.wish;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.meter.Operation;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpscaylSimulatorTest {

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final UpscaylSimulator current = UpscaylSimulator.builder()
            .time(time)
            .jobsTake(Duration.ofSeconds(10), Duration.ofSeconds(40))
            .partSize(4)
            .build();

    @RegisterExtension
    final UpscaylSimulator older = UpscaylSimulator.builder()
            .time(time)
            .jobsTake(Duration.ofSeconds(10), Duration.ofSeconds(40))
            .older()
            .build();

    private final UpscaylClient client = new UpscaylClient(current, true);
    private final UpscaylClient olderClient = new UpscaylClient(older, false);

    @Test
    void aTaskIsPaidForWhenItIsFinishedAndAskedForAndTheNextAnswerTellsSo() throws Exception {
        JsonNode answer = json(client.start(WISH, picture("png"), "a.png"));
        String id = answer.at("/data/taskId").asText();

        assertThat(answer.at("/data/creditsToDeduct").asInt()).isOne();
        assertThat(client.status(id).path("status").asText()).isEqualTo("PROCESSING");
        time.advance(Duration.ofSeconds(30));
        assertThat(client.status(id).path("status").asText()).isEqualTo("ENHANCING");
        time.advance(Duration.ofSeconds(20));
        assertThat(current.counters().charges()).isZero();
        JsonNode first = client.status(id);
        JsonNode second = client.status(id);

        assertThat(first.path("status").asText()).isEqualTo("PROCESSED");
        assertThat(first.path("creditsDeducted").asBoolean()).isFalse();
        assertThat(second.path("creditsDeducted").asBoolean()).isTrue();
        assertThat(second.path("deductedCredits").asInt()).isOne();
        assertThat(current.counters().charges()).isOne();
        assertThat(first.at("/files/0/downloadLink").asText()).startsWith("http://localhost:");
        assertThat(first.at("/files/0/expiresAt").asLong()).isLessThan(10_000_000_000L);
    }

    @Test
    void theOlderContractHasOtherWordsAndMilliseconds() throws Exception {
        String id = olderClient.accepted();

        assertThat(olderClient.status(id).path("status").asText()).isEqualTo("pending");
        time.advance(Duration.ofSeconds(30));
        assertThat(olderClient.status(id).path("status").asText()).isEqualTo("processing");
        time.advance(Duration.ofSeconds(20));
        assertThat(olderClient.status(id).path("status").asText()).isEqualTo("completed");
        assertThat(olderClient.status(id).at("/files/0/expiresAt").asLong()).isGreaterThan(10_000_000_000L);
        assertThat(olderClient.status(id).path("scale").asText()).isEqualTo("4");
    }

    @Test
    void aTaskThatFailsIsNotPaidFor() throws Exception {
        current.faults().onJobs().inject(JobFault.fails("E", "no"));
        String id = client.accepted();
        time.advance(Duration.ofMinutes(1));

        assertThat(client.status(id).path("status").asText()).isEqualTo("PROCESSING_FAILED");
        assertThat(client.status(id).path("creditsDeducted").asBoolean()).isFalse();
        assertThat(current.counters().charges()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "model, my-model, Invalid model",
        "scale, 0, Invalid scale",
        "scale, 9, Invalid scale",
        "scale, 2.5, Invalid scale",
        "saveImageAs, jpeg, Invalid saveImageAs",
        "enhanceFace, yes, Invalid enhanceFace",
        "compression, 101, Invalid compression",
        "colour, red, Unknown field",
        "urls, [], file"
    })
    void whatIsNotDocumentedIsRefused(String field, String value, String complaint) throws Exception {
        HttpResponse<String> answer = client.start(wish(field, value), picture("png"), "a.png");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("\"Bad Request: ").contains(complaint);
        assertThat(current.counters().accepted()).isZero();
    }

    @Test
    void sourcesAreLookedAt() throws Exception {
        assertThat(client.start(WISH, "text".getBytes(StandardCharsets.UTF_8), "a.png")
                        .body())
                .contains("Unsupported file type");
        assertThat(client.start(WISH, picture("gif"), "a.gif").body()).contains("Unsupported file type");
        assertThat(client.start(WISH, picture("png"), "a").body()).contains("no extension");
        assertThat(client.start(WISH, null, "").statusCode()).isEqualTo(400);
        assertThat(client.start(Map.of("model", "upscayl-lite-4x"), picture("png"), "a.png")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theOlderContractTakesThreeScalesAndBareBodies() throws Exception {
        assertThat(olderClient
                        .start(wish("scale", "3"), picture("png"), "a.png")
                        .statusCode())
                .isEqualTo(400);
        assertThat(olderClient
                        .raw("/get-task-status", "{\"data\":{\"taskId\":\"x\"}}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.raw("/get-task-status", "{\"taskId\":\"x\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void partsArePutTogetherOnceAndByTheirTags() throws Exception {
        byte[] picture = picture("png");
        JsonNode ticket = json(client.post(
                        "/get-upload-url",
                        "{\"fileSize\":%d,\"fileType\":\"image/png\",\"originalFileName\":\"a.png\"}"
                                .formatted(picture.length)))
                .path("data");
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < ticket.path("urls").size(); i++) {
            byte[] part = Arrays.copyOfRange(picture, 4 * i, Math.min(4 * i + 4, picture.length));
            String tag = client.put(ticket.at("/urls/" + i).asText(), part)
                    .headers()
                    .firstValue("etag")
                    .orElseThrow();
            parts.append(i == 0 ? "" : ",").append("{\"PartNumber\":%d,\"ETag\":%s}".formatted(i + 1, tag));
        }
        String body = "{\"uploadId\":\"%s\",\"key\":\"%s\",\"parts\":[%s]}"
                .formatted(ticket.path("uploadId").asText(), ticket.path("key").asText(), parts);
        String record = "[{\"fileName\":\"%s\",\"fileType\":\"image/png\",\"fileSize\":%d}]"
                .formatted(ticket.path("fileName").asText(), picture.length);

        assertThat(client.start(wish("files", record), null, "").body()).contains("not uploaded");
        assertThat(client.post("/complete-multipart-upload", body.replace("\"PartNumber\":1,", "\"PartNumber\":9,"))
                        .statusCode())
                .isEqualTo(500);
        assertThat(client.post("/complete-multipart-upload", body).statusCode()).isEqualTo(200);
        assertThat(client.post("/complete-multipart-upload", body).statusCode()).isEqualTo(500);
        assertThat(client.start(wish("files", record), null, "").statusCode()).isEqualTo(200);
    }

    @Test
    void theHourlyLimitsAreKeptAndNothingSaysUntilWhen() throws Exception {
        String id = client.accepted();
        for (int i = 1; i < 50; i++) {
            client.accepted();
        }
        for (int i = 0; i < 100; i++) {
            client.status(id);
        }

        HttpResponse<String> submit = client.start(WISH, picture("png"), "a.png");
        HttpResponse<String> check = client.post("/get-task-status", "{\"taskId\":\"x\"}");
        time.advance(Duration.ofHours(1));

        assertThat(submit.statusCode()).isEqualTo(429);
        assertThat(check.statusCode()).isEqualTo(429);
        assertThat(check.headers().firstValue("retry-after")).isEmpty();
        assertThat(check.body()).contains("RATE_LIMIT_EXCEEDED");
        assertThat(current.counters().limited(Operation.CHECK)).isOne();
        assertThat(client.status(id).path("status").asText()).isEqualTo("PROCESSED");
    }

    @Test
    void whatCannotBePaidForIsNotAccepted() throws Exception {
        try (UpscaylSimulator poor =
                UpscaylSimulator.builder().time(time).credits(0.5).build()) {
            poor.start();
            HttpResponse<String> answer = new UpscaylClient(poor, true).start(WISH, picture("png"), "a.png");

            assertThat(answer.statusCode()).isEqualTo(402);
            assertThat(answer.body()).isEqualTo("Insufficient credits");
        }
    }
}
