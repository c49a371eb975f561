package io.camelupscale.test.topaz;

import static io.camelupscale.test.topaz.TopazClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.meter.Operation;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoApiTest {

    private static final byte[] SOURCE = "a video of 1500 frames".getBytes(StandardCharsets.US_ASCII);
    private static final String MD5_OF_SOMETHING_ELSE = "d41d8cd98f00b204e9800998ecf8427e";
    private static final byte[] NOTHING = new byte[0];

    private final ManualJobTimer time = new ManualJobTimer();

    // region simulator
    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .time(time)
            .jobsTake(Duration.ofSeconds(10), Duration.ofSeconds(300))
            .credits(100)
            .videosCost(40, 50)
            .videosAre(123_456)
            .partSize(10)
            .build();
    // endregion

    private final TopazClient client = new TopazClient(simulator);

    static String wish(long size, int frames) {
        return """
                {"source":{"container":"mp4","size":%d,"duration":60,"frameCount":%d,"frameRate":25,
                "resolution":{"width":640,"height":360}},
                "filters":[{"model":"prob-4"}],
                "output":{"resolution":{"width":1280,"height":720},"frameRate":25,"audioTransfer":"None"}}"""
                .formatted(size, frames);
    }

    @Test
    void aVideoIsQuotedAcceptedUploadedInPartsProcessedAndDownloaded() throws Exception {
        JsonNode created = json(client.send("POST", "/video/", wish(SOURCE.length, 1500)));
        String id = created.get("requestId").asText();
        String path = "/video/" + id;
        assertThat(created.at("/estimates/cost/0").asInt()).isEqualTo(40);
        assertThat(simulator.counters().charges()).isZero();
        assertThat(status(id)).isEqualTo("requested");

        JsonNode accepted = json(client.send("PATCH", path + "/accept", ""));
        JsonNode again = json(client.send("PATCH", path + "/accept", ""));
        assertThat(again).isEqualTo(accepted);
        assertThat(accepted.get("urls")).hasSize(3);
        assertThat(json(client.get(path + "/status")).get("urls")).isEqualTo(accepted.get("urls"));
        assertThat(simulator.counters().charges()).isOne();
        assertThat(simulator.counters().requests(Operation.ACCEPT)).isEqualTo(2);

        List<String> results = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            byte[] bytes = Arrays.copyOfRange(SOURCE, part * 10, Math.min(SOURCE.length, part * 10 + 10));
            HttpResponse<byte[]> put =
                    client.storage("PUT", accepted.get("urls").get(part).asText(), bytes);
            assertThat(put.statusCode()).isEqualTo(200);
            String eTag = put.headers().firstValue("ETag").orElseThrow();
            results.add("{\"partNum\":" + (part + 1) + ",\"eTag\":" + eTag + "}");
        }
        String complete = "{\"uploadResults\":[" + String.join(",", results) + "],\"md5Hash\":\"" + md5(SOURCE) + "\"}";
        assertThat(client.send("PATCH", path + "/complete-upload/", complete).statusCode())
                .isEqualTo(202);
        assertThat(client.send("PATCH", path + "/complete-upload/", complete).statusCode())
                .isEqualTo(400);
        assertThat(status(id)).isEqualTo("initializing");
        time.advance(Duration.ofSeconds(110));
        assertThat(status(id)).isEqualTo("processing");
        assertThat(json(client.get(path + "/status")).get("progress").asDouble())
                .isEqualTo(33.33);
        time.advance(Duration.ofSeconds(200));

        JsonNode done = json(client.get(path + "/status"));
        assertThat(done.get("status").asText()).isEqualTo("complete");
        assertThat(done.get("outputSize").asText()).isEqualTo("123456");
        assertThat(done.at("/download/expiresAt").asLong())
                .isEqualTo(time.now().plus(Duration.ofDays(7)).toEpochMilli());
        assertThat(json(client.get(path + "/status")).get("download")).isEqualTo(done.get("download"));
        assertThat(client.storage("GET", done.at("/download/url").asText(), NOTHING)
                        .body())
                .hasSize(123_456);
        assertThat(json(client.get(path)).at("/transactions/1/operation").asText())
                .isEqualTo("commit");
        assertThat(simulator.counters().requests(Operation.UPLOAD)).isEqualTo(3);
        assertThat(simulator.counters().checksums()).containsExactly(md5(SOURCE));
        assertThat(simulator.counters().leakedKeys()).isZero();
        assertThat(simulator.ledger().balance()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"provider\":\"s3\",\"presignedUrl\":\"http://127.0.0.1/a\"} | 200",
                "{\"provider\":\"s3\",\"awsCredentials\":{\"roleArn\":\"r\",\"externalId\":\"x\"},\"bucketName\":\"b\",\"key\":\"k\"} | 200",
                "{\"provider\":\"s3\"} | 400",
                "{\"presignedUrl\":\"http://127.0.0.1/a\"} | 400",
                "{\"provider\":\"gcs\",\"presignedUrl\":\"http://127.0.0.1/a\"} | 400",
                "{\"provider\":\"s3\",\"presignedUrl\":1} | 400",
                "{\"provider\":\"s3\",\"awsCredentials\":{\"roleArn\":\"r\",\"externalId\":\"x\"},\"bucketName\":\"b\"} | 400",
                "{\"provider\":\"s3\",\"awsCredentials\":{\"roleArn\":\"r\"},\"bucketName\":\"b\",\"key\":\"k\"} | 400",
                "{\"provider\":\"s3\",\"awsCredentials\":{\"roleArn\":\"r\",\"externalId\":\"x\",\"duration\":\"9\"},\"bucketName\":\"b\",\"key\":\"k\"} | 400",
                "{\"provider\":\"s3\",\"presignedUrl\":\"http://127.0.0.1/a\",\"awsCredentials\":{\"roleArn\":\"r\",\"externalId\":\"x\"},\"bucketName\":\"b\",\"key\":\"k\"} | 400"
            })
    void aDestinationIsOneOfTheTwoThatAreSimulated(String external, int answer) throws Exception {
        String wish = wish(9, 100).replaceFirst("}$", ",\"destination\":{\"external\":" + external + "}}");

        assertThat(client.send("POST", "/video/", wish).statusCode()).isEqualTo(answer);
    }

    @Test
    void aVideoOfFewFramesIsUploadedInOnePieceWhoseResultsDoNotMatter() throws Exception {
        String id = uploaded(1000);

        assertThat(complete(id, "{\"uploadResults\":[]}")).isEqualTo(400);
        assertThat(complete(id, "{\"uploadResults\":[{\"partNum\":1,\"eTag\":\"unused\"}]}"))
                .isEqualTo(202);
        assertThat(status(id)).isEqualTo("initializing");
    }

    @Test
    void theKeyMustNotReachAnUploadUrl() throws Exception {
        String id = created();
        String url = json(client.send("PATCH", "/video/" + id + "/accept", ""))
                .at("/urls/0")
                .asText();

        assertThat(client.storage("PUT", url, SOURCE, "X-API-Key", simulator.apiKey())
                        .statusCode())
                .isEqualTo(401);
        assertThat(simulator.counters().leakedKeys()).isOne();
    }

    @Test
    void aSourceThatIsNotWhatWasSaidFailsAndCostsNothing() throws Exception {
        String wrongHash = uploaded(500);
        complete(
                wrongHash,
                "{\"uploadResults\":[{\"partNum\":1,\"eTag\":\"x\"}],\"md5Hash\":\"" + MD5_OF_SOMETHING_ELSE + "\"}");
        String wrongSize = created(SOURCE.length + 1, 500);
        upload(wrongSize);
        complete(wrongSize, "{\"uploadResults\":[{\"partNum\":1,\"eTag\":\"x\"}]}");

        assertThat(error(wrongHash)).isEqualTo("INVALID_INPUT");
        assertThat(error(wrongSize)).isEqualTo("CREDIT_DIFFERENCE");
        assertThat(simulator.ledger().balance()).isEqualTo(100);
    }

    @Test
    void anUploadThatDoesNotComeTimesOutAndAFailureIsRefunded() throws Exception {
        simulator.faults().onJobs().inject(JobFault.fails("PROCESSING_FAILURE", "out of memory"));
        String late = created();
        client.send("PATCH", "/video/" + late + "/accept", "");
        String failing = uploaded(500);
        complete(failing, "{\"uploadResults\":[{\"partNum\":1,\"eTag\":\"x\"}]}");
        assertThat(json(client.get("/account/v1/credits/balance"))
                        .get("reserved_credits")
                        .asInt())
                .isEqualTo(80);
        time.advance(Duration.ofHours(24));

        assertThat(error(late)).isEqualTo("TIMEOUT_UPLOAD_SOURCE");
        assertThat(error(failing)).isEqualTo("PROCESSING_FAILURE");
        assertThat(simulator.ledger().balance()).isEqualTo(100);
    }

    @Test
    void aCancelIsSettledByProgress() throws Exception {
        String id = uploaded(500);
        complete(id, "{\"uploadResults\":[{\"partNum\":1,\"eTag\":\"x\"}]}");
        time.advance(Duration.ofSeconds(160));
        JsonNode estimate = json(client.get("/video/" + id + "/cancel-estimate"));

        assertThat(estimate.get("creditsToCommit").asInt()).isEqualTo(22);
        assertThat(client.delete("/video/" + id).statusCode()).isEqualTo(200);
        assertThat(status(id)).isEqualTo("canceling");
        assertThat(client.delete("/video/" + id).statusCode()).isEqualTo(204);
        time.advance(Duration.ofHours(1));
        assertThat(status(id)).isEqualTo("canceled");
        assertThat(simulator.ledger().balance()).isEqualTo(78);
    }

    @Test
    void anExpressRequestBeginsWhenItsSourceIsThere() throws Exception {
        JsonNode created = json(client.send(
                "POST",
                "/video/express",
                "{\"source\":{\"container\":\"MP4\"},\"filters\":[{\"model\":\"prob-4\"}],"
                        + "\"output\":{\"resolution\":{\"width\":1280,\"height\":720}}}"));
        String id = created.get("requestId").asText();
        assertThat(created.has("estimates")).isFalse();
        assertThat(simulator.counters().charges()).isZero();

        client.storage("PUT", created.at("/uploadUrls/0").asText(), SOURCE);

        assertThat(status(id)).isEqualTo("initializing");
        assertThat(simulator.counters().charges()).isOne();
    }

    @Test
    void theSameBytesChargedTwiceAreCounted() throws Exception {
        for (int i = 0; i < 2; i++) {
            complete(uploaded(500), "{\"uploadResults\":[{\"partNum\":1,\"eTag\":\"x\"}]}");
        }

        assertThat(simulator.counters().charges()).isEqualTo(2);
        assertThat(simulator.counters().duplicateCharges()).isOne();
    }

    @Test
    void whoeverHasNoCreditsLeftIsRefusedAndTheHistoryOmitsWhatWasNotAccepted() throws Exception {
        uploaded(500);
        uploaded(500);
        String third = created();

        assertThat(client.send("PATCH", "/video/" + third + "/accept", "").statusCode())
                .isEqualTo(402);
        JsonNode history = json(client.get("/video/history"));
        assertThat(history.get("result")).hasSize(2);
        assertThat(history.get("nextCursor").isNull()).isTrue();
        assertThat(json(client.get("/video/" + third)).get("status").asText()).isEqualTo("requested");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"size\":22,| |source.size",
                "\"container\":\"mp4\"|\"container\":\"gif\"|source.container",
                "prob-4|prob-5|filters.0.model",
                "prob-4|stab-1|filters.0.rollingShutterCorrection",
                "\"model\":\"prob-4\"|\"model\":\"prob-4\",\"noise\":2|filters.0.noise",
                "\"audioTransfer\":\"None\"|\"audioTransfer\":\"Copy\"|output.audioCodec",
                "\"audioTransfer\":\"None\"|\"audioTransfer\":\"None\",\"videoEncoder\":\"VP9\"|output.videoBitrate",
                "\"width\":1280|\"width\":8196|output.resolution",
                "\"frameRate\":25,\"audio|\"audio|output.frameRate",
            })
    void aWrongFieldIsNamed(String right, String wrong, String path) throws Exception {
        String wish = wish(22, 500);
        HttpResponse<String> answer = client.send("POST", "/video/", wish.replace(right, wrong == null ? "" : wrong));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/errors/0/path").asText()).isEqualTo(path);
        assertThat(json(answer).get("errorCode").asText()).isEqualTo("INVALID_INPUT");
    }

    @Test
    void aBodyOfMoreThan3000BytesIsRefusedWithoutABody() throws Exception {
        HttpResponse<String> answer = client.send("POST", "/video/", wish(22, 500) + " ".repeat(3000));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).isEmpty();
    }

    private String created() throws Exception {
        return created(SOURCE.length, 500);
    }

    private String created(long size, int frames) throws Exception {
        return json(client.send("POST", "/video/", wish(size, frames)))
                .get("requestId")
                .asText();
    }

    private String uploaded(int frames) throws Exception {
        String id = created(SOURCE.length, frames);
        upload(id);
        return id;
    }

    private void upload(String id) throws Exception {
        JsonNode accepted = json(client.send("PATCH", "/video/" + id + "/accept", ""));
        assertThat(accepted.get("urls")).hasSize(1);
        client.storage("PUT", accepted.at("/urls/0").asText(), SOURCE);
    }

    private int complete(String id, String body) throws Exception {
        return client.send("PATCH", "/video/" + id + "/complete-upload/", body).statusCode();
    }

    private String status(String id) throws Exception {
        return json(client.get("/video/" + id + "/status")).get("status").asText();
    }

    private String error(String id) throws Exception {
        return json(client.get("/video/" + id + "/status")).path("errorCode").asText();
    }

    private static String md5(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    }
}
