package io.camelupscale.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.meter.Operation;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CountersTest {

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final UpscaleSimulator simulator = UpscaleSimulator.builder()
            .time(time)
            .limit(Operation.SUBMIT, 3, Duration.ofHours(1))
            .build();

    private final TestClient client = new TestClient(simulator);
    private final Counters counters = simulator.counters();

    @Test
    void aLimitAnswers429UntilItsPeriodIsOver() throws Exception {
        client.accepted("scale=2");
        time.advance(Duration.ofMinutes(20));
        client.accepted("scale=3");
        client.accepted("scale=4");

        HttpResponse<String> refused = client.submit("scale=5");
        time.advance(Duration.ofMinutes(40));
        HttpResponse<String> accepted = client.submit("scale=5");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("2400");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(counters.submits()).isEqualTo(5);
        assertThat(counters.limited(Operation.SUBMIT)).isOne();
    }

    @Test
    void theSameContentUnderTheSameWishesIsADuplicateCharge() throws Exception {
        client.accepted("scale=2");
        client.accepted("scale=3");
        client.accepted("scale=2");

        assertThat(counters.charges()).isEqualTo(3);
        assertThat(counters.duplicateCharges()).isOne();
    }

    @Test
    void theSameReferenceIsADuplicateChargeEvenWithOtherWishes() throws Exception {
        client.accepted("scale=2&reference=a");
        client.accepted("scale=3&reference=a");

        assertThat(counters.duplicateCharges()).isOne();
    }

    @Test
    void requestsAreCountedByMinuteOfVirtualTime() throws Exception {
        client.get("/jobs");
        client.get("/jobs");
        time.advance(Duration.ofMinutes(2));
        client.get("/jobs");

        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(counters.perMinute(Operation.LIST))
                .containsEntry(start, 2L)
                .containsEntry(start.plusSeconds(120), 1L)
                .hasSize(2);
        assertThat(counters.perMinute(Operation.BALANCE)).isEmpty();
    }

    @Test
    void pollsAndDownloadsAreCountedByJobFromManyThreads() throws Exception {
        String busy = client.accepted("scale=2");
        String idle = client.accepted("scale=3");

        List<CompletableFuture<HttpResponse<String>>> checks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            checks.add(client.checkLater(busy));
        }
        checks.forEach(CompletableFuture::join);
        client.check(idle);
        time.advance(Duration.ofMinutes(1));
        byte[] result = client.download(client.link(busy)).body();

        assertThat(counters.polls(busy)).isEqualTo(201);
        assertThat(counters.polls(idle)).isOne();
        assertThat(counters.polls()).isEqualTo(202);
        assertThat(counters.mostParallelPolls(idle)).isOne();
        assertThat(counters.downloads(busy)).isOne();
        assertThat(counters.downloads(idle)).isZero();
        assertThat(counters.bytesSent()).isEqualTo(result.length);
    }
}
