package io.camelupscale.upscayl.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.job.FailureReason;
import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobResult;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.job.MemoryJobStore;
import io.camelupscale.job.Rates;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.http.ExchangeLog;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.service.Durations;
import io.camelupscale.test.upscayl.UpscaylSimulator;
import io.camelupscale.upscayl.image.TestEngine.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job engine and the simulated Upscayl on the same virtual clock, with the provider between them. */
class EngineAgainstUpscaylTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final UpscaylSimulator simulator = UpscaylSimulator.builder()
            .time(time)
            .jobsTake(Durations.between(Duration.ofSeconds(10), Duration.ofSeconds(300)))
            .build();

    private final Counters counters = simulator.counters();
    private TestEngine engine;
    private Path source;

    @BeforeEach
    void startEngine() throws Exception {
        source = TestProvider.picture(folder.resolve("a.png"), 4, 3);
        engine = new TestEngine(
                time, folder.resolve("work"), TestEngine.DOCUMENTED, TestProvider.of(simulator, time::now));
    }

    @AfterEach
    void stopEngine() {
        engine.close();
    }

    @Test
    void aTaskGoesThroughIsPaidOnceAndItsCreditsAreTrue() {
        JobResult result = run().result();

        assertThat(result.info().displayWidth()).isEqualTo(12);
        assertThat(result.job().credits()).isEqualTo(1);
        assertThat(counters.charges()).isOne();
        assertThat(counters.submits()).isOne();
        assertThat(counters.leakedKeys()).isZero();
        result.release(true);
    }

    @Test
    void aTaskThatIsNotChargedForYetIsAskedForOnceMoreAndOnlyOnce() throws Exception {
        simulator.faults().on(Operation.DOWNLOAD).nth(1).inject(Fault.expiredLink());

        Outcome outcome = run();

        List<Boolean> charged = new ArrayList<>();
        for (ExchangeLog.Exchange exchange : simulator.exchanges()) {
            JsonNode data = new ObjectMapper().readTree(exchange.answer()).path("data");
            if (data.path("status").asText().equals("PROCESSED")) {
                charged.add(data.path("creditsDeducted").asBoolean());
            }
        }
        // the third is for the new link
        assertThat(charged).containsExactly(false, true, true);
        assertThat(outcome.result().job().credits()).isEqualTo(1);
        outcome.result().release(true);
    }

    @Test
    void aTaskThatUpscaylNeverChargesForIsDeliveredWithWhatWasAnnounced() throws Exception {
        try (UpscaylSimulator free = UpscaylSimulator.builder().time(time).build()) {
            free.start();
            Outcome outcome;
            try (TestEngine other = engine(free, TestEngine.DOCUMENTED)) {
                outcome = other.start("key", request("a.png"));
                time.advance(Duration.ofSeconds(1));
                free.ledger()
                        .charge(
                                free.jobs().all().iterator().next().order(),
                                free.ledger().balance());
                other.await(outcome);
            }
            assertThat(outcome.result().job().credits()).isEqualTo(1);
        }
    }

    @Test
    void fiftyTasksAnHourFinishWithinTheDocumentedLimitsHourAfterHour() throws Exception {
        int hours = 4;
        List<Outcome> outcomes = fiftyAnHour(hours);

        time.advance(HOUR.multipliedBy(hours).plusMinutes(20));

        assertThat(outcomes).hasSize(50 * hours).allMatch(outcome -> outcome.isDone());
        double waited = outcomes.stream()
                .mapToLong(outcome -> Duration.between(
                                simulator
                                        .jobs()
                                        .find(outcome.result().job().remote().id())
                                        .orElseThrow()
                                        .ends(),
                                outcome.at())
                        .toSeconds())
                .average()
                .orElseThrow();
        assertThat(waited).isLessThan(90);
        assertThat(counters.polls()).isLessThanOrEqualTo(100L * hours);
        assertThat(counters.limited(Operation.SUBMIT)).isZero();
        assertThat(counters.limited(Operation.CHECK)).isZero();
        assertThat(counters.charges()).isEqualTo(50L * hours);
        assertThat(outcomes)
                .allSatisfy(
                        outcome -> assertThat(outcome.result().job().credits()).isEqualTo(1));
    }

    @Test
    void theFiftyFirstTaskWaitsForTheNextHour() throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 51; i++) {
            outcomes.add(engine.start("key" + i, request(i + ".png")));
        }

        time.advance(HOUR.minusSeconds(1));
        assertThat(counters.submits()).isEqualTo(50);
        time.advance(Duration.ofMinutes(20));

        assertThat(counters.submits()).isEqualTo(51);
        assertThat(outcomes).allMatch(outcome -> outcome.isDone());
        assertThat(counters.limited(Operation.SUBMIT) + counters.limited(Operation.CHECK))
                .isZero();
    }

    @Test
    void aTaskWhoseAnswerIsLostIsNeverStartedAgainAndTellsHowToFindIt() throws Exception {
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.resetAfter());

        JobFailure first = run().failure();
        time.advance(HOUR.multipliedBy(2));
        JobFailure again = run().failure();

        assertThat(counters.submits()).isOne();
        assertThat(counters.accepted()).isOne();
        assertThat(first.reason()).isEqualTo(FailureReason.IN_DOUBT);
        assertThat(again.reason()).isEqualTo(FailureReason.IN_DOUBT);
        assertThat(first.message())
                .contains("may have accepted the job", "job key key", "account " + TestEngine.ACCOUNT)
                .contains("sent between 2026-01-01T00:00:00Z and ");
        assertThat(first.job().request().sourceName()).isEqualTo("photos/a.png");
    }

    @Test
    void aTaskThatNeverArrivedIsNotStartedAgainEither() {
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.resetBefore());

        assertThat(run().failure().reason()).isEqualTo(FailureReason.IN_DOUBT);
        assertThat(counters.submits()).isOne();
    }

    @Test
    void aProcessThatDiesDuringAnUploadGoesOnWithIt() throws Exception {
        MemoryJobStore store = new MemoryJobStore(time::now);
        ApiOptions parts = ApiOptions.DEFAULTS.withThreshold(10);
        simulator.faults().on(Operation.COMPLETE).nth(1).inject(Fault.status(429));
        try (TestEngine dying = new TestEngine(
                time,
                folder.resolve("dying"),
                TestEngine.DOCUMENTED,
                TestProvider.of(simulator, simulator.apiKey(), parts, time::now),
                store)) {
            dying.start("key", request("a.png"));
            assertThat(counters.requests(Operation.UPLOAD)).isOne();
        }
        try (TestEngine next = new TestEngine(
                time,
                folder.resolve("next"),
                TestEngine.DOCUMENTED,
                TestProvider.of(simulator, simulator.apiKey(), parts, time::now),
                store)) {
            Outcome outcome = next.start("key", request("a.png"));
            next.await(outcome);

            assertThat(outcome.result().job().credits()).isEqualTo(1);
        }
        assertThat(counters.requests(Operation.UPLOAD)).isOne();
        assertThat(counters.accepted()).isOne();
    }

    @Test
    void refusalsForNowAndBrokenAnswersAreOvercome() {
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.status(429));
        simulator.faults().on(Operation.CHECK).nth(1).inject(Fault.status(429));
        simulator.faults().on(Operation.CHECK).nth(2).inject(Fault.status(500));
        simulator.faults().on(Operation.CHECK).nth(3).inject(Fault.garbage());
        simulator.faults().on(Operation.DOWNLOAD).nth(1).inject(Fault.resetBefore());

        Outcome outcome = run();

        assertThat(counters.submits()).isEqualTo(2);
        assertThat(counters.accepted()).isOne();
        assertThat(outcome.result().took()).isGreaterThan(Duration.ofMinutes(10)); // two pauses of five
        outcome.result().release(true);
    }

    @Test
    void anUnknownWordIsWorkInProgressUntilTheTimeIsUpAndTheTaskCannotBeCancelled() {
        simulator.faults().onJobs().nth(1).inject(JobFault.unknownWord("POLISHING"));
        run().result().release(true);

        simulator.faults().onJobs().inject(JobFault.stuckAt(0.5));
        Outcome stuck = engine.start("stuck", request("b.png"));
        engine.await(stuck);

        assertThat(stuck.failure().reason()).isEqualTo(FailureReason.TIMED_OUT);
        assertThat(stuck.failure().message()).contains("goes on nevertheless");
    }

    @Test
    void aFinishedTaskWithoutALinkFailsWithItsRecordAndIsNotPaidAgain() throws Exception {
        try (UpscaylSimulator mute =
                UpscaylSimulator.builder().time(time).linkField("").build()) {
            mute.start();
            try (TestEngine other = engine(mute, TestEngine.DOCUMENTED)) {
                Outcome first = other.start("key", request("a.png"));
                other.await(first);
                Outcome again = other.start("key", request("a.png"));
                other.await(again);

                assertThat(first.failure().message())
                        .contains("PROCESSED", "[downloadLink, downloadUrl, url]", "\"originalFileName\":\"a.png\"");
                assertThat(again.failure().message()).contains("tells no link");
                assertThat(mute.counters().submits()).isOne();
            }
        }
    }

    @Test
    void theSourceMayBeAUrlThatUpscaylFetches() throws Exception {
        Outcome first = run();
        URI url = URI.create(new ObjectMapper()
                .readTree(simulator
                        .exchanges()
                        .get(simulator.exchanges().size() - 1)
                        .answer())
                .at("/data/files/0/downloadLink")
                .asText());

        Outcome second = engine.start("url", new UpscaleRequest(url, "from-url.png", spec(2)));
        engine.await(second);

        assertThat(second.result().info().displayWidth()).isEqualTo(24);
        assertThat(second.result().info().format()).isEqualTo(ImageFormat.JPEG);
        first.result().release(true);
    }

    @Test
    void theOlderContractGoesThroughToo() throws Exception {
        try (UpscaylSimulator older =
                UpscaylSimulator.builder().time(time).older().build()) {
            older.start();
            try (TestEngine other = new TestEngine(
                    time,
                    folder.resolve("older"),
                    TestEngine.DOCUMENTED,
                    TestProvider.of(older, older.apiKey(), ApiOptions.DEFAULTS.bare(), time::now))) {
                Outcome outcome = other.start("key", new UpscaleRequest(source, "a.png", spec(2)));
                other.await(outcome);

                assertThat(outcome.result().info().displayWidth()).isEqualTo(8);
                assertThat(outcome.result().job().credits()).isEqualTo(1);
            }
        }
    }

    private List<Outcome> fiftyAnHour(int hours) {
        Random random = new Random(7);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 50 * hours; i++) {
            UpscaleRequest request = request(i + ".png");
            String key = "key" + i;
            long hour = HOUR.toMillis() * (i / 50);
            time.schedule(
                    Duration.ofMillis(hour + random.nextInt((int) HOUR.toMillis())),
                    () -> outcomes.add(engine.start(key, request)));
        }
        return outcomes;
    }

    private TestEngine engine(UpscaylSimulator other, Rates rates) throws Exception {
        return new TestEngine(time, folder.resolve("other"), rates, TestProvider.of(other, time::now));
    }

    /** Each name has a picture of its own. */
    private UpscaleRequest request(String name) {
        try {
            int width = 4 + Math.floorMod(name.hashCode(), 200);
            return new UpscaleRequest(TestProvider.picture(folder.resolve(name), width, 3), name, spec(2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome run() {
        Outcome outcome = engine.start("key", new UpscaleRequest(source, "photos/a.png", spec(3)));
        engine.await(outcome);
        return outcome;
    }

    private static UpscaleSpec spec(int scale) {
        return new UpscaleSpec("image", scale, null, null, Map.of());
    }
}
