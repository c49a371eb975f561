package io.camelupscale.test.topaz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.ImageIO;

/** A plain client of both APIs. It retries nothing. */
final class TopazClient {

    private static final String BOUNDARY = "boundary-of-a-test";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TopazSimulator simulator;

    TopazClient(TopazSimulator simulator) {
        this.simulator = simulator;
    }

    static byte[] picture(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, Color.RED.getRGB());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    /** A form with a picture. */
    HttpResponse<String> submit(String path, byte[] picture, Map<String, String> fields)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = form(fields);
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(picture);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return sendForm("/image/v1" + path, body);
    }

    /** A form without one. */
    HttpResponse<String> form(String path, Map<String, String> fields) throws IOException, InterruptedException {
        return sendForm("/image/v1" + path, form(fields));
    }

    /** Submits a small PNG and expects to be accepted. */
    String accepted(Map<String, String> fields) throws IOException, InterruptedException {
        HttpResponse<String> answer = submit("/enhance/async", picture("png", 4, 3), fields);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + answer.body());
        }
        return json(answer).get("process_id").asText();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody());
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    HttpResponse<String> send(String method, String path, String json) throws IOException, InterruptedException {
        return http.send(
                request(method, path, BodyPublishers.ofString(json))
                        .header("Content-Type", "application/json")
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        return http.send(request(method, path, body).build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> storage(String method, String link, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(link)).method(method, BodyPublishers.ofByteArray(body));
        return http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofByteArray());
    }

    JsonNode status(String id) throws IOException, InterruptedException {
        return json(get("/image/v1/status/" + id));
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpRequest.Builder request(String method, String path, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .header("X-API-Key", simulator.apiKey())
                .method(method, body);
    }

    private HttpResponse<String> sendForm(String path, ByteArrayOutputStream body)
            throws IOException, InterruptedException {
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return http.send(
                request("POST", path, BodyPublishers.ofByteArray(body.toByteArray()))
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .build(),
                BodyHandlers.ofString());
    }

    private static ByteArrayOutputStream form(Map<String, String> fields) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        return body;
    }
}
