package io.camelupscale.test.localservice.contract;

import static io.camelupscale.test.localservice.contract.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every Image Upscale Service does, whoever made it, as the page of the original tells it. Where one may do better than
 * the original, a method says which of both it does. Jobs of small pictures must take less than a minute of real time.
 */
public abstract class LocalServiceContract {

    /** What a guarded service wants to be shown. */
    protected static final String TOKEN = "a-secret-of-the-test";

    private static final byte[] PICTURE = Sources.picture("png", 8, 6);
    private static final Duration DELETED_WITHIN = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    /** Of a service that lets everybody in: with its prefix, without a slash at the end. */
    protected abstract URI apiUrl();

    /** Of a service that wants {@link #TOKEN}. */
    protected abstract URI guardedApiUrl();

    /** The most that a file may have, in whole mebibytes; the test sends one with two more. */
    protected abstract int maxUploadMegabytes();

    /** The original says 500. */
    protected abstract int oversizeStatus();

    /** What is said to a submit that is no form. The original says 400. */
    protected int noFormStatus() {
        return 400;
    }

    /** Whether a scale or a model that there is not is refused with 422. The original accepts it, and the job fails. */
    protected abstract boolean refusesBadOptionsAtOnce();

    /** The original says 400. */
    protected abstract int unknownCancelStatus();

    /** Whether parts of a result can be had, and one that was not fetched to its end stays. The original has no such thing. */
    protected abstract boolean offersRanges();

    /** What a result is declared as. The original says {@code application/octet-stream} of all. */
    protected abstract String resultType(ImageFormat format);

    /** A picture that takes long enough to be cancelled on its way. */
    protected byte[] slowPicture() {
        return Sources.noise(400, 400);
    }

    private RawClient client() {
        return new RawClient(apiUrl());
    }

    @Test
    void aJobIsAcceptedWithAnIdThatIsTextAndAWayToItsStatus() throws Exception {
        HttpResponse<String> answer = client().submit(PICTURE, "a.png", "scale", "2");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/json");
        JsonNode body = json(answer);
        assertThat(body.path("success").booleanValue()).isTrue();
        assertThat(body.path("job_id").isTextual()).isTrue();
        assertThat(body.path("job_id").textValue()).matches("[A-Za-z0-9_-]{1,64}");
        assertThat(body.path("status_url").textValue())
                .endsWith("/status/" + body.path("job_id").textValue());
    }

    @Test
    void twoSubmitsOfTheSamePictureAreTwoJobs() throws Exception {
        RawClient client = client();

        assertThat(client.accepted(PICTURE, "a.png", "scale", "2"))
                .isNotEqualTo(client.accepted(PICTURE, "a.png", "scale", "2"));
    }

    @Test
    void aFinishedJobTellsAllThatIsToBeKnownOfItsResult() throws Exception {
        JsonNode status = client().ended("completed", PICTURE, "a.png", "scale", "2");

        assertThat(status.path("progress").isInt()).isTrue();
        assertThat(status.path("progress").intValue()).isEqualTo(100);
        assertThat(status.path("job_id").isTextual()).isTrue();
        assertThat(status.path("download_url").textValue())
                .endsWith("/download/" + status.path("job_id").textValue());
        assertThat(status.path("duration_seconds").isNumber()).isTrue();
        assertThat(status.at("/input_size/width").intValue()).isEqualTo(8);
        assertThat(status.at("/input_size/height").intValue()).isEqualTo(6);
        assertThat(status.at("/output_size/width").intValue()).isEqualTo(16);
        assertThat(status.at("/output_size/height").intValue()).isEqualTo(12);
        assertThat(status.path("file_size_bytes").longValue()).isPositive();
        assertThat(status.has("error")).isFalse();
    }

    @Test
    void aResultIsThereForOneDownloadAndHasTheLengthThatWasTold() throws Exception {
        RawClient client = client();
        JsonNode status = client.ended("completed", PICTURE, "a.png", "scale", "3");
        String path = "/download/" + status.path("job_id").textValue();

        HttpResponse<byte[]> answer = client.bytes(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("content-length"))
                .hasValue(status.path("file_size_bytes").longValue());
        assertThat(answer.body()).hasSize(status.path("file_size_bytes").intValue());
        assertThat(answer.headers().firstValue("content-disposition").orElse(""))
                .startsWith("attachment;")
                .contains(".png");
        assertThat(info(answer.body())).isEqualTo(new ImageInfo(ImageFormat.PNG, 24, 18, 1));
        await().atMost(DELETED_WITHIN).until(() -> client.get(path).statusCode() == 404);
        assertThat(json(client.get(path)).path("error").textValue()).isEqualTo("output file missing");
        assertThat(client.ended("completed", status.path("job_id").textValue())).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"a.png, PNG", "a.PNG, PNG", "a.jpg, JPEG", "a.JPEG, JPEG", "a.webp, WEBP", "a, PNG"})
    void theExtensionOfTheFilesNameMakesTheFormatOfTheResult(String fileName, ImageFormat format) throws Exception {
        RawClient client = client();
        JsonNode status = client.ended("completed", PICTURE, fileName, "scale", "2");

        HttpResponse<byte[]> answer =
                client.bytes("/download/" + status.path("job_id").textValue());

        assertThat(answer.headers().firstValue("content-type")).contains(resultType(format));
        assertThat(info(answer.body())).isEqualTo(new ImageInfo(format, 16, 12, 1));
    }

    @Test
    void withoutAScaleAPictureBecomesFourTimesAsLarge() throws Exception {
        for (String[] fields : new String[][] {{}, {"scale", "0"}}) {
            JsonNode status = client().ended("completed", PICTURE, "a.png", fields);

            assertThat(status.at("/output_size/width").intValue()).isEqualTo(32);
        }
    }

    @Test
    void aModelCanBeNamedAndATileSizeGiven() throws Exception {
        JsonNode models = json(client().get("/models?scale=2")).path("models");

        client().ended(
                        "completed",
                        PICTURE,
                        "a.png",
                        "scale",
                        "2",
                        "model_name",
                        models.at("/0/name").textValue(),
                        "tile_size",
                        "64");
    }

    @ParameterizedTest
    @CsvSource({"scale, 5", "scale, -1", "model_name, no-such-model"})
    void anOptionThatThereIsNotIsRefusedOrMakesTheJobFail(String field, String value) throws Exception {
        HttpResponse<String> answer = client().submit(PICTURE, "a.png", field, value);

        if (refusesBadOptionsAtOnce()) {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertIsRefusal(answer);
        } else {
            assertThat(answer.statusCode()).isEqualTo(202);
            JsonNode status =
                    client().ended("failed", json(answer).path("job_id").textValue());
            assertThat(status.path("error").textValue()).contains(value);
        }
    }

    /** By these words clients know what is wrong, and tell which models there are. */
    @Test
    void aModelThatThereIsNotIsCalledNotFound() throws Exception {
        HttpResponse<String> answer = client().submit(PICTURE, "a.png", "model_name", "no-such-model");

        JsonNode told = refusesBadOptionsAtOnce()
                ? json(answer)
                : client().ended("failed", json(answer).path("job_id").textValue());
        assertThat(told.path("error").textValue()).contains("model not found: no-such-model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scale", "tile_size"})
    void aNumberThatIsNoneIsABadRequest(String field) throws Exception {
        HttpResponse<String> answer = client().submit(PICTURE, "a.png", field, "many");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertIsRefusal(answer);
    }

    @Test
    void aSubmitWithoutAnImageIsABadRequest() throws Exception {
        HttpResponse<String> without = client().submit(null, "", "scale", "2");
        HttpResponse<String> noForm = client().post("/upscale", "application/json", "{}".getBytes());

        assertThat(without.statusCode()).isEqualTo(400);
        assertIsRefusal(without);
        assertThat(json(without).path("error").textValue()).isEqualTo("no image provided");
        assertThat(noForm.statusCode()).isEqualTo(noFormStatus());
        assertIsRefusal(noForm);
    }

    @Test
    void anEmptyFileIsRefused() throws Exception {
        HttpResponse<String> answer = client().submit(new byte[0], "a.png", "scale", "2");

        assertThat(answer.statusCode()).isIn(400, 422, 500);
        assertIsRefusal(answer);
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws Exception {
        byte[] large = new byte[(maxUploadMegabytes() + 2) << 20];

        HttpResponse<String> answer = client().submit(large, "a.png", "scale", "2");

        assertThat(answer.statusCode()).isEqualTo(oversizeStatus());
        assertIsRefusal(answer);
        assertThat(json(answer).path("error").textValue()).contains("too large");
    }

    @Test
    void whatIsNoPictureFailsOrIsRefused() throws Exception {
        HttpResponse<String> answer = client().submit("no picture".getBytes(StandardCharsets.UTF_8), "a.png");

        if (answer.statusCode() == 202) {
            JsonNode status =
                    client().ended("failed", json(answer).path("job_id").textValue());
            assertThat(status.path("error").textValue()).isNotBlank();
            assertThat(status.path("progress").intValue()).isLessThan(100);
            assertThat(status.has("download_url")).isFalse();
        } else {
            assertThat(answer.statusCode()).isIn(400, 415, 422);
            assertIsRefusal(answer);
        }
    }

    @Test
    void aResultThatIsNotThereYetIsNotHandedOut() throws Exception {
        RawClient client = client();
        String id = client.accepted(slowPicture(), "a.png", "scale", "4");

        HttpResponse<String> answer = client.get("/download/" + id);
        client.cancel(id);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").textValue()).isEqualTo("job not completed");
        assertThat(json(answer).path("status").textValue()).isIn("queued", "processing");
    }

    @Test
    void aJobCanBeCancelledMoreThanOnce() throws Exception {
        RawClient client = client();
        String id = client.accepted(slowPicture(), "a.png", "scale", "4");

        HttpResponse<String> first = client.cancel(id);
        JsonNode status = client.ended("cancelled", id);
        HttpResponse<String> second = client.cancel(id);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(json(first).path("success").booleanValue()).isTrue();
        assertThat(json(first).path("message").textValue()).isEqualTo("job cancelled");
        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(status.has("download_url")).isFalse();
    }

    @Test
    void aFinishedJobCannotBeCancelled() throws Exception {
        RawClient client = client();
        String id = client.ended("completed", PICTURE, "a.png", "scale", "2")
                .path("job_id")
                .textValue();

        HttpResponse<String> answer = client.cancel(id);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertIsRefusal(answer);
        assertThat(json(answer).path("error").textValue()).isEqualTo("job already finished");
    }

    @Test
    void anUnknownJobIsNotFound() throws Exception {
        for (String path : new String[] {"/status/1000000000000000001", "/download/1000000000000000001"}) {
            HttpResponse<String> answer = client().get(path);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(json(answer).path("error").textValue()).isEqualTo("job not found");
        }
        HttpResponse<String> cancel = client().cancel("1000000000000000001");
        assertThat(cancel.statusCode()).isEqualTo(unknownCancelStatus());
        assertIsRefusal(cancel);
    }

    @Test
    void aDownloadThatBrokeOffIsGoneOrGoesOn() throws Exception {
        RawClient client = client();
        JsonNode status = client.ended("completed", Sources.noise(300, 300), "a.png", "scale", "2");
        String path = "/download/" + status.path("job_id").textValue();

        client.abortedDownload(status.path("job_id").textValue(), 1000);

        if (offersRanges()) {
            HttpResponse<byte[]> rest = client.bytes(path, "Range", "bytes=1000-");
            assertThat(rest.statusCode()).isEqualTo(206);
            assertThat(rest.headers().firstValue("content-range").orElse(""))
                    .startsWith("bytes 1000-")
                    .endsWith("/" + status.path("file_size_bytes").asText());
            assertThat(rest.body()).hasSize(status.path("file_size_bytes").intValue() - 1000);
        } else {
            await().atMost(DELETED_WITHIN).until(() -> client.get(path).statusCode() == 404);
        }
    }

    @Test
    void modelsTellTheirNamesAndScales() throws Exception {
        JsonNode all = json(client().get("/models"));
        JsonNode filtered = json(client().get("/models?scale=2"));
        JsonNode ignored = json(client().get("/models?scale=large"));

        assertThat(all.path("version").textValue()).isNotBlank();
        assertThat(all.path("models")).isNotEmpty();
        for (JsonNode model : all.path("models")) {
            assertThat(model.path("name").textValue()).isNotBlank();
            assertThat(model.path("description").isTextual()).isTrue();
            assertThat(model.path("supported_scales")).isNotEmpty();
        }
        assertThat(filtered.path("models")).isNotEmpty();
        for (JsonNode model : filtered.path("models")) {
            assertThat(model.path("supported_scales"))
                    .extracting(JsonNode::intValue)
                    .contains(2);
        }
        assertThat(ignored.path("models")).hasSameSizeAs(all.path("models"));
    }

    @Test
    void healthIsTold() throws Exception {
        HttpResponse<String> answer = client().get("/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("status").textValue()).isEqualTo("ok");
        assertThat(json(answer).path("version").textValue()).isNotBlank();
        assertThat(json(answer).path("time").isIntegralNumber()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/models", "/status/1", "/download/1"})
    void aGuardedServiceSaysNothingToStrangers(String path) throws Exception {
        for (Map<String, String> headers : List.of(
                Map.<String, String>of(),
                Map.of("Authorization", "Bearer wrong"),
                Map.of("X-Auth-Token", "wrong"),
                Map.of("Authorization", TOKEN))) {
            HttpResponse<String> answer = new RawClient(guardedApiUrl(), headers).get(path);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(json(answer).path("error").textValue()).isEqualTo("unauthorized");
        }
    }

    @Test
    void eitherHeaderOpensAGuardedService() throws Exception {
        for (Map<String, String> headers :
                List.of(Map.of("Authorization", "Bearer " + TOKEN), Map.of("X-Auth-Token", TOKEN))) {
            RawClient client = new RawClient(guardedApiUrl(), headers);

            assertThat(client.get("/health").statusCode()).isEqualTo(200);
            assertThat(client.get("/models").statusCode()).isEqualTo(200);
            client.ended("completed", PICTURE, "a.png", "scale", "2");
        }
        assertThat(new RawClient(guardedApiUrl()).submit(PICTURE, "a.png").statusCode())
                .isEqualTo(401);
        assertThat(new RawClient(guardedApiUrl()).cancel("1").statusCode()).isEqualTo(401);
    }

    private ImageInfo info(byte[] picture) throws Exception {
        return ImageInfo.read(Files.write(folder.resolve("result"), picture));
    }

    /** What a submit and a cancel say no with. */
    private static void assertIsRefusal(HttpResponse<String> answer) throws Exception {
        assertThat(json(answer).path("success").isBoolean()).isTrue();
        assertThat(json(answer).path("success").booleanValue()).isFalse();
        assertThat(json(answer).path("error").textValue()).isNotBlank();
    }
}
