package io.camelupscale.test.upscayl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A plain client of either contract. It retries nothing. */
final class UpscaylClient {

    static final Map<String, String> WISH =
            Map.of("model", "upscayl-standard-4x", "scale", "4", "saveImageAs", "png", "enhanceFace", "false");

    private static final String BOUNDARY = "boundary-of-a-test";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final UpscaylSimulator simulator;
    private final boolean wraps;

    UpscaylClient(UpscaylSimulator simulator, boolean wraps) {
        this.simulator = simulator;
        this.wraps = wraps;
    }

    static byte[] picture(String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }

    /** The usual wish, with one field changed. */
    static Map<String, String> wish(String name, String value) {
        Map<String, String> wish = new LinkedHashMap<>(WISH);
        wish.put(name, value);
        return wish;
    }

    HttpResponse<String> start(Map<String, String> fields, byte @Nullable [] picture, String name)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((field, value) -> body.writeBytes(("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value + "\r\n")
                .getBytes(StandardCharsets.UTF_8)));
        if (picture != null) {
            body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                            + "\"\r\nContent-Type: image/png\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(picture);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = request("/start-task")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** Starts a task and expects it to be accepted. */
    String accepted() throws IOException, InterruptedException {
        return json(start(WISH, picture("png"), "a.png")).at("/data/taskId").asText();
    }

    JsonNode status(String id) throws IOException, InterruptedException {
        return json(post("/get-task-status", "{\"taskId\":\"" + id + "\"}")).path("data");
    }

    /** @param data what both contracts have, wrapped in one of them */
    HttpResponse<String> post(String path, String data) throws IOException, InterruptedException {
        return raw(path, wraps ? "{\"data\":" + data + "}" : data);
    }

    HttpResponse<String> raw(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> put(String url, byte[] body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .PUT(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path)).header("X-API-Key", simulator.apiKey());
    }
}
