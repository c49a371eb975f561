package io.camelupscale.test.localservice.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Speaks to a service without knowing anything. It retries nothing. */
public final class RawClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "boundary-of-a-test";
    private static final Duration LONGEST_JOB = Duration.ofSeconds(60);
    private static final Set<String> UNDER_WAY = Set.of("queued", "processing");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI api;
    private final Map<String, String> headers;

    /**
     * A client.
     *
     * @param api     with the prefix, without a slash at the end
     * @param headers sent with every request
     */
    public RawClient(URI api, Map<String, String> headers) {
        this.api = api;
        this.headers = headers;
    }

    public RawClient(URI api) {
        this(api, Map.of());
    }

    /** Sends a form with a file, and whatever else is given as names and values in turn. */
    public HttpResponse<String> submit(byte @Nullable [] image, String fileName, String... fields)
            throws IOException, InterruptedException {
        return post("/upscale", "multipart/form-data; boundary=" + BOUNDARY, form(image, fileName, fields));
    }

    /** Submits and expects that the job is accepted; its id. */
    public String accepted(byte[] image, String fileName, String... fields) throws IOException, InterruptedException {
        HttpResponse<String> answer = submit(image, fileName, fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).path("job_id").textValue();
    }

    /** Submits and waits until the job has ended in this state. */
    public JsonNode ended(String word, byte[] image, String fileName, String... fields)
            throws IOException, InterruptedException {
        return ended(word, accepted(image, fileName, fields));
    }

    /** Waits until a job has ended in this state. */
    public JsonNode ended(String word, String id) {
        AtomicReference<JsonNode> last = new AtomicReference<>();
        await().atMost(LONGEST_JOB).pollInterval(Duration.ofMillis(20)).until(() -> {
            HttpResponse<String> answer = get("/status/" + id);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            last.set(json(answer));
            return !UNDER_WAY.contains(last.get().path("status").asText());
        });
        assertThat(last.get().path("status").asText()).as("%s", last.get()).isEqualTo(word);
        return last.get();
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    public HttpResponse<byte[]> bytes(String path, String... more) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).GET();
        for (int i = 0; i < more.length; i += 2) {
            request.header(more[i], more[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Begins a download, reads some bytes of it, and goes away. */
    public void abortedDownload(String id, int bytes) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                http.send(request("/download/" + id).GET().build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        try (InputStream body = answer.body()) {
            assertThat(body.readNBytes(bytes)).hasSize(bytes);
        }
    }

    public HttpResponse<String> cancel(String id) throws IOException, InterruptedException {
        return http.send(request("/cancel/" + id).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path, String contentType, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    public static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    private static byte[] form(byte @Nullable [] image, String fileName, String... fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            texts.put(fields[i], fields[i + 1]);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        texts.forEach((name, value) -> body.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        if (image != null) {
            body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\""
                            + fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(image);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + path));
        headers.forEach(request::header);
        return request.timeout(Duration.ofSeconds(60));
    }
}
