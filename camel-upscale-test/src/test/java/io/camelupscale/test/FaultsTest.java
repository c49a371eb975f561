package io.camelupscale.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.Hold;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.meter.Operation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final UpscaleSimulator simulator = UpscaleSimulator.builder()
            .time(time)
            .jobsTake(Duration.ofSeconds(10), Duration.ofSeconds(40))
            .build();

    private final TestClient client = new TestClient(simulator);

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void theThirdSubmitIsRefusedAndNoOther(int status) throws Exception {
        simulator.faults().on(Operation.SUBMIT).nth(3).inject(Fault.status(status));

        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(client.submit("scale=" + (i + 2)).statusCode());
        }

        assertThat(answers).containsExactly(202, 202, status, 202);
        assertThat(simulator.counters().submits()).isEqualTo(4);
        assertThat(simulator.counters().accepted()).isEqualTo(3);
        assertThat(simulator.counters().charges()).isEqualTo(3);
    }

    @Test
    void retryAfterComesInSecondsOrAsADateOfVirtualTime() throws Exception {
        simulator.faults().on(Operation.LIST).nth(1).inject(Fault.tooManyRequests(Duration.ofSeconds(7)));
        simulator.faults().on(Operation.LIST).nth(2).inject(Fault.tooManyRequestsUntil(Duration.ofSeconds(7)));

        HttpResponse<String> seconds = client.get("/jobs");
        HttpResponse<String> date = client.get("/jobs");

        assertThat(seconds.statusCode()).isEqualTo(429);
        assertThat(seconds.headers().firstValue("Retry-After")).contains("7");
        String text = date.headers().firstValue("Retry-After").orElseThrow();
        assertThat(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .isEqualTo(Instant.parse("2026-01-01T00:00:07Z"));
    }

    @Test
    void aConnectionResetBeforeReadingLeavesNoJob() throws Exception {
        simulator.faults().on(Operation.SUBMIT).inject(Fault.resetBefore());

        assertThatThrownBy(() -> client.submit("")).isInstanceOf(IOException.class);

        assertThat(simulator.counters().submits()).isOne();
        assertThat(simulator.counters().accepted()).isZero();
        assertThat(simulator.jobs().all()).isEmpty();
    }

    @Test
    void aResetIsARealOneAndNoEndOfStream() throws Exception {
        simulator.faults().on(Operation.LIST).inject(Fault.resetAfter());
        URI url = simulator.baseUrl();

        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            String request = "GET /jobs HTTP/1.1\r\nX-API-Key: " + simulator.apiKey() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aLostAnswerLeavesAJobThatIsChargedAndFoundByItsReference() throws Exception {
        simulator.faults().on(Operation.SUBMIT).ofJob("r1").times(1).inject(Fault.resetAfter());

        assertThatThrownBy(() -> client.submit("reference=r1")).isInstanceOf(IOException.class);
        HttpResponse<String> found = client.get("/jobs?reference=r1");

        assertThat(simulator.counters().accepted()).isOne();
        assertThat(simulator.counters().creditsCharged()).isOne();
        assertThat(found.body()).contains("\"state\":\"queued\"");

        client.accepted("reference=r1");

        assertThat(simulator.counters().duplicateCharges()).isOne();
    }

    @Test
    void garbageAndHalfJsonComeWithStatus200() throws Exception {
        String id = client.accepted("");
        simulator.faults().on(Operation.CHECK).nth(1).inject(Fault.garbage());
        simulator.faults().on(Operation.CHECK).nth(2).inject(Fault.halfBody());

        HttpResponse<String> garbage = client.get("/jobs/" + id);
        HttpResponse<String> half = client.get("/jobs/" + id);

        assertThat(garbage.statusCode()).isEqualTo(200);
        assertThat(garbage.body()).startsWith("<!doctype html>");
        assertThat(half.statusCode()).isEqualTo(200);
        assertThat(half.body()).startsWith("{").doesNotEndWith("}");
        assertThat(client.check(id)).containsEntry("state", "queued");
    }

    @Test
    void aTruncatedDownloadEndsBeforeItsAnnouncedLength() throws Exception {
        URI link = finished("");
        simulator.faults().on(Operation.DOWNLOAD).times(1).inject(Fault.truncatedAfter(20));

        assertThatThrownBy(() -> client.download(link)).isInstanceOf(IOException.class);

        assertThat(simulator.counters().bytesSent()).isEqualTo(20);
        assertThat(client.download(link).statusCode()).isEqualTo(200);
    }

    @Test
    void aStalledDownloadGoesOnWhenItIsReleased() throws Exception {
        URI link = finished("");
        Hold hold = new Hold();
        simulator.faults().on(Operation.DOWNLOAD).inject(Fault.stalledAfter(20, hold));

        InputStream body = client.downloadLater(link, BodyHandlers.ofInputStream())
                .get(20, TimeUnit.SECONDS)
                .body();
        byte[] first = body.readNBytes(20);
        assertThat(hold.awaitArrival(PATIENCE)).isTrue();
        assertThat(body.available()).isZero();
        hold.release();

        assertThat(first).hasSize(20);
        assertThat(body.readAllBytes()).isNotEmpty();
    }

    @Test
    void aStalledDownloadGoesOnAfterItsBound() throws Exception {
        URI link = finished("");
        simulator.faults().on(Operation.DOWNLOAD).inject(Fault.stalledAfter(20, new Hold(Duration.ofMillis(50))));

        assertThat(ImageIO.read(new ByteArrayInputStream(client.download(link).body())))
                .isNotNull();
    }

    @Test
    void aSlowAnswerComesWhenVirtualTimeHasPassed() throws Exception {
        String id = client.accepted("");
        simulator.faults().on(Operation.CHECK).inject(Fault.delay(Duration.ofSeconds(30)));

        CompletableFuture<HttpResponse<String>> answer = client.checkLater(id);
        awaitAlarm();
        time.advance(Duration.ofSeconds(29));
        assertThat(answer).isNotDone();
        time.advance(Duration.ofSeconds(1));

        assertThat(answer.get(20, TimeUnit.SECONDS).body()).contains("\"progress\":0.5");
    }

    @Test
    void anAnswerIsHeldUntilItIsReleased() throws Exception {
        String id = client.accepted("");
        Hold hold = new Hold();
        simulator.faults().on(Operation.CHECK).times(1).inject(Fault.heldBy(hold));

        CompletableFuture<HttpResponse<String>> answer = client.checkLater(id);
        assertThat(hold.awaitArrival(PATIENCE)).isTrue();
        assertThat(client.check(id)).containsEntry("state", "queued");
        assertThat(answer).isNotDone();
        hold.release();

        assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(simulator.counters().mostParallelPolls(id)).isEqualTo(2);
    }

    @Test
    void aStuckJobStaysAt99Percent() throws Exception {
        simulator.faults().onJobs().nth(2).inject(JobFault.stuckAt(0.99));
        String sound = client.accepted("");
        String stuck = client.accepted("scale=3");

        time.advance(Duration.ofDays(1));

        assertThat(client.check(sound)).containsEntry("state", "done");
        assertThat(client.check(stuck)).containsEntry("state", "running");
        assertThat(client.check(stuck).getDouble("progress")).isEqualTo(0.99);
    }

    @Test
    void aVanishedJobIsUnknownAfterItsTime() throws Exception {
        simulator.faults().onJobs().ofJob("r1").inject(JobFault.vanishesAfter(Duration.ofSeconds(5)));
        String id = client.accepted("reference=r1");

        assertThat(client.get("/jobs/" + id).statusCode()).isEqualTo(200);
        time.advance(Duration.ofSeconds(5));

        assertThat(client.get("/jobs/" + id).statusCode()).isEqualTo(404);
        assertThat(client.get("/jobs").body()).doesNotContain(id);
    }

    @Test
    void anUnknownStatusWordIsToldWhileTheJobRuns() throws Exception {
        simulator.faults().onJobs().inject(JobFault.unknownWord("polishing"));
        String id = client.accepted("");

        time.advance(Duration.ofSeconds(20));
        assertThat(client.check(id)).containsEntry("state", "polishing");
        time.advance(Duration.ofSeconds(30));

        assertThat(client.check(id)).containsEntry("state", "done");
    }

    @Test
    void aJobFailsWithItsCodeAndText() throws Exception {
        simulator.faults().onJobs().inject(JobFault.refusesInput("E7", "not decodable"));
        String id = client.accepted("");

        time.advance(Duration.ofMinutes(1));

        assertThat(client.check(id))
                .containsEntry("state", "failed")
                .containsEntry("code", "E7")
                .containsEntry("message", "not decodable")
                .containsEntry("inputFault", true)
                .doesNotContainKey("result");
    }

    @Test
    void anExpiredLinkIsRenewedByAskingForTheJob() throws Exception {
        URI link = finished("");
        simulator.faults().on(Operation.DOWNLOAD).times(1).inject(Fault.expiredLink());

        assertThat(client.download(link).statusCode()).isEqualTo(403);
        URI renewed = client.link("job-00000001");

        assertThat(renewed).isNotEqualTo(link);
        assertThat(client.download(link).statusCode()).isEqualTo(403);
        assertThat(client.download(renewed).statusCode()).isEqualTo(200);
    }

    @Test
    void wrongPicturesHaveAWrongSizeOrOneColour() throws Exception {
        simulator.faults().onJobs().nth(1).inject(JobFault.wrongSize());
        simulator.faults().onJobs().nth(2).inject(JobFault.flatColour());
        client.accepted("");
        client.accepted("");
        client.accepted("");
        time.advance(Duration.ofMinutes(1));

        BufferedImage wrong = result("job-00000001");
        BufferedImage flat = result("job-00000002");
        BufferedImage sound = result("job-00000003");

        assertThat(wrong.getWidth()).isEqualTo(5);
        assertThat(flat.getWidth()).isEqualTo(8);
        assertThat(colours(flat)).isOne();
        assertThat(colours(sound)).isGreaterThan(1);
    }

    @Test
    void faultsAtRandomFollowFromTheSeedAndHitAtTheirRate() throws Exception {
        simulator.faults().on(Operation.CHECK).rate(0.3).inject(Fault.status(503));
        String a = client.accepted("reference=a");
        String b = client.accepted("reference=b");

        List<Integer> first = new ArrayList<>();
        List<Integer> second = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            first.add(client.get("/jobs/" + a).statusCode());
        }
        for (int i = 0; i < 100; i++) {
            second.add(client.get("/jobs/" + b).statusCode());
        }
        simulator.faults().clear();
        simulator.faults().on(Operation.CHECK).rate(0.3).inject(Fault.status(503));
        List<Integer> again = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            client.get("/jobs/" + b);
            again.add(client.get("/jobs/" + a).statusCode());
        }

        assertThat(first.stream().filter(status -> status == 503).count()).isBetween(15L, 45L);
        assertThat(second).isNotEqualTo(first);
        assertThat(again).isEqualTo(first);
    }

    @Test
    void aRuleCanBeForOneJobAndAFewTimes() throws Exception {
        String a = client.accepted("reference=a");
        String b = client.accepted("reference=b");
        simulator.faults().on(Operation.CHECK).ofJob("b").times(2).inject(Fault.status(500));

        assertThat(client.get("/jobs/" + a).statusCode()).isEqualTo(200);
        assertThat(client.get("/jobs/" + b).statusCode()).isEqualTo(500);
        assertThat(client.get("/jobs/" + b).statusCode()).isEqualTo(500);
        assertThat(client.get("/jobs/" + b).statusCode()).isEqualTo(200);
    }

    private URI finished(String query) throws Exception {
        String id = client.accepted(query);
        time.advance(Duration.ofMinutes(1));
        return client.link(id);
    }

    private BufferedImage result(String id) throws Exception {
        return ImageIO.read(
                new ByteArrayInputStream(client.download(client.link(id)).body()));
    }

    private void awaitAlarm() {
        await().atMost(PATIENCE).until(() -> time.alarms() > 0);
    }

    private static long colours(BufferedImage picture) {
        return Arrays.stream(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()))
                .distinct()
                .count();
    }
}
