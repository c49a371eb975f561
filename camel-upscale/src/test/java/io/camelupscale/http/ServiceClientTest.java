package io.camelupscale.http;

import static io.camelupscale.http.Service.failureOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelupscale.spi.Deadline;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceClientTest {

    @TempDir
    Path folder;

    private Service service;

    @BeforeEach
    void start() throws IOException {
        service = new Service();
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    @Test
    void aCallIsAnsweredWithStatusHeadersAndJson() {
        service.answer("/api/jobs", 202, "{\"id\":\"j1\",\"progress\":\"85\",\"new\":{}}", "X-ETA", "12");
        ServiceClient client = client("/api/");

        Answer answer = client.call(Call.post("/jobs", Map.of("scale", 4)).query("a b", "ü&="));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("x-eta")).contains("12");
        assertThat(answer.body().path("id").asText()).isEqualTo("j1");
        assertThat(answer.body().path("progress").asInt()).isEqualTo(85);
        Service.Seen seen = service.seen.get(0);
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.text()).isEqualTo("{\"scale\":4}");
        assertThat(seen.uri().getRawQuery()).isEqualTo("a%20b=%C3%BC%26%3D");
        assertThat(seen.headers().getFirst("X-API-Key")).isEqualTo("top-secret-key");
        assertThat(seen.headers().getFirst("Content-Type")).isEqualTo("application/json; charset=UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"GET", "PUT", "PATCH", "DELETE"})
    void everyMethodIsSentAndNoBodyIsAMissingNode(String method) {
        service.answer("/x", 204, "");

        Answer answer = service.client().call(new Call(method, "/x", Map.of(), null, Effect.REPEATABLE));

        assertThat(answer.body()).isInstanceOf(MissingNode.class);
        assertThat(service.seen.get(0).method()).isEqualTo(method);
    }

    /** It is never silent, so that the client's timeouts do not help. */
    @ParameterizedTest
    @CsvSource({"REPEATABLE, UNAVAILABLE", "SUBMIT, OUTCOME_UNKNOWN"})
    void anAnswerThatDripsIsWaitedForUntilTheDeadline(Effect effect, Kind kind) throws IOException {
        Call call = new Call("POST", "/x", Map.of(), null, effect);
        try (RawService raw = new RawService(connection -> connection
                .say("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
                .drip())) {
            ServiceClient client = service.client(raw.url(), StatusRules.DEFAULT, SystemDefaultDnsResolver.INSTANCE);

            ProviderException failure =
                    failureOf(() -> Deadline.within(Duration.ofMillis(300), () -> client.call(call)));

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure).hasMessageContaining("the answer was lost: it was not through in time");
        }
    }

    @Test
    void nothingIsSentWhenTheDeadlineIsOver() {
        service.answer("/x", 200, "{}");

        ProviderException failure = failureOf(
                () -> Deadline.within(Duration.ZERO, () -> service.client().call(Call.post("/x", null))));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("no connection: it was not through in time");
        assertThat(service.seen).isEmpty();
    }

    @Test
    void aForeignIdCannotLeaveItsPlaceInThePath() {
        service.answer("/jobs/", 200, "{}");

        service.client().call(Call.get("/jobs/" + Call.encode("../admin?x=1#y")));

        assertThat(service.seen.get(0).uri().getRawPath()).isEqualTo("/jobs/..%2Fadmin%3Fx%3D1%23y");
    }

    @ParameterizedTest
    @CsvSource({"SUBMIT, OUTCOME_UNKNOWN", "REPEATABLE, UNAVAILABLE"})
    void anAnswerThatIsTooLongOrNoJsonIsAsGoodAsLost(Effect effect, Kind kind) {
        service.answer("/long", 200, "[" + "1,".repeat(6_000) + "1]");
        service.answer("/html", 200, "<html>?sig=secret</html>");

        ProviderException tooLong =
                failureOf(() -> service.client().call(new Call("POST", "/long", Map.of(), null, effect)));
        ProviderException html =
                failureOf(() -> service.client().call(new Call("POST", "/html", Map.of(), null, effect)));

        assertThat(tooLong)
                .hasMessageContaining("more than 10000 bytes")
                .extracting(ProviderException::kind)
                .isEqualTo(kind);
        assertThat(html)
                .hasMessageContaining("no JSON")
                .extracting(ProviderException::kind)
                .isEqualTo(kind);
        assertThat(html.getMessage()).doesNotContain("secret");
    }

    @Test
    void textOfTheServiceIsShownWithoutSecrets() {
        String record =
                "{\"url\":\"//cdn.example/a?sig=hush\",\"by\":\"top-secret-key\",\"to\":\"https://u:hush@h/b?c#d\"}";

        assertThat(service.client().show(record))
                .isEqualTo("{\"url\":\"//cdn.example/a\",\"by\":\"***\",\"to\":\"https://h/b\"}");
        assertThat(service.client().show("x".repeat(600))).hasSize(501);
    }

    @Test
    void anAnswerWithoutEndIsCutOff() throws IOException {
        try (RawService endless = new RawService(connection -> {
            connection.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "1000\r\n" + " ".repeat(4096) + "\r\n";
            for (int i = 0; i < 1_000_000; i++) {
                connection.say(chunk);
            }
        })) {
            assertThat(failureOf(() -> clientOf(endless).call(Call.get("/"))))
                    .hasMessageContaining("more than 10000 bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, SUBMIT, REJECTED",
        "401, SUBMIT, UNAUTHORIZED",
        "403, REPEATABLE, UNAUTHORIZED",
        "402, SUBMIT, OUT_OF_CREDITS",
        "404, REPEATABLE, NOT_FOUND",
        "410, REPEATABLE, NOT_FOUND",
        "408, SUBMIT, UNAVAILABLE",
        "409, SUBMIT, REJECTED",
        "413, SUBMIT, REJECTED",
        "425, SUBMIT, UNAVAILABLE",
        "429, SUBMIT, RATE_LIMITED",
        "500, SUBMIT, OUTCOME_UNKNOWN",
        "500, REPEATABLE, UNAVAILABLE",
        "502, SUBMIT, OUTCOME_UNKNOWN",
        "503, SUBMIT, OUTCOME_UNKNOWN",
        "503, REPEATABLE, UNAVAILABLE",
        "504, SUBMIT, OUTCOME_UNKNOWN"
    })
    void aStatusTellsTheKindOfFailure(int status, Effect effect, Kind kind) {
        service.answer("/jobs", status, "{\"error\":\"no luck\"}");

        ProviderException failure =
                failureOf(() -> service.client().call(new Call("POST", "/jobs", Map.of(), Map.of(), effect)));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessage("POST " + service.url("/jobs") + ": status " + status + ": no luck");
        assertThat(service.seen).hasSize(1);
    }

    @Test
    void aProviderCanSayWhatAStatusMeans() {
        service.answer("/jobs", 500, "{\"error\":\"file too large: 120 MB\"}");
        StatusRules rules = refusal -> refusal.text().startsWith("file too large") ? Kind.REJECTED : null;

        assertThat(failureOf(() -> service.client(rules).call(Call.post("/jobs", Map.of())))
                        .kind())
                .isEqualTo(Kind.REJECTED);
    }

    @ParameterizedTest
    @CsvSource({"429, RATE_LIMITED", "503, UNAVAILABLE"})
    void retryAfterIsReadAsSecondsAndAsADate(int status, Kind kind) {
        service.answer("/seconds", status, "", "Retry-After", "17");
        service.answer("/ages", status, "", "Retry-After", "99999999999");
        service.on(
                "/date",
                exchange -> Service.send(
                        exchange,
                        status,
                        new byte[0],
                        "Retry-After",
                        org.apache.hc.client5.http.utils.DateUtils.formatStandardDate(
                                InstantSource.system().instant().plusSeconds(90))));

        assertThat(retryAfter("/seconds", kind)).isEqualTo(Duration.ofSeconds(17));
        assertThat(retryAfter("/ages", kind)).isEqualTo(Duration.ofHours(1));
        assertThat(retryAfter("/date", kind)).isBetween(Duration.ofSeconds(85), Duration.ofSeconds(95));
    }

    private Duration retryAfter(String path, Kind kind) {
        ProviderException failure = failureOf(() -> service.client().call(Call.post(path, Map.of())));
        assertThat(failure.kind()).isEqualTo(kind);
        return failure.retryAfter();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            {"message":"bad scale","errorCode":"INVALID_INPUT"}         | bad scale
            {"statusCode":400,"body":{"status":"E","message":"no key"}} | no key
            {"status":"x","response":{"error_type":"not_found"}}        | not_found
            {"detail":[{"msg":"field required"}]}                       | field required
            "Bad Request: Missing User ID"                              | Bad Request: Missing User ID
            Insufficient credits                                        | Insufficient credits
            """)
    void theServicesOwnWordsAreFound(String body, String text) {
        service.answer("/jobs", 400, body);

        assertThat(failureOf(() -> service.client().call(Call.get("/jobs"))))
                .hasMessageEndingWith("status 400: " + text);
    }

    @Test
    void messagesHoldNoSecrets() throws IOException {
        service.answer(
                "/jobs",
                400,
                "{\"message\":\"key top-secret-key at https://me:pw@s3.test/x?X-Sig=hush is bad" + "!".repeat(3_000)
                        + "\"}");
        Path file = Files.writeString(folder.resolve("a"), "a");

        ProviderException refused =
                failureOf(() -> service.client().call(Call.get("/jobs").query("token", "hush")));
        ProviderException put =
                failureOf(() -> service.client().upload(Upload.of(service.url("/none?sig=hush"), file)));
        ProviderException get = failureOf(
                () -> service.client().download(Download.of("http://u:hush@10.0.0.1/a?sig=hush", folder.resolve("b"))));
        ProviderException bad =
                failureOf(() -> service.client().download(Download.of("ftp://h/?sig=hush", folder.resolve("c"))));

        for (ProviderException failure : new ProviderException[] {refused, put, get, bad}) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString())
                    .doesNotContain("hush")
                    .doesNotContain("top-secret-key")
                    .doesNotContain("pw@");
            assertThat(failure.getMessage()).hasSizeLessThan(700);
        }
        assertThat(Service.KEY.toString()).doesNotContain("secret");
        assertThat(Download.of("https://a/b?sig=hush", file).toString()).doesNotContain("hush");
    }

    @Test
    void aRefusedConnectionIsUnavailableForEveryCall() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ServiceClient client = clientAt("http://127.0.0.1:" + port);

        assertThat(failureOf(() -> client.call(Call.post("/jobs", Map.of()))).kind())
                .isEqualTo(Kind.UNAVAILABLE);
        assertThat(failureOf(() -> client.call(Call.get("/jobs"))).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void anUnknownHostIsUnavailable() {
        assertThat(failureOf(() -> clientAt("http://nowhere.invalid").call(Call.post("/jobs", Map.of())))
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aFailedOrHangingTlsHandshakeIsUnavailable() throws IOException {
        String https = "https://127.0.0.1:";
        assertThat(failureOf(() -> clientAt(https + service.url().getPort()).call(Call.post("/jobs", Map.of())))
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
        try (RawService mute = new RawService(RawService.Connection::hang)) {
            assertThat(failureOf(() -> clientAt(https + mute.url().getPort()).call(Call.post("/jobs", Map.of())))
                            .kind())
                    .isEqualTo(Kind.UNAVAILABLE);
        }
    }

    @Test
    void anAnswerLostAfterTheServiceTookTheRequestIsAnUnknownOutcome() throws IOException {
        RawService.Script half = connection -> connection.say("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"id\"");
        for (RawService.Script script :
                new RawService.Script[] {RawService.Connection::reset, RawService.Connection::hang, half, c -> {}}) {
            try (RawService raw = new RawService(script)) {
                assertThat(failureOf(() -> clientOf(raw).call(Call.post("/jobs", Map.of())))
                                .kind())
                        .isEqualTo(Kind.OUTCOME_UNKNOWN);
                assertThat(failureOf(() -> clientOf(raw).call(Call.get("/jobs")))
                                .kind())
                        .isEqualTo(Kind.UNAVAILABLE);
                assertThat(raw.heads).hasSize(2);
            }
        }
    }

    @Test
    void aRedirectedCallIsRefusedAndItsTargetNeverSeesTheKey() {
        service.answer("/other", 200, "{}");
        service.answer("/jobs", 301, "", "Location", service.url("/other"));

        assertThat(failureOf(() -> service.client().call(Call.post("/jobs", Map.of())))
                        .kind())
                .isEqualTo(Kind.REJECTED);
        assertThat(service.seen).hasSize(1);
    }

    @Test
    void aFormArrivesWholeWithItsFileNameInUtf8() throws IOException {
        service.answer("/jobs", 200, "{}");
        byte[] picture = new byte[200_000];
        new java.util.Random(7).nextBytes(picture);
        Path file = Files.write(folder.resolve("source"), picture);

        service.client()
                .call(Call.post(
                        "/jobs",
                        Form.empty()
                                .field("model", "Größe V2")
                                .field("scale", 4)
                                .file("image", file, "Zoë \"beach\".png", "image/png")));

        Service.Seen seen = service.seen.get(0);
        assertThat(seen.headers().getFirst("Content-Length")).isEqualTo(String.valueOf(seen.body().length));
        Map<String, MultipartReader.Part> parts =
                MultipartReader.read(seen.headers().getFirst("Content-Type"), seen.body());
        assertThat(new String(parts.get("model").body(), UTF_8)).isEqualTo("Größe V2");
        assertThat(new String(parts.get("scale").body(), UTF_8)).isEqualTo("4");
        assertThat(parts.get("image").body()).isEqualTo(picture);
        assertThat(parts.get("image").head())
                .contains("filename=\"Zoë %22beach%22.png\"")
                .contains("Content-Type: image/png");
    }

    @Test
    void rangesOfAFileArePutWithoutCredentials() throws IOException {
        service.answer("/part", 200, "", "ETag", "\"e1\"");
        Path file = Files.writeString(folder.resolve("video"), "0123456789");
        ServiceClient client = service.client();

        Answer first =
                client.upload(Upload.of(service.url("/part?sig=a%2Bb"), file).range(0, 4));
        client.upload(Upload.of(service.url("/part?sig=2"), file).range(4, -1).contentType("video/mp4"));

        assertThat(first.header("etag")).contains("\"e1\"");
        assertThat(service.seen).extracting(Service.Seen::text).containsExactly("0123", "456789");
        assertThat(service.seen.get(0).uri().getRawQuery()).isEqualTo("sig=a%2Bb");
        assertThat(service.seen.get(0).headers()).doesNotContainKeys("X-api-key", "Content-type");
        assertThat(service.seen.get(1).headers().getFirst("Content-type")).isEqualTo("video/mp4");
    }

    @Test
    void aLinkThatAStorageRefusesIsNotAnUnauthorizedAccount() throws IOException {
        service.answer("/part", 403, "<Error>expired</Error>");
        Path file = Files.writeString(folder.resolve("video"), "0123456789");
        InMemoryDnsResolver names = new InMemoryDnsResolver();
        names.add("storage.test", InetAddress.getLoopbackAddress());

        ServiceClient client = resolving(names);
        String url = "http://storage.test:" + service.url().getPort() + "/part";

        ProviderException failure = failureOf(() -> client.upload(Upload.of(url, file)));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(service.seen.get(0).headers()).doesNotContainKey("X-api-key");
    }

    @Test
    void anotherAddressOfAHostIsTriedWhenOneDoesNotAnswer() throws IOException {
        service.answer("/part", 200, "");
        Path file = Files.writeString(folder.resolve("video"), "0123456789");
        InMemoryDnsResolver names = new InMemoryDnsResolver();
        names.add("storage.test", InetAddress.getByName("127.0.0.9"), InetAddress.getByName("127.0.0.1"));

        resolving(names).upload(Upload.of("http://storage.test:" + service.url().getPort() + "/part", file));

        assertThat(service.seen).hasSize(1);
    }

    private ServiceClient resolving(InMemoryDnsResolver names) throws UnknownHostException {
        names.add("127.0.0.1", InetAddress.getByName("127.0.0.1"));
        return service.client(service.url(), StatusRules.DEFAULT, names);
    }

    private ServiceClient client(String path) {
        return clientAt(service.url(path));
    }

    private ServiceClient clientAt(String base) {
        return service.client(
                new HttpAccount(URI.create(base), Service.KEY, Set.of(), 10_000),
                StatusRules.DEFAULT,
                SystemDefaultDnsResolver.INSTANCE);
    }

    private ServiceClient clientOf(RawService raw) {
        return clientAt(raw.url().toString());
    }
}
