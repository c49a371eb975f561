package io.camelupscale.test;

import static io.camelupscale.test.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.test.service.Durations;
import java.io.ByteArrayInputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeutralApiTest {

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final UpscaleSimulator simulator = UpscaleSimulator.builder()
            .time(time)
            .jobsTake(Duration.ofSeconds(10), Duration.ofSeconds(40))
            .credits(3)
            .maxUpload(10_000)
            .build();

    private final TestClient client = new TestClient(simulator);

    @Test
    void aJobIsQueuedRunsAndIsDoneInVirtualTime() throws Exception {
        String id = client.accepted("scale=3&reference=a");
        JsonObject queued = client.check(id);
        time.advance(Duration.ofSeconds(20));
        JsonObject running = client.check(id);
        time.advance(Duration.ofSeconds(30));
        JsonObject done = client.check(id);

        assertThat(queued).containsEntry("state", "queued").containsEntry("reference", "a");
        assertThat(running).containsEntry("state", "running");
        assertThat(running.getDouble("progress")).isEqualTo(0.25);
        assertThat(running.getDouble("eta")).isEqualTo(30);
        assertThat(done).containsEntry("state", "done").doesNotContainKey("eta");
        assertThat(done.getDouble("progress")).isEqualTo(1);
        byte[] result = client.download(client.link(id)).body();
        assertThat(done.<Map<String, Object>>getMap("result").get("length").toString())
                .isEqualTo("" + result.length);
        assertThat(ImageIO.read(new ByteArrayInputStream(result)).getWidth()).isEqualTo(12);
    }

    @Test
    void aFormDoesTheSameAsARawBody() throws Exception {
        byte[] picture = TestClient.picture(4, 3);
        List<byte[]> form = List.of(
                ascii("--b\r\nContent-Disposition: form-data; name=\"scale\"\r\n\r\n4\r\n--b\r\n"
                        + "Content-Disposition: form-data; name=\"format\"\r\n\r\njpg\r\n--b\r\n"
                        + "Content-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n"),
                picture,
                ascii("\r\n--b--\r\n"));

        HttpResponse<String> answer = client.post(
                "/jobs", BodyPublishers.ofByteArrays(form), "Content-Type", "multipart/form-data; boundary=b");
        time.advance(Duration.ofMinutes(1));
        String id = json(answer).getString("id");
        HttpResponse<byte[]> result = client.download(client.link(id));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(simulator.jobs().find(id).orElseThrow().order().source().fileName())
                .isEqualTo("a.png");
        assertThat(simulator.jobs().find(id).orElseThrow().order().source().length())
                .isEqualTo(picture.length);
        assertThat(result.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(ImageIO.read(new ByteArrayInputStream(result.body())).getHeight())
                .isEqualTo(12);
    }

    @Test
    void jobsAreListedByStateAndReferencePageByPage() throws Exception {
        String first = client.accepted("reference=a");
        time.advance(Duration.ofSeconds(15));
        String second = client.accepted("reference=b");
        String third = client.accepted("reference=a");

        JsonObject page = json(client.get("/jobs?limit=2"));
        JsonObject rest = json(client.get("/jobs?limit=2&cursor=" + page.getString("next")));

        assertThat(ids(page)).containsExactly(first, second);
        assertThat(ids(rest)).containsExactly(third);
        assertThat(rest).doesNotContainKey("next");
        assertThat(ids(json(client.get("/jobs?reference=a")))).containsExactly(first, third);
        assertThat(ids(json(client.get("/jobs?state=running")))).containsExactly(first);
        assertThat(client.get("/jobs?state=sleeping").statusCode()).isEqualTo(400);
    }

    @Test
    void aCancelledJobStaysCancelledAndAFinishedOneCannotBeCancelled() throws Exception {
        String first = client.accepted("");
        String second = client.accepted("scale=3");

        HttpResponse<String> cancelled = client.cancel(first);
        time.advance(Duration.ofMinutes(1));

        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(client.check(first)).containsEntry("state", "cancelled");
        assertThat(client.cancel(second).statusCode()).isEqualTo(409);
        assertThat(client.cancel("nobody").statusCode()).isEqualTo(404);
        assertThat(simulator.counters().cancels()).isEqualTo(3);
    }

    @Test
    void anIdempotencyKeyIsAcceptedAndChargedOnce() throws Exception {
        String first = client.accepted("", "Idempotency-Key", "k1");
        String again = client.accepted("", "Idempotency-Key", "k1");

        assertThat(again).isEqualTo(first);
        assertThat(simulator.counters().submits()).isEqualTo(2);
        assertThat(simulator.counters().accepted()).isOne();
        assertThat(simulator.counters().charges()).isOne();
        assertThat(simulator.counters().duplicateCharges()).isZero();
    }

    @Test
    void aServiceWithoutIdempotencyChargesTwiceAndCountsIt() throws Exception {
        try (UpscaleSimulator one =
                UpscaleSimulator.builder().time(time).ignoreIdempotencyKeys().build()) {
            one.start();
            TestClient other = new TestClient(one);
            String first = other.accepted("scale=2", "Idempotency-Key", "k1");
            String second = other.accepted("scale=3", "Idempotency-Key", "k1");

            assertThat(second).isNotEqualTo(first);
            assertThat(one.counters().charges()).isEqualTo(2);
            assertThat(one.counters().duplicateCharges()).isOne();
        }
    }

    @Test
    void aPictureMayComeInChunksOrAfterAContinue() throws Exception {
        byte[] picture = TestClient.picture(4, 3);
        HttpRequest chunked = client.api("/jobs")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(picture)))
                .build();
        HttpRequest waiting = client.api("/jobs")
                .expectContinue(true)
                .POST(BodyPublishers.ofByteArray(picture))
                .build();

        assertThat(client.send(chunked).statusCode()).isEqualTo(202);
        assertThat(client.send(waiting).statusCode()).isEqualTo(202);
        assertThat(simulator.jobs().all())
                .hasSize(2)
                .allSatisfy(job -> assertThat(job.order().source().length()).isEqualTo(picture.length));
    }

    @Test
    void aPictureWhosePixelsAreDamagedFails() throws Exception {
        byte[] picture = TestClient.picture(40, 30);
        byte[] damaged = Arrays.copyOf(picture, picture.length / 2);
        String id =
                json(client.post("/jobs", BodyPublishers.ofByteArray(damaged))).getString("id");

        time.advance(Duration.ofMinutes(1));

        assertThat(client.check(id)).containsEntry("state", "failed").containsEntry("code", "undecodable");
    }

    @Test
    void aFormatThatIsNotMadeIsRefused() throws Exception {
        HttpResponse<String> answer = client.submit("format=gif");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).getString("error")).contains("gif");
    }

    @Test
    void aSimulatorThatIsClosedLetsGoOfItsPort() throws Exception {
        UpscaleSimulator one = UpscaleSimulator.create();
        one.start();
        URI url = one.baseUrl();
        one.close();

        assertThatThrownBy(one::baseUrl).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> client.send(HttpRequest.newBuilder(url).build()))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void whoeverHasNoCreditsLeftIsRefused() throws Exception {
        for (int scale = 2; scale <= 4; scale++) {
            client.accepted("scale=" + scale);
        }

        HttpResponse<String> answer = client.submit("scale=5");

        assertThat(answer.statusCode()).isEqualTo(402);
        assertThat(json(client.get("/balance")).getDouble("credits")).isZero();
        assertThat(simulator.counters().creditsCharged()).isEqualTo(3);
    }

    @Test
    void anEstimateCostsNothing() throws Exception {
        HttpResponse<String> answer =
                client.post("/estimate", BodyPublishers.ofString("{\"width\":4000,\"height\":3000,\"scale\":2}"));

        assertThat(json(answer).getDouble("credits")).isEqualTo(2);
        assertThat(simulator.ledger().balance()).isEqualTo(3);
        assertThat(client.post("/estimate", BodyPublishers.ofString("[]")).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scale=1", "scale=two", "format=gif", "format=bad", "sclae=2"})
    void aSubmitWithAWrongFieldIsRefused(String query) throws Exception {
        HttpResponse<String> answer = client.submit(query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).getString("error")).contains(query.substring(0, query.indexOf('=')));
        assertThat(simulator.counters().accepted()).isZero();
    }

    @Test
    void whatIsNoPictureOrTooLargeIsRefused() throws Exception {
        assertThat(client.post("/jobs", BodyPublishers.ofString("text")).statusCode())
                .isEqualTo(415);
        assertThat(client.post("/jobs", BodyPublishers.ofByteArray(new byte[10_001]))
                        .statusCode())
                .isEqualTo(413);
        assertThat(simulator.counters().accepted()).isZero();
    }

    @Test
    void onlyTheRightKeyOpensTheApi() throws Exception {
        HttpRequest without = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/balance"))
                .build();
        HttpRequest wrong = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/balance"))
                .header("X-API-Key", simulator.apiKey() + "x")
                .build();

        assertThat(client.send(without).statusCode()).isEqualTo(401);
        assertThat(client.send(wrong).statusCode()).isEqualTo(401);
        assertThat(simulator.counters().unauthorized()).isEqualTo(2);
        assertThat(client.get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(client.get("/jobs/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void theSameSeedGivesTheSameOrderTheSameTimes() throws Exception {
        List<Object> times = new ArrayList<>();
        for (long seed : new long[] {7, 7, 8}) {
            try (UpscaleSimulator one = UpscaleSimulator.builder()
                    .seed(seed)
                    .time(new ManualJobTimer())
                    .jobsTake(Durations.between(Duration.ofSeconds(5), Duration.ofHours(2)))
                    .build()) {
                one.start();
                new TestClient(one).accepted("scale=2");
                times.add(one.jobs().all().get(0).times());
            }
        }

        assertThat(times.get(1)).isEqualTo(times.get(0));
        assertThat(times.get(2)).isNotEqualTo(times.get(0));
    }

    private static List<String> ids(JsonObject page) {
        Collection<Map<String, Object>> jobs = page.getCollection("jobs");
        return jobs.stream().map(job -> job.get("id").toString()).toList();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
