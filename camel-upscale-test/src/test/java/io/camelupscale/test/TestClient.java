package io.camelupscale.test;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** A plain client of the neutral API. It retries nothing. */
final class TestClient {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final UpscaleSimulator simulator;

    TestClient(UpscaleSimulator simulator) {
        this.simulator = simulator;
    }

    /** A PNG of two colours. */
    static byte[] picture(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, Color.RED.getRGB());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    HttpRequest.Builder api(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path)).header("X-API-Key", simulator.apiKey());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(api(path).build());
    }

    HttpResponse<String> post(String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = api(path).POST(body);
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    HttpResponse<String> submit(String query, String... headers) throws IOException, InterruptedException {
        return post("/jobs?" + query, BodyPublishers.ofByteArray(picture(4, 3)), headers);
    }

    /** Submits and expects to be accepted. */
    String accepted(String query, String... headers) throws IOException, InterruptedException {
        HttpResponse<String> answer = submit(query, headers);
        if (answer.statusCode() != 202) {
            throw new IllegalStateException(answer.statusCode() + answer.body());
        }
        return json(answer).getString("id");
    }

    JsonObject check(String id) throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/jobs/" + id);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + answer.body());
        }
        return json(answer);
    }

    CompletableFuture<HttpResponse<String>> checkLater(String id) {
        return http.sendAsync(api("/jobs/" + id).build(), BodyHandlers.ofString());
    }

    /** The link to the result of a job that is done. */
    URI link(String id) throws IOException, InterruptedException {
        return URI.create(
                check(id).<Map<String, Object>>getMap("result").get("url").toString());
    }

    HttpResponse<String> cancel(String id) throws IOException, InterruptedException {
        return send(api("/jobs/" + id).DELETE().build());
    }

    HttpResponse<byte[]> download(URI link, String... headers) throws IOException, InterruptedException {
        return http.send(storage(link, headers), BodyHandlers.ofByteArray());
    }

    <T> CompletableFuture<HttpResponse<T>> downloadLater(URI link, HttpResponse.BodyHandler<T> into) {
        return http.sendAsync(storage(link), into);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    static JsonObject json(HttpResponse<String> answer) {
        try {
            return (JsonObject) Jsoner.deserialize(answer.body());
        } catch (DeserializationException e) {
            throw new IllegalArgumentException("no JSON: " + answer.body(), e);
        }
    }

    private static HttpRequest storage(URI link, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(link);
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }
}
