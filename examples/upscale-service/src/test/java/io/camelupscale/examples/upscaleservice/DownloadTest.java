package io.camelupscale.examples.upscaleservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.test.localservice.contract.RawClient;
import io.camelupscale.test.localservice.contract.Sources;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results can be fetched in parts, looked at, and checked; one that was fetched as a whole is deleted. */
class DownloadTest {

    @RegisterExtension
    static final ServiceExtension SERVICE = new ServiceExtension();

    private static String kept;
    private static byte[] bytes;

    private final RawClient client = new RawClient(SERVICE.apiUrl());

    @BeforeAll
    static void aResult() throws Exception {
        kept = job();
        bytes = new RawClient(SERVICE.apiUrl())
                .bytes("/jobs/" + kept + "/result")
                .body();
    }

    @Test
    void itsHeadersTellItsTypeItsLengthAndItsChecksum() throws Exception {
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);

        HttpResponse<byte[]> head = head(kept);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("content-length")).hasValue(bytes.length);
        assertThat(head.headers().firstValue("content-type")).contains("image/png");
        assertThat(head.headers().firstValue("accept-ranges")).contains("bytes");
        assertThat(head.headers().firstValue("etag"))
                .contains("\"" + HexFormat.of().formatHex(sha256) + "\"");
        assertThat(head.headers().firstValue("repr-digest"))
                .contains("sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":");
    }

    @ParameterizedTest
    @CsvSource({
        "0-0, 0, 1",
        "1-9, 1, 10",
        "5-, 5, -0",
        "-3, -3, -0",
        "0-99999999, 0, -0",
        "-99999999, 0, -0",
        "0-, 0, -0"
    })
    void aPartIsExactlyWhatWasAskedFor(String range, String from, String to) throws Exception {
        int first = index(from);
        int end = index(to);

        HttpResponse<byte[]> answer = client.bytes("/download/" + kept, "Range", "bytes=" + range);

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, first, end));
        assertThat(answer.headers().firstValue("content-range"))
                .contains("bytes " + first + "-" + (end - 1) + "/" + bytes.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=1-2,4-5",
                "bytes=9-1",
                "bytes=-",
                "bytes=x",
                "lines=1-2",
                "bytes=1-99999999999999999999",
                ""
            })
    void whatIsNoRangeIsTheWhole(String range) throws Exception {
        HttpResponse<byte[]> answer = client.bytes("/jobs/" + kept + "/result", "Range", range);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=99999999-", "bytes=-0", "bytes=99999999-99999999"})
    void aRangeBehindTheEndIsRefused(String range) throws Exception {
        HttpResponse<byte[]> answer = client.bytes("/download/" + kept, "Range", range);

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("content-range")).contains("bytes */" + bytes.length);
        assertThat(answer.headers().firstValue("etag")).isEmpty();
    }

    @Test
    void aPartOfAnotherFileIsNotGoneOnWith() throws Exception {
        String etag = head(kept).headers().firstValue("etag").orElseThrow();
        String path = "/jobs/" + kept + "/result";

        assertThat(client.bytes(path, "Range", "bytes=1-2", "If-Range", etag).statusCode())
                .isEqualTo(206);
        assertThat(client.bytes(path, "Range", "bytes=1-2", "If-Range", "\"another\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void itIsDeletedOnlyWhenAllOfItWasTaken() throws Exception {
        String id = job();
        client.abortedDownload(id, 1000);
        head(id);
        client.bytes("/download/" + id, "Range", "bytes=0-");
        client.bytes("/jobs/" + id + "/result");

        await().during(Duration.ofMillis(1500)).until(() -> head(id).statusCode() == 200);

        assertThat(client.bytes("/download/" + id).body()).hasSize(bytes.length);
        await().atMost(Duration.ofSeconds(10)).until(() -> head(id).statusCode() == 404);
        assertThat(client.get("/jobs/" + id + "/source").statusCode()).isEqualTo(404);
    }

    @Test
    void theSourceIsThereAsItWasSent() throws Exception {
        HttpResponse<byte[]> source = client.bytes("/jobs/" + kept + "/source");

        assertThat(source.body()).isEqualTo(Sources.noise(300, 300));
        assertThat(source.headers().firstValue("content-type")).contains("image/png");
        assertThat(source.headers().firstValue("content-disposition")).isEmpty();
        assertThat(source.headers().firstValue("x-content-type-options")).contains("nosniff");
    }

    @ParameterizedTest
    @CsvSource({
        "a.tiff,, image/tiff",
        "a.bmp,, image/png",
        "a.xyz,, image/png",
        "a.png, JPG, image/jpeg",
        "a.jpg, tiff, image/tiff"
    })
    void itIsInTheFormatThatWasAskedFor(String fileName, String format, String type) throws Exception {
        String[] fields = format == null ? new String[] {"scale", "2"} : new String[] {"scale", "2", "format", format};
        String id = client.ended("completed", Sources.picture("bmp", 8, 6), fileName, fields)
                .path("job_id")
                .textValue();

        assertThat(head(id).headers().firstValue("content-type")).contains(type);
    }

    private static String job() throws Exception {
        return new RawClient(SERVICE.apiUrl())
                .ended("completed", Sources.noise(300, 300), "a.png", "scale", "2")
                .path("job_id")
                .textValue();
    }

    /** From the end where it is negative. */
    private static int index(String text) {
        return text.startsWith("-") ? bytes.length + Integer.parseInt(text) : Integer.parseInt(text);
    }

    private static HttpResponse<byte[]> head(String id) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(SERVICE.apiUrl() + "/download/" + id))
                .method("HEAD", BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }
}
