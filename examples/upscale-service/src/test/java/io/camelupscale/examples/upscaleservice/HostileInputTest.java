package io.camelupscale.examples.upscaleservice;

import static io.camelupscale.examples.upscaleservice.RawConnection.BOUNDARY;
import static io.camelupscale.examples.upscaleservice.RawConnection.IMAGE;
import static io.camelupscale.examples.upscaleservice.RawConnection.end;
import static io.camelupscale.examples.upscaleservice.RawConnection.part;
import static io.camelupscale.test.localservice.contract.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.test.localservice.contract.RawClient;
import io.camelupscale.test.localservice.contract.Sources;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, it is answered with the right status, nothing is left behind, and the next one is served. */
class HostileInputTest {

    private static final byte[] PICTURE = Sources.picture("png", 8, 6);

    @RegisterExtension
    static final ServiceExtension SERVICE = new ServiceExtension("maxUploadMegabytes", "1");

    private final RawClient client = new RawClient(SERVICE.apiUrl());

    @AfterEach
    void theServiceIsAlive() throws Exception {
        assertThat(client.get("/health").statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void itWorksAndHasClearedAway() throws Exception {
        new RawClient(SERVICE.apiUrl()).ended("completed", PICTURE, "a.png", "scale", "2");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(SERVICE.uploads()).isEmpty());
    }

    @Test
    void aFormOfThousandsOfFieldsIsRefused() throws Exception {
        assertThat(uploaded(part("name=\"f\"", "v").repeat(5000) + end())).isEqualTo(400);
    }

    @Test
    void aFormOfThousandsOfFilesIsRefused() throws Exception {
        assertThat(uploaded(part("name=\"f\"; filename=\"x\"", "v").repeat(5000) + end()))
                .isEqualTo(400);
    }

    /** That nothing of them is left is seen in the end. */
    @Test
    void formsOfFilesThatBreakOffAreForgotten() throws Exception {
        byte[] form = part("name=\"image\"; filename=\"x\"", "v").repeat(20).getBytes(StandardCharsets.UTF_8);
        for (int length = 50; length < form.length; length += 10) {
            try (RawConnection connection = new RawConnection(SERVICE.port())) {
                connection.upload("Content-Length: " + 2 * form.length).send(Arrays.copyOf(form, length));
            }
        }
    }

    @Test
    void aFormWithoutABodyIsRefused() throws Exception {
        try (RawConnection connection = new RawConnection(SERVICE.port())) {
            connection.upload();

            assertThat(connection.status()).isEqualTo(400);
        }
    }

    @Test
    void partHeadersWithoutAnEndAreRefused() throws Exception {
        assertThat(uploaded("--" + BOUNDARY + "\r\nX-Endless: " + "x".repeat(200_000)))
                .isEqualTo(400);
    }

    @Test
    void thousandsOfPartHeadersAreRefused() throws Exception {
        assertThat(uploaded("--" + BOUNDARY + "\r\n" + "X-Many: x\r\n".repeat(20_000)))
                .isEqualTo(400);
    }

    @Test
    void aFieldOfHugeLengthIsRefused() throws Exception {
        assertThat(uploaded(part("name=\"scale\"", "2".repeat(500_000)) + end()))
                .isEqualTo(400);
    }

    @Test
    void aFormInAFormHoldsNoImage() throws Exception {
        String nested = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"image\"\r\n"
                + "Content-Type: multipart/mixed; boundary=inner\r\n\r\n"
                + "--inner\r\nContent-Disposition: file; filename=\"a.png\"\r\n\r\nx\r\n--inner--\r\n" + end();

        assertThat(uploaded(nested)).isIn(400, 422);
    }

    @Test
    void aFormWithAnotherBoundaryIsRefused() throws Exception {
        assertThat(uploaded(part(IMAGE, "xyz").replace(BOUNDARY, "another") + end()))
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\""})
    void aFormWithoutABoundaryIsRefused(String type) throws Exception {
        try (RawConnection connection = new RawConnection(SERVICE.port())) {
            connection
                    .request("POST /api/v1/upscale", "Content-Type: " + type, "Content-Length: 3")
                    .send("abc");

            assertThat(connection.status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "application/x-www-form-urlencoded", "image/png", "x"})
    void whatIsNoFormIsRefused(String type) throws Exception {
        assertThat(client.post("/upscale", type, PICTURE).statusCode()).isEqualTo(415);
    }

    static List<String> fileNames() {
        return List.of(
                "../../etc/passwd.png",
                "C:\\windows\\x.png",
                "/etc/passwd",
                "..",
                ".png",
                "a\u0000b.png",
                "x".repeat(2000) + ".png",
                "\u7530\u4e2d \ud83d\udc2b.png",
                "<img src=x onerror=alert(1)>.png",
                "a;b=c.png",
                "%2e%2e%2fa.png",
                "${header.x}.png",
                "CON.png",
                "a\tb.png");
    }

    @ParameterizedTest
    @MethodSource("fileNames")
    void namesOfFilesNameNothingOnTheDisk(String name) throws Exception {
        String id = client.accepted(PICTURE, name, "scale", "2");

        client.ended("completed", id);

        HttpResponse<String> jobs = client.get("/jobs");
        assertThat(json(jobs).at("/0/job_id").textValue()).isEqualTo(id);
        assertThat(json(jobs).at("/0/file_name").textValue())
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(120)
                .doesNotContain("/", "\\", "\u0000", "\t");
        assertThat(client.bytes("/download/" + id).headers().firstValue("content-disposition"))
                .contains("attachment; filename=" + id + "_upscaled.png");
    }

    @Test
    void aNameOfTenKilobytesIsRefused() throws Exception {
        assertThat(client.submit(PICTURE, "x".repeat(10_000) + ".png").statusCode())
                .isEqualTo(400);
    }

    @Test
    void anEmptyPartIsABadRequest() throws Exception {
        HttpResponse<String> answer = client.submit(new byte[0], "a.png");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").textValue()).isEqualTo("image is empty");
    }

    @Test
    void anImageThatIsNoFileIsABadRequest() throws Exception {
        HttpResponse<String> answer = client.submit(null, "", "image", "text");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").textValue()).isEqualTo("no image provided");
    }

    @Test
    void twoImagesAreABadRequest() throws Exception {
        assertThat(uploaded(part(IMAGE, "x") + part(IMAGE, "y") + end())).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"30000, 30000", "2147483647, 2147483647", "100000000, 1", "65535, 65535"})
    void aPictureThatIsTooLargeIsRefusedByItsHeader(int width, int height) throws Exception {
        HttpResponse<String> answer = client.submit(Pngs.claiming(width, height), "a.jpg", "scale", "2");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"0, 6", "8, 0", "-1, -1"})
    void aPictureOfNoSizeIsRefused(int width, int height) throws Exception {
        assertThat(client.submit(Pngs.claiming(width, height), "a.png").statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "scale, 5, 422",
        "scale, 1, 422",
        "scale, 2147483648, 400",
        "scale, 2.5, 400",
        "tile_size, 5, 422",
        "tile_size, 100000, 422",
        "tile_size, 0x40, 400",
        "format, gif, 422",
        "format, ../x, 422",
        "model_name, file:/etc/passwd, 422",
        "model_name, ${header.x}, 422"
    })
    void optionsThatThereAreNotAreRefused(String name, String value, int status) throws Exception {
        assertThat(client.submit(PICTURE, "a.png", name, value).statusCode()).isEqualTo(status);
    }

    @Test
    void fieldsAreNoHeadersOfCamel() throws Exception {
        client.ended(
                "completed",
                PICTURE,
                "a.png",
                "scale",
                "2",
                "CamelUpscaleOperation",
                "BALANCE",
                "engine",
                "file:/tmp",
                "job",
                "1");
    }

    @Test
    void aBodyThatClaimsTooMuchIsRefusedBeforeItIsSent() throws Exception {
        try (RawConnection connection = new RawConnection(SERVICE.port())) {
            connection.upload("Content-Length: 99999999999");

            assertThat(connection.status()).isEqualTo(413);
            assertThat(connection.rest()).contains("too large");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aBodyInChunksIsRefusedAsSoonAsItIsTooLong() throws Exception {
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (RawConnection connection = new RawConnection(SERVICE.port())) {
            byte[] begin = ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + IMAGE + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            connection.upload("Transfer-Encoding: chunked").chunk(begin).sendOften(chunk, 10_000);

            assertThat(connection.status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "99999999999999999999999", "abc", "5, 7"})
    void aLengthThatIsNoneIsRefused(String length) throws Exception {
        try (RawConnection connection = new RawConnection(SERVICE.port())) {
            connection.upload("Content-Length: " + length).send("xxxxxxxx");

            assertThat(connection.status()).isIn(400, 413);
        }
    }

    @Test
    void aBadChunkIsRefused() throws Exception {
        try (RawConnection connection = new RawConnection(SERVICE.port())) {
            connection.upload("Transfer-Encoding: chunked").send("zzz\r\nnot a chunk\r\n");

            assertThat(connection.status()).isIn(400, 0);
        }
    }

    @Test
    void twoLengthsOfOneBodyAreRefused() throws Exception {
        try (RawConnection connection = new RawConnection(SERVICE.port())) {
            connection
                    .upload("Transfer-Encoding: chunked", "Content-Length: 5")
                    .send("0\r\n\r\nGET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

            assertThat(connection.status()).isEqualTo(400);
        }
    }

    @Test
    void headersOfHugeLengthAreRefused() throws Exception {
        try (RawConnection connection = new RawConnection(SERVICE.port())) {
            connection.request("GET /api/v1/health", "X-Long: " + "x".repeat(100_000));

            assertThat(connection.status()).isIn(431, 400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/../application.properties",
                "/page/..%2fapplication.properties",
                "/page/%2e%2e%2fopenapi%2fupscale-service.yaml",
                "/docs/..%5capplication.properties",
                "/page/index.html%00.js",
                "/application.properties",
                "/api/v1/download/..%2f..%2fetc%2fpasswd",
                "/api/v1/jobs/..%2f..%2f/source",
                "/api/v1/status/%00"
            })
    void pathsLeadNowhere(String path) throws Exception {
        try (RawConnection connection = new RawConnection(SERVICE.port())) {
            connection.request("GET " + path, "Accept: */*");

            assertThat(connection.status()).isIn(400, 404);
        }
    }

    private static int uploaded(String body) throws Exception {
        try (RawConnection connection = new RawConnection(SERVICE.port())) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(body.getBytes(StandardCharsets.UTF_8));
            connection.upload("Content-Length: " + bytes.size()).sendOften(bytes.toByteArray(), 1);
            return connection.status();
        }
    }
}
