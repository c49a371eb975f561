package io.camelupscale.topaz.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.job.FailureReason;
import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobOrder;
import io.camelupscale.job.JobPolicy;
import io.camelupscale.job.JobResult;
import io.camelupscale.job.JobServices;
import io.camelupscale.job.JobState;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.job.MemoryJobStore;
import io.camelupscale.job.Rates;
import io.camelupscale.job.WorkDirectory;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.AwaitedJob;
import io.camelupscale.test.EngineWorkers;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.LoopbackHost;
import io.camelupscale.test.http.ReplyBody;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.topaz.TopazSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job engine and the simulated Topaz on the same virtual clock, with the provider between them. */
class EngineAgainstTopazTest {

    private static final JobPolicy POLICY = new JobPolicy(Duration.ofHours(24), Duration.ofMinutes(15), true, false);

    @TempDir
    Path folder;

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .time(time)
            .jobsTake(Duration.ofSeconds(20), Duration.ofMinutes(5))
            .build();

    private final Counters counters = simulator.counters();
    private final EngineWorkers workers = new EngineWorkers(4, time);
    private WorkDirectory work;
    private JobEngine engine;
    private Path source;

    @BeforeEach
    void startEngine() throws Exception {
        source = TestProvider.picture(folder.resolve("a.png"), 4, 3);
        work = WorkDirectory.open(folder.resolve("work"));
        engine = new JobEngine(
                "topaz",
                Rates.UNLIMITED,
                TestProvider.of(simulator, time::now),
                new JobServices(
                        new MemoryJobStore(time::now),
                        time,
                        workers,
                        workers,
                        work,
                        (job, progress) -> {},
                        new Random(1),
                        Duration.ofHours(24)));
    }

    @AfterEach
    void stopEngine() {
        engine.close();
        workers.shutdownNow();
        work.close();
    }

    @Test
    void aJobGoesThroughAndIsPaidOnce() {
        JobResult result = run().result();

        assertThat(result.info().displayWidth()).isEqualTo(12);
        assertThat(result.took()).isBetween(Duration.ofSeconds(320), Duration.ofSeconds(420));
        assertThat(result.job().credits()).isEqualTo(1);
        assertThat(counters.charges()).isOne();
        assertThat(counters.leakedKeys()).isZero();
        assertThat(counters.requests(Operation.FORGET)).isZero();
        result.release(true);
    }

    @Test
    void refusalsAndBrokenDownloadsAreOvercome() {
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.status(425));
        simulator.faults().on(Operation.SUBMIT).nth(2).inject(Fault.status(429));
        simulator.faults().on(Operation.CHECK).nth(2).inject(Fault.garbage());
        simulator.faults().on(Operation.CHECK).nth(3).inject(Fault.resetAfter());
        simulator.faults().on(Operation.LINK).nth(1).inject(Fault.status(500));
        simulator.faults().on(Operation.DOWNLOAD).nth(1).inject(Fault.resetBefore());

        JobResult result = run().result();

        assertThat(counters.submits()).isEqualTo(3);
        assertThat(counters.charges()).isOne();
        result.release(true);
    }

    @Test
    void aLinkThatExpiredIsMadeAnewOnce() {
        simulator.faults().on(Operation.DOWNLOAD).nth(1).inject(Fault.expiredLink());

        JobResult result = run().result();

        assertThat(counters.requests(Operation.LINK)).isEqualTo(2);
        assertThat(counters.requests(Operation.DOWNLOAD)).isEqualTo(2);
        assertThat(counters.charges()).isOne();
        result.release(true);
    }

    @Test
    void aSubmitWhoseAnswerIsLostIsFoundInTheListAndPaidOnce() {
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.resetAfter());

        JobResult result = run().result();

        assertThat(counters.submits()).isOne();
        assertThat(counters.charges()).isOne();
        assertThat(counters.requests(Operation.LIST)).isOne();
        result.release(true);
    }

    /** The list shows no name of ours then, so nobody can tell. */
    @Test
    void aSubmitOfAUrlWhoseAnswerIsLostStaysInDoubtAndIsPaidOnce() throws Exception {
        byte[] picture = Files.readAllBytes(source);
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.resetAfter());
        try (LoopbackHost bucket =
                LoopbackHost.start("bucket", call -> HttpReply.empty(200).with(ReplyBody.of(picture)))) {
            UpscaleSpec spec = spec(
                    0,
                    ImageSettings.of(ImageTask.ENHANCE, false, Map.of())
                            .with(new ImageSettings.Size(40, null), false)
                            .asText());
            UpscaleRequest request = new UpscaleRequest(bucket.baseUrl().resolve("/a.png"), "a.png", spec);
            for (int attempt = 1; attempt <= 2; attempt++) {
                AwaitedJob outcome = new AwaitedJob();
                engine.start(new JobOrder("key", "topaz", request, POLICY), outcome);
                workers.turnUntil(outcome::isDone);

                assertThat(outcome.failure().reason()).isEqualTo(FailureReason.IN_DOUBT);
            }
        }
        assertThat(counters.submits()).isOne();
        assertThat(counters.charges()).isOne();
    }

    @Test
    void aSubmitThatNeverArrivedIsSentAgain() {
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.resetBefore());

        JobResult result = run().result();

        assertThat(counters.submits()).isEqualTo(2);
        assertThat(counters.charges()).isOne();
        result.release(true);
    }

    @Test
    void anUnknownWordIsWorkInProgressUntilTheTimeIsUp() {
        simulator.faults().onJobs().nth(1).inject(JobFault.unknownWord("Polishing"));
        run().result().release(true);

        simulator.faults().onJobs().inject(JobFault.stuckAt(0.5));
        AwaitedJob stuck = start("another", spec(3, Map.of()));
        workers.turnUntil(stuck::isDone);

        assertThat(stuck.failure().reason()).isEqualTo(FailureReason.TIMED_OUT);
        assertThat(counters.cancels()).isOne();
    }

    @Test
    void aJobThatFailsSaysSo() {
        simulator.faults().onJobs().inject(JobFault.fails("E1", "out of memory"));

        JobFailure failure = run().failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.FAILED);
        assertThat(failure.message()).contains("Topaz gave up");
    }

    @Test
    void theJobIsRemovedFromTheListWhenItsResultIsHereIfThatIsWanted() {
        UpscaleSpec spec =
                spec(3, ImageSettings.of(ImageTask.ENHANCE, true, Map.of()).asText());

        AwaitedJob outcome = start("key", spec);
        workers.turnUntil(outcome::isDone);
        outcome.result().release(true);

        await().untilAsserted(
                        () -> assertThat(counters.requests(Operation.FORGET)).isOne());
        await().untilAsserted(() -> assertThat(simulator.jobs().all()).isEmpty());
    }

    @Test
    void aJobThatCannotBeRemovedIsDeliveredAllTheSame() {
        simulator.faults().on(Operation.FORGET).inject(Fault.status(500));

        AwaitedJob outcome = start(
                "key",
                spec(3, ImageSettings.of(ImageTask.ENHANCE, true, Map.of()).asText()));
        workers.turnUntil(outcome::isDone);

        await().untilAsserted(
                        () -> assertThat(counters.requests(Operation.FORGET)).isOne());
        outcome.result().release(true);
        assertThat(simulator.jobs().all()).hasSize(1);
    }

    @Test
    void aTaskThatKeepsTheSizeMakesAResultOfTheSourcesSize() {
        AwaitedJob outcome = start(
                "key",
                spec(1, ImageSettings.of(ImageTask.DENOISE, false, Map.of()).asText()));
        workers.turnUntil(outcome::isDone);

        assertThat(outcome.result().info().displayWidth()).isEqualTo(4);
        outcome.result().release(true);
    }

    @Test
    void tenThousandWaitingJobsAreSweptWithAHundredRequests() {
        int jobs = 10_000;
        List<AwaitedJob> outcomes = IntStream.range(0, jobs)
                .mapToObj(i -> start("key" + i, spec(1, Map.of())))
                .toList();
        await().atMost(Duration.ofMinutes(3)).until(() -> counters.accepted() == jobs);
        await().until(() -> engine.jobs().getOrDefault(JobState.RUNNING, 0L) == jobs);

        for (int sweep = 1; sweep <= 3; sweep++) {
            long before = requests();
            workers.turnUntil(() -> requests() >= before + 100);
            assertThat(requests()).isEqualTo(before + 100);
        }

        assertThat(counters.polls()).isZero();
        assertThat(outcomes).noneMatch(outcome -> outcome.isDone());
    }

    private long requests() {
        return counters.requests(Operation.LIST) + counters.requests(Operation.CHECK);
    }

    private AwaitedJob run() {
        AwaitedJob outcome = start("key", spec(3, Map.of()));
        workers.turnUntil(outcome::isDone);
        return outcome;
    }

    private AwaitedJob start(String key, UpscaleSpec spec) {
        AwaitedJob outcome = new AwaitedJob();
        engine.start(new JobOrder(key, "topaz", new UpscaleRequest(source, "a.png", spec), POLICY), outcome);
        return outcome;
    }

    private static UpscaleSpec spec(int scale, Map<String, String> settings) {
        return new UpscaleSpec("image", scale, null, null, settings);
    }
}
