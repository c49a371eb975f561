package io.camelupscale.localupscale.service;

import static io.camelupscale.localupscale.service.Requests.request;
import static io.camelupscale.localupscale.service.Requests.spec;
import static io.camelupscale.localupscale.service.Requests.twice;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.job.FailureReason;
import io.camelupscale.job.JobFailure;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.job.Refusal;
import io.camelupscale.localupscale.service.TestEngine.Outcome;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.localservice.LocalServiceSimulator;
import io.camelupscale.test.localservice.contract.RawClient;
import io.camelupscale.test.localservice.contract.Sources;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.service.Durations;
import io.camelupscale.test.service.JobOrder;
import io.camelupscale.test.service.JobTimes;
import io.camelupscale.test.service.SimulatedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The job engine with one service that behaves as the original does, in virtual time. */
class EngineAgainstServiceTest {

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final LocalServiceSimulator service = LocalServiceSimulator.builder()
            .time(time)
            .jobsTake(Duration.ofSeconds(5), Duration.ofSeconds(55))
            .maxUploadMegabytes(0)
            .build();

    @TempDir
    Path folder;

    private TestEngine engine;

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aPictureComesOutTwiceAsLarge() throws IOException {
        engine(3);

        Outcome job = engine.await(engine.start(twice(folder, "a.png")));

        assertThat(job.result().file()).exists();
        assertThat(service.counters().submits()).isOne();
        assertThat(service.counters().requests(Operation.DOWNLOAD)).isOne();
    }

    @Test
    void jobsOfAServiceThatWasStartedAgainAreSubmittedAgain() throws IOException {
        engine(3);
        List<Outcome> jobs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            jobs.add(engine.start(request(folder, i + ".png", Sources.picture("png", 8, 6 + i), spec(2, null, null))));
        }
        time.advance(Duration.ofSeconds(20));

        service.restart();

        jobs.forEach(job -> engine.await(job).result());
        assertThat(service.counters().submits()).isEqualTo(10);
        assertThat(service.counters().duplicateCharges()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void aJobThatIsLostAgainAndAgainIsSubmittedAsOftenAsTheOptionSaysAndFailsThen(int maxResubmits) throws IOException {
        engine(maxResubmits);
        service.faults().onJobs().inject(JobFault.vanishesAfter(Duration.ofSeconds(10)));

        JobFailure failure = engine.await(engine.start(twice(folder, "a.png"))).failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.LOST);
        assertThat(failure.message()).contains("/status/").contains("job not found");
        assertThat(service.counters().submits()).isEqualTo(maxResubmits + 1);
    }

    @Test
    void aDownloadThatBreaksOffIsNotTriedAgainButMadeAnew() throws IOException {
        engine(3);
        service.faults().on(Operation.DOWNLOAD).nth(1).inject(Fault.truncatedAfter(20));
        service.faults().on(Operation.DOWNLOAD).nth(2).inject(Fault.resetAfter());

        engine.await(engine.start(twice(folder, "a.png"))).result();

        assertThat(service.counters().submits()).isEqualTo(3);
        assertThat(service.jobs().all())
                .extracting(job -> service.counters().downloads(job.id()))
                .containsExactly(1L, 1L, 1L);
    }

    @Test
    void downloadsThatAlwaysBreakOffAreOneClearFailure() throws IOException {
        engine(3);
        service.faults().on(Operation.DOWNLOAD).inject(Fault.truncatedAfter(20));

        JobFailure failure = engine.await(engine.start(twice(folder, "a.png"))).failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.LOST);
        assertThat(failure.message())
                .contains("The result of job")
                .contains("is gone")
                .contains("/download/");
        assertThat(service.counters().submits()).isEqualTo(4);
    }

    @Test
    void aResultThatSomebodyElseFetchedIsMadeAnew() throws Exception {
        engine(3);
        Outcome job = engine.start(twice(folder, "a.png"));
        SimulatedJob first = service.jobs().all().get(0);
        service.faults().on(Operation.CHECK).inject(Fault.status(503));
        time.advance(Duration.ofSeconds(61));
        assertThat(new RawClient(service.apiUrl())
                        .bytes("/download/" + first.id())
                        .statusCode())
                .isEqualTo(200);
        time.advance(Duration.ofSeconds(2));
        service.faults().clear();

        engine.await(job).result();

        assertThat(service.counters().downloads(first.id())).isEqualTo(2);
        assertThat(service.counters().submits()).isEqualTo(2);
    }

    @Test
    void aResultOfAnotherLengthThanItsStatusToldIsNotTaken() throws IOException {
        engine(0);
        service.faults().on(Operation.DOWNLOAD).inject(Fault.halfBody());

        JobFailure failure = engine.await(engine.start(twice(folder, "a.png"))).failure();

        assertThat(failure.message()).contains("bytes where").contains("were expected");
    }

    @Test
    void aServiceThatIsAwayForAnHourLosesNoJob() throws IOException {
        engine(3);
        Outcome job = engine.start(twice(folder, "a.png"));
        time.advance(Duration.ofSeconds(20));
        isAway();

        time.advance(Duration.ofHours(1));
        assertThat(job.isDone()).isFalse();
        assertThat(engine.engine.refusal()).map(Refusal::reason).contains(FailureReason.UNAVAILABLE);
        service.faults().clear();
        engine.await(job).result();

        assertThat(engine.engine.refusal()).isEmpty();
        assertThat(service.counters().submits())
                .as("its result was gone by then")
                .isEqualTo(2);
    }

    @Test
    void aServiceThatIsNotThereYetIsWaitedFor() throws IOException {
        engine(3);
        isAway();
        Outcome job = engine.start(twice(folder, "a.png"));
        time.advance(Duration.ofMinutes(10));
        assertThat(job.isDone()).isFalse();

        service.faults().clear();

        engine.await(job).result();
        assertThat(service.counters().accepted()).isOne();
    }

    @Test
    void aDownloadThatIsRefusedBeforeItBeginsIsTriedAgain() throws IOException {
        engine(0);
        service.faults().on(Operation.DOWNLOAD).nth(1).inject(Fault.tooManyRequests(Duration.ofSeconds(5)));

        engine.await(engine.start(twice(folder, "a.png"))).result();

        assertThat(service.counters().requests(Operation.DOWNLOAD)).isEqualTo(2);
    }

    @Test
    void aSubmitWhoseAnswerIsLostIsSentAgainSinceItCostsNothing() throws IOException {
        engine(3);
        service.faults().on(Operation.SUBMIT).nth(1).inject(Fault.resetAfter());

        engine.await(engine.start(twice(folder, "a.png"))).result();

        assertThat(service.counters().accepted()).isEqualTo(2);
    }

    @Test
    void aProxyThatSaysWhenToComeAgainIsObeyed() throws IOException {
        engine(3);
        service.faults().on(Operation.SUBMIT).nth(1).inject(Fault.tooManyRequests(Duration.ofMinutes(3)));
        Outcome job = engine.start(twice(folder, "a.png"));
        time.advance(Duration.ofSeconds(179));
        assertThat(service.counters().accepted()).isZero();

        engine.await(job).result();
    }

    @Test
    void aFileThatIsTooLargeIsRefusedOnceAndItsSizeIsNamed() throws IOException {
        engine(3);
        byte[] large = Sources.noise(700, 700); // more than a mebibyte, where none is allowed

        JobFailure failure = engine.await(engine.start(request(folder, "a.png", large, spec(2, null, null))))
                .failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.REJECTED);
        assertThat(failure.message()).contains("file too large: 1 MB (max: 0 MB)");
        assertThat(service.counters().submits()).isOne();
    }

    @Test
    void aModelThatTheServiceDoesNotHaveIsToldTogetherWithThoseThatItHas() throws IOException {
        engine(3);

        JobFailure failure = engine.await(engine.start(request(folder, "a.png", spec(4, "no-such-model", null))))
                .failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.REJECTED);
        assertThat(failure.message())
                .contains("model not found: no-such-model")
                .contains("the service has realesr-animevideov3-x2, ")
                .contains("realesrgan-x4plus");
        assertThat(service.counters().submits()).isOne();
    }

    @Test
    void anEngineThatFailsIsNotTriedAgain() throws IOException {
        engine(3);
        service.faults().onJobs().inject(JobFault.fails("", "upscale failed: signal: killed"));

        JobFailure failure = engine.await(engine.start(twice(folder, "a.png"))).failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.FAILED);
        assertThat(failure.message()).isEqualTo("upscale failed: signal: killed");
        assertThat(service.counters().submits()).isOne();
    }

    @Test
    void aWordThatNobodyKnowsIsWorkInProgress() throws IOException {
        engine(3);
        service.faults().onJobs().inject(JobFault.unknownWord("polishing"));

        engine.await(engine.start(twice(folder, "a.png"))).result();

        assertThat(service.counters().submits()).isOne();
    }

    @Test
    void aSourceThatWaitedForTooLongIsSentAgain() throws IOException {
        LocalServiceSimulator crowded =
                LocalServiceSimulator.builder().time(time).jobsTake(new Queue()).build();
        try (crowded) {
            crowded.start();
            engine = new TestEngine(time, folder, TestEngine.provider(time, 3, crowded));

            engine.await(engine.start(twice(folder, "a.png"))).result();

            assertThat(crowded.counters().submits()).isEqualTo(2);
        }
    }

    /** As on a graphics card. */
    @Test
    void aJobOfHalfASecondIsFoundWithinAnotherSecond() throws IOException {
        LocalServiceSimulator quick = LocalServiceSimulator.builder()
                .time(time)
                .jobsTake(Duration.ZERO, Duration.ofMillis(500))
                .build();
        try (quick) {
            quick.start();
            engine = new TestEngine(time, folder, TestEngine.provider(time, 3, quick));
            Outcome job = engine.start(twice(folder, "a.png"));

            time.advance(Duration.ofMillis(1300));

            job.result();
            assertThat(quick.counters().requests(Operation.CHECK)).isLessThanOrEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20, 50})
    void howeverLongJobsTakeTheirResultsAreFetchedBeforeTheyAreSweptAway(int minutes) throws IOException {
        LocalServiceSimulator slow = LocalServiceSimulator.builder()
                .time(time)
                .jobsTake(Durations.between(Duration.ofMinutes(minutes), Duration.ofMinutes(minutes + 10)))
                .build();
        try (slow) {
            slow.start();
            engine = new TestEngine(time, folder, TestEngine.provider(time, 3, slow));
            for (int round = 0; round < 3; round++) { // the later ones know how long the earlier ones took
                List<Outcome> jobs = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    byte[] source = Sources.picture("png", 8, 6 + i);
                    jobs.add(engine.start(request(folder, round + "-" + i + ".png", source, spec(2, null, null))));
                }
                jobs.forEach(job -> engine.await(job).result());
            }
            assertThat(slow.counters().submits()).isEqualTo(36);
            assertThat(slow.counters().requests(Operation.DOWNLOAD)).isEqualTo(36);
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aCancelThatComesTooLateOrForNobodyIsNoError(Moment moment) throws IOException {
        engine(0);
        UpscaleRequest request = twice(folder, "a.png");
        Outcome job = engine.start(request);
        time.advance(moment == Moment.FINISHED ? Duration.ofSeconds(59) : Duration.ofSeconds(20));
        if (moment == Moment.FINISHED) {
            service.faults().on(Operation.CANCEL).inject(Fault.status(400));
        } else if (moment == Moment.LOST) {
            service.restart();
        }

        assertThat(engine.engine.cancel("a.png")).isCompleted();

        engine.await(job);
        switch (moment) {
            case RUNNING -> assertThat(job.failure().reason()).isEqualTo(FailureReason.CANCELLED);
            case FINISHED -> job.result();
            case LOST -> assertThat(job.failure().reason()).isEqualTo(FailureReason.LOST);
        }
        assertThat(service.counters().cancels()).isOne();
    }

    enum Moment {
        RUNNING,
        FINISHED,
        LOST
    }

    private void engine(int maxResubmits) throws IOException {
        engine = new TestEngine(time, folder, TestEngine.provider(time, maxResubmits, service));
    }

    /** Connections are reset before anything is done. */
    private void isAway() {
        for (Operation operation : Operation.values()) {
            service.faults().on(operation).inject(Fault.resetBefore());
        }
    }

    /** The first job waits for 20 minutes, all others for none. */
    private static final class Queue implements Durations {

        private boolean isEmpty;

        @Override
        public JobTimes of(JobOrder order, RandomGenerator random) {
            Duration queued = isEmpty ? Duration.ZERO : Duration.ofMinutes(20);
            isEmpty = true;
            return new JobTimes(queued, Duration.ofMinutes(1));
        }
    }
}
