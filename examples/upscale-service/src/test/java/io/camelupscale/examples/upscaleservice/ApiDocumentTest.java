package io.camelupscale.examples.upscaleservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.test.contract.ApiDescription;
import io.camelupscale.test.localservice.contract.RawClient;
import io.camelupscale.test.localservice.contract.Sources;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The OpenAPI document tells the truth. */
class ApiDocumentTest {

    /** What takes a full disk, minutes or an endless body; {@code /events} does not end and is looked at elsewhere. */
    private static final Set<String> NOT_TRIED = Set.of("POST /upscale 408", "POST /upscale 500", "GET /events 200");

    private static final byte[] PICTURE = Sources.picture("png", 8, 6);

    @RegisterExtension
    static final ServiceExtension OPEN = new ServiceExtension("maxUploadMegabytes", "1", "maxQueueSize", "2");

    @RegisterExtension
    static final ServiceExtension GUARDED = new ServiceExtension("token", "secret", "prefix", "/up");

    private final ApiDescription document = ApiDescription.load("upscale-service.yaml");
    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> tried = new TreeSet<>();

    @Test
    void everyAnswerIsAsItIsDocumented() throws Exception {
        RawClient client = new RawClient(OPEN.apiUrl());
        String gone = done(client);
        client.bytes("/download/" + gone);
        Awaitility.await().until(() -> client.get("/download/" + gone).statusCode() == 404);
        String id = done(client);
        List<String> jobs = List.of("/status/", "/download/", "/jobs/%s/source", "/jobs/%s/result");
        for (String path : List.of("/models", "/models?scale=2", "/health", "/jobs", "/openapi.yaml")) {
            tell("GET", path);
        }
        for (String known : List.of(id, gone, "17")) {
            for (String path : jobs) {
                String at = path.contains("%s") ? path.formatted(known) : path + known;
                tell("GET", at, "Range", "bytes=1-2");
                tell("GET", at, "Range", "bytes=9999999-");
                tell("GET", at, "Origin", "http://elsewhere");
            }
            tell("POST", "/cancel/" + known);
        }
        for (String path : List.of("/models", "/health", "/jobs", "/cancel/" + id, "/upscale")) {
            tell(path.matches("/(cancel|upscale).*") ? "POST" : "GET", path, "Origin", "http://elsewhere");
        }
        tell("GET", "/jobs/" + id + "/source");
        tell("GET", "/jobs/" + id + "/result");
        tell("GET", "/download/" + id);
        uploads(client);
        strangers();

        assertThat(documented()).isSubsetOf(tried);
    }

    @Test
    void itIsServedWithThePrefixOfTheService() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(GUARDED.apiUrl() + "/openapi.json"))
                .header("X-Auth-Token", "secret")
                .build();

        JsonNode served = new ObjectMapper()
                .readTree(http.send(request, BodyHandlers.ofString()).body());

        assertThat(served.at("/servers/0/url").textValue()).isEqualTo("/up");
        assertThat(served.at("/paths/~1events/servers/0/url").textValue()).isEqualTo("/");
    }

    @Test
    void thePageShowsItAndNeedsNothingOfElsewhere() throws Exception {
        for (String path : List.of("/docs", "/docs/docs.js", "/")) {
            HttpResponse<String> page =
                    http.send(HttpRequest.newBuilder(GUARDED.url(path)).build(), BodyHandlers.ofString());

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).doesNotContain("https://", "//cdn", "{{prefix}}");
            assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                    .startsWith("default-src 'self'");
        }
    }

    @Test
    void theEngineHasEveryModelThatIsListed() throws Exception {
        RawClient client = new RawClient(OPEN.apiUrl());
        for (Models.Model model : Models.list(null)) {
            for (int scale : model.supportedScales()) {
                client.ended("completed", PICTURE, "a.png", "model_name", model.name(), "scale", "" + scale);
            }
        }
    }

    private void uploads(RawClient client) throws Exception {
        check("POST", "/upscale", client.submit(PICTURE, "a.png", "scale", "x"));
        check("POST", "/upscale", client.submit(PICTURE, "a.png", "scale", "7"));
        check("POST", "/upscale", client.submit(new byte[2 << 20], "a.png"));
        check("POST", "/upscale", client.post("/upscale", "text/plain", PICTURE));
        String slow = client.accepted(Sources.noise(500, 500), "a.png");
        tell("GET", "/download/" + slow);
        tell("GET", "/jobs/" + slow + "/result");
        client.accepted(Sources.noise(500, 500), "b.png");
        HttpResponse<String> full = client.submit(PICTURE, "c.png");
        check("POST", "/upscale", full);
        assertThat(full.headers().firstValueAsLong("retry-after").orElse(0)).isPositive();
        tell("POST", "/cancel/" + slow);
        check("POST", "/upscale", client.submit(PICTURE, "d.png"));
    }

    private void strangers() throws Exception {
        for (ApiDescription.Operation operation : document.operations()) {
            boolean root = operation.template().equals("/events");
            URI url = URI.create((root ? GUARDED.url("") : GUARDED.apiUrl())
                    + operation.template().replaceAll("\\{.*}", "1"));
            for (Map.Entry<String, String> header : Map.of("X-Auth-Token", "wrong", "Origin", "http://elsewhere")
                    .entrySet()) {
                HttpRequest request = HttpRequest.newBuilder(url)
                        .method(operation.method(), BodyPublishers.noBody())
                        .header(header.getKey(), header.getValue())
                        .build();
                check(operation.method(), operation.template(), http.send(request, BodyHandlers.ofString()));
            }
        }
    }

    private static String done(RawClient client) throws Exception {
        return client.ended("completed", PICTURE, "a.png", "scale", "2")
                .path("job_id")
                .textValue();
    }

    /** Asks, and holds the answer against the document. */
    private void tell(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(OPEN.apiUrl() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        check(method, path.replaceAll("\\?.*", ""), http.send(request.build(), BodyHandlers.ofString()));
    }

    private void check(String method, String path, HttpResponse<String> answer) {
        ApiDescription.Operation operation = document.find(method, path).orElseThrow();
        String what = method + " " + operation.template() + " " + answer.statusCode();
        String response = document.resolved(operation.pointer() + "/responses/" + answer.statusCode());
        String type = answer.headers().firstValue("content-type").orElse("").replaceAll(";.*", "");
        String content = response + "/content/" + ApiDescription.escaped(type);
        assertThat(document.at(response).isMissingNode())
                .as("%s is undocumented", what)
                .isFalse();
        assertThat(document.at(content).isMissingNode())
                .as("%s as %s is undocumented", what, type)
                .isFalse();
        if (type.equals("application/json")) {
            assertThat(document.check(document.resolved(content + "/schema"), answer.body()))
                    .as("%s: %s", what, answer.body())
                    .isEmpty();
        }
        tried.add(what);
    }

    private Set<String> documented() {
        Set<String> all = new TreeSet<>();
        for (ApiDescription.Operation operation : document.operations()) {
            document.at(operation.pointer() + "/responses")
                    .fieldNames()
                    .forEachRemaining(
                            status -> all.add(operation.method() + " " + operation.template() + " " + status));
        }
        all.removeAll(NOT_TRIED);
        return all;
    }
}
