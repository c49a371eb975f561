package io.camelupscale.test.topaz;

import static io.camelupscale.test.topaz.TopazClient.json;
import static io.camelupscale.test.topaz.TopazClient.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.meter.Operation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageApiTest {

    private static final String STATUS = "/image/v1/status/";
    private static final String DOWNLOAD = "/image/v1/download/";
    private static final String UNKNOWN = "d7b3b3b3-7b3b-4b3b-8b3b-3b3b3b3b3b3b";

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .time(time)
            .jobsTake(Duration.ofSeconds(10), Duration.ofSeconds(40))
            .credits(3)
            .build();

    private final TopazClient client = new TopazClient(simulator);

    @Test
    void aJobIsPendingIsProcessedAndIsCompletedWithAPictureOfTheWantedSize() throws Exception {
        HttpResponse<String> answer = client.submit(
                "/enhance/async", picture("png", 40, 30), Map.of("output_width", "80", "output_format", "tif"));
        String id = json(answer).get("process_id").asText();
        JsonNode pending = client.status(id);
        HttpResponse<String> early = client.get(DOWNLOAD + id);
        time.advance(Duration.ofSeconds(20));
        JsonNode processing = client.status(id);
        time.advance(Duration.ofSeconds(30));
        JsonNode completed = client.status(id);
        JsonNode link = json(client.get(DOWNLOAD + id));
        byte[] result = client.storage("GET", link.get("download_url").asText(), new byte[0])
                .body();

        assertThat(answer.headers().firstValue("X-Process-ID")).contains(id);
        assertThat(pending.get("status").asText()).isEqualTo("Pending");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(processing.get("status").asText()).isEqualTo("Processing");
        assertThat(processing.get("progress").asInt()).isEqualTo(25);
        assertThat(completed.get("status").asText()).isEqualTo("Completed");
        assertThat(completed.get("output_height").asInt()).isEqualTo(60);
        assertThat(completed.get("model").asText()).isEqualTo("Standard V2");
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(result));
        assertThat(picture.getWidth()).isEqualTo(80);
        assertThat(picture.getHeight()).isEqualTo(60);
        assertThat(ImageFormat.detect(result)).contains(ImageFormat.TIFF);
        assertThat(simulator.counters().charges()).isOne();
        assertThat(simulator.counters().leakedKeys()).isZero();
    }

    @Test
    void aLinkLivesForAnHourAndANewOneIsToBeHad() throws Exception {
        String id = client.accepted(Map.of());
        time.advance(Duration.ofMinutes(1));
        JsonNode first = json(client.get(DOWNLOAD + id));
        time.advance(Duration.ofHours(1));
        String second = json(client.get(DOWNLOAD + id)).get("download_url").asText();

        assertThat(first.get("expiry").asLong()).isEqualTo(time.now().getEpochSecond());
        assertThat(client.storage("GET", first.get("download_url").asText(), new byte[0])
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.storage("GET", second, new byte[0]).statusCode()).isEqualTo(200);
        time.advance(Duration.ofDays(7));
        assertThat(client.get(DOWNLOAD + id).statusCode()).isEqualTo(404);
    }

    @Test
    void aKeyThatReachesTheStorageHostIsRefusedAndCounted() throws Exception {
        String id = client.accepted(Map.of());
        String input =
                json(client.get(DOWNLOAD + "input/" + id)).get("download_url").asText();

        assertThat(client.storage("GET", input, new byte[0], "X-API-Key", "any").statusCode())
                .isEqualTo(401);
        assertThat(simulator.counters().leakedKeys()).isOne();
        assertThat(client.storage("GET", input, new byte[0]).body()).isEqualTo(picture("png", 4, 3));
    }

    @Test
    void quickStartSpellingsAreToBeHad() throws Exception {
        try (TopazSimulator one =
                TopazSimulator.builder().time(time).shortLinkName().textExpiry().build()) {
            one.start();
            TopazClient other = new TopazClient(one);
            String id = other.accepted(Map.of());
            time.advance(Duration.ofMinutes(1));
            JsonNode link = json(other.get(DOWNLOAD + id));

            assertThat(link.has("download_url")).isFalse();
            assertThat(link.get("url").asText()).startsWith("http://localhost:");
            assertThat(link.get("expiry").isTextual()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "model, Standard V9, Invalid model.",
        "output_width, 0, Invalid output width.",
        "output_height, 32001, Invalid output height.",
        "output_format, webp, Invalid output format.",
        "crop_to_fill, yes, Invalid crop to fill.",
        "source_url, http://localhost:1/a.png, 'Please provide one of image, source_id and source_url.'",
    })
    void aWrongFieldIsRefused(String name, String value, String message) throws Exception {
        HttpResponse<String> answer = client.submit("/enhance/async", picture("png", 4, 3), Map.of(name, value));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("message").asText()).isEqualTo(message);
        assertThat(simulator.counters().charges()).isZero();
    }

    @Test
    void whatCannotBeDoneIsAnsweredAsDocumented() throws Exception {
        assertThat(client.form("/enhance/async", Map.of()).statusCode()).isEqualTo(400);
        assertThat(client.form("/enhance/async", Map.of("source_id", "x")).statusCode())
                .isEqualTo(400);
        assertThat(client.submit("/enhance/async", new byte[] {1}, Map.of()).statusCode())
                .isEqualTo(415);
        assertThat(client.submit("/tool/async", picture("jpeg", 4, 3), Map.of()).statusCode())
                .isEqualTo(415);
        assertThat(client.send("POST", "/image/v1/enhance/async", "{}").statusCode())
                .isEqualTo(415);
        assertThat(client.submit(
                                "/enhance-gen/async",
                                picture("png", 4, 3),
                                Map.of("output_width", "32000", "output_height", "9000"))
                        .statusCode())
                .isEqualTo(413);
        assertThat(client.get(STATUS + "7").statusCode()).isEqualTo(400);
        assertThat(client.get(STATUS + UNKNOWN).statusCode()).isEqualTo(404);
        for (int width = 1; width <= 3; width++) {
            client.accepted(Map.of("output_width", "" + width));
        }
        assertThat(client.submit("/sharpen/async", picture("png", 4, 3), Map.of())
                        .statusCode())
                .isEqualTo(402);
    }

    @Test
    void theSameBytesWantedAgainAreADuplicateCharge() throws Exception {
        JsonNode first = json(client.submit("/enhance/async", picture("png", 4, 3), Map.of("model", "CGI")));
        client.form("/enhance/async", Map.of("source_id", first.get("source_id").asText(), "model", "CGI"));

        assertThat(simulator.counters().charges()).isEqualTo(2);
        assertThat(simulator.counters().duplicateCharges()).isOne();
    }

    @Test
    void theServiceFetchesAUrl() throws Exception {
        String id = client.accepted(Map.of());
        String input =
                json(client.get(DOWNLOAD + "input/" + id)).get("download_url").asText();

        assertThat(client.form("/matting/async", Map.of("source_url", input)).statusCode())
                .isEqualTo(200);
        assertThat(client.form("/matting/async", Map.of("source_url", "http://localhost:1/"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void cancelledAndFailedJobsCostNothing() throws Exception {
        simulator.faults().onJobs().nth(2).inject(JobFault.fails("any", "any"));
        String first = client.accepted(Map.of());
        String second = client.accepted(Map.of("model", "CGI"));
        JsonNode before = json(client.get("/account/v1/credits/balance"));

        assertThat(client.delete("/image/v1/cancel/" + first).statusCode()).isEqualTo(204);
        assertThat(client.delete("/image/v1/cancel/" + first).statusCode()).isEqualTo(409);
        assertThat(client.delete(STATUS + second).statusCode()).isEqualTo(409);
        time.advance(Duration.ofMinutes(1));
        assertThat(client.status(first).get("status").asText()).isEqualTo("Cancelled");
        assertThat(client.status(second).get("status").asText()).isEqualTo("Failed");
        assertThat(client.get(DOWNLOAD + second).statusCode()).isEqualTo(409);
        assertThat(client.delete(STATUS + second).statusCode()).isEqualTo(204);
        assertThat(client.get(STATUS + second).statusCode()).isEqualTo(404);
        assertThat(before.get("reserved_credits").asInt()).isEqualTo(2);
        assertThat(json(client.get("/account/v1/credits/balance"))
                        .get("available_credits")
                        .asInt())
                .isEqualTo(3);
        assertThat(simulator.counters().creditsRefunded()).isEqualTo(2);
    }

    @Test
    void jobsAreListedWholeOrPageByPageAndForgotten() throws Exception {
        for (int width = 1; width <= 3; width++) {
            client.accepted(Map.of("output_width", "" + width));
        }
        JsonNode whole = json(client.get("/image/v1/status"));
        JsonNode page = json(client.get("/image/v1/status?paginated=true&limit=2"));
        JsonNode rest = json(client.get("/image/v1/status?paginated=true&limit=2&cursor="
                + page.at("/pagination/next_cursor").asText()));

        assertThat(whole).hasSize(3);
        assertThat(page.get("data")).hasSize(2);
        assertThat(page.at("/pagination/has_next_page").asBoolean()).isTrue();
        assertThat(rest.get("data")).hasSize(1);
        assertThat(rest.at("/pagination/has_next_page").asBoolean()).isFalse();
        assertThat(client.get("/image/v1/status?paginated=true&limit=101").statusCode())
                .isEqualTo(400);
        assertThat(simulator.counters().requests(Operation.LIST)).isEqualTo(4);
        time.advance(Duration.ofDays(8));
        assertThat(json(client.get("/image/v1/status"))).isEmpty();
        assertThat(json(client.delete("/image/v1/status")).get("deleted_count").asInt())
                .isEqualTo(3);
    }

    @Test
    void anEstimateCostsNothing() throws Exception {
        Map<String, String> size = Map.of("input_width", "4000", "input_height", "3000", "output_width", "8000");

        assertThat(json(client.form("/estimate", size)).get("credits").asInt()).isEqualTo(2);
        assertThat(json(client.send(
                                "POST",
                                "/image/v1/estimate-gen",
                                "{\"input_width\":4000,\"input_height\":3000,\"output_width\":8000,\"model\":\"Wonder\"}"))
                        .get("credits")
                        .asInt())
                .isEqualTo(12);
        JsonNode bulk = json(client.send(
                "POST",
                "/image/v1/estimate-bulk",
                "[{\"input_width\":10,\"input_height\":10},"
                        + "{\"input_width\":30000,\"input_height\":30000,\"model\":\"Wonder\"}]"));
        assertThat(bulk.at("/0/status").asText()).isEqualTo("success");
        assertThat(bulk.at("/1/code").asInt()).isEqualTo(413);
        assertThat(client.form("/estimate", Map.of("input_width", "10")).statusCode())
                .isEqualTo(400);
        assertThat(simulator.ledger().balance()).isEqualTo(3);
    }

    @Test
    void aRefusalComesInTheServicesWords() throws Exception {
        simulator.faults().on(Operation.SUBMIT).inject(Fault.status(425));

        HttpResponse<String> answer = client.submit("/enhance/async", picture("png", 4, 3), Map.of());

        assertThat(answer.statusCode()).isEqualTo(425);
        assertThat(json(answer).get("message").asText()).startsWith("Too early");
        assertThat(json(answer).get("code").asInt()).isEqualTo(425);
    }
}
