package io.camelupscale.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.job.FailureReason;
import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobOrder;
import io.camelupscale.job.JobPolicy;
import io.camelupscale.job.JobResult;
import io.camelupscale.job.JobServices;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.job.MemoryJobStore;
import io.camelupscale.job.Rates;
import io.camelupscale.job.WorkDirectory;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.neutral.NeutralProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job engine and the simulator on the same virtual clock, with a provider between them. */
class EngineAgainstSimulatorTest {

    private static final JobPolicy POLICY = new JobPolicy(Duration.ofHours(24), Duration.ofMinutes(15), true, false);

    @TempDir
    Path folder;

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final UpscaleSimulator simulator = UpscaleSimulator.builder()
            .time(time)
            .jobsTake(Duration.ofSeconds(20), Duration.ofMinutes(5))
            .build();

    private final Counters counters = simulator.counters();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private WorkDirectory work;
    private JobEngine engine;
    private UpscaleRequest request;

    @BeforeEach
    void startEngine() throws Exception {
        Path source = Files.write(folder.resolve("a.png"), TestClient.picture(4, 3));
        request = new UpscaleRequest(source, "a.png", new UpscaleSpec("image", 3, null, null, Map.of()));
        work = WorkDirectory.open(folder.resolve("work"));
        engine = new JobEngine(
                "neutral",
                Rates.UNLIMITED,
                new NeutralProvider(simulator.baseUrl(), simulator.apiKey()),
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
        assertThat(counters.accepted()).isOne();
        assertThat(counters.creditsCharged()).isOne();
        assertThat(counters.polls("job-00000001")).isEqualTo(result.polls());
        assertThat(counters.mostParallelPolls()).isOne();
        assertThat(counters.downloads("job-00000001")).isOne();
        assertThat(counters.leakedKeys()).isZero();
        result.release(true);
    }

    @Test
    void refusalsAndBrokenDownloadsAreOvercome() {
        simulator.faults().on(Operation.SUBMIT).times(2).inject(Fault.tooManyRequests(Duration.ofSeconds(30)));
        simulator.faults().on(Operation.CHECK).rate(0.3).inject(Fault.status(503));
        simulator.faults().on(Operation.CHECK).nth(2).inject(Fault.garbage());
        simulator.faults().on(Operation.CHECK).nth(3).inject(Fault.resetAfter());
        simulator.faults().on(Operation.DOWNLOAD).nth(1).inject(Fault.truncatedAfter(10));
        simulator.faults().on(Operation.DOWNLOAD).nth(2).inject(Fault.resetBefore());

        JobResult result = run().result();

        assertThat(result.info().displayHeight()).isEqualTo(9);
        assertThat(counters.submits()).isEqualTo(3);
        assertThat(counters.charges()).isOne();
        assertThat(counters.downloads("job-00000001")).isEqualTo(3);
        result.release(true);
    }

    @Test
    void aLinkThatExpiredIsAskedForAgain() {
        simulator.faults().on(Operation.DOWNLOAD).nth(1).inject(Fault.expiredLink());

        JobResult result = run().result();

        assertThat(counters.downloads("job-00000001")).isEqualTo(2);
        assertThat(counters.polls("job-00000001")).isEqualTo(result.polls());
        result.release(true);
    }

    @Test
    void aPaidSubmitWhoseAnswerIsLostIsNotSentAgain() {
        simulator.faults().on(Operation.SUBMIT).inject(Fault.resetAfter());

        assertThat(run().failure().reason()).isEqualTo(FailureReason.IN_DOUBT);
        assertThat(counters.submits()).isOne();
        assertThat(counters.charges()).isOne();
    }

    @Test
    void aStuckJobTimesOutAndIsCancelled() {
        simulator.faults().onJobs().inject(JobFault.stuckAt(0.99));

        assertThat(run().failure().reason()).isEqualTo(FailureReason.TIMED_OUT);
        assertThat(counters.cancels()).isOne();
        assertThat(counters.downloads("job-00000001")).isZero();
    }

    @Test
    void aResultInTheWrongSizeIsFoundOut() {
        simulator.faults().onJobs().inject(JobFault.wrongSize());

        assertThat(run().failure().reason()).isEqualTo(FailureReason.INVALID_RESULT);
    }

    /** Asked for again after each failure, as a route with redelivery does it. */
    @Test
    void twoHundredJobsThroughEveryFaultAtRandomArePaidOnceAndEndOneWayOrTheOther() {
        simulator.faults().on(Operation.SUBMIT).rate(0.05).inject(Fault.resetAfter());
        simulator.faults().on(Operation.SUBMIT).rate(0.05).inject(Fault.resetBefore());
        simulator.faults().on(Operation.SUBMIT).rate(0.05).inject(Fault.tooManyRequests(Duration.ofSeconds(20)));
        simulator.faults().on(Operation.SUBMIT).rate(0.05).inject(Fault.garbage());
        simulator.faults().on(Operation.CHECK).rate(0.05).inject(Fault.status(500));
        simulator.faults().on(Operation.CHECK).rate(0.05).inject(Fault.resetBefore());
        simulator.faults().on(Operation.CHECK).rate(0.05).inject(Fault.halfBody());
        simulator.faults().on(Operation.DOWNLOAD).rate(0.1).inject(Fault.truncatedAfter(20));
        simulator.faults().on(Operation.DOWNLOAD).rate(0.1).inject(Fault.expiredLink());
        simulator.faults().onJobs().rate(0.05).inject(JobFault.stuckAt(0.99));
        simulator.faults().onJobs().rate(0.05).inject(JobFault.wrongSize());
        int jobs = 200;

        Map<String, AwaitedJob> first = start(IntStream.range(0, jobs).mapToObj(i -> "key" + i));
        Map<String, FailureReason> failedFirst = failures(first);
        Map<String, AwaitedJob> second = start(failedFirst.keySet().stream());
        Map<String, FailureReason> failedTwice = failures(second);

        assertThat(failedFirst.values())
                .contains(FailureReason.IN_DOUBT, FailureReason.TIMED_OUT, FailureReason.INVALID_RESULT);
        assertThat(failedFirst.values()).doesNotContain(FailureReason.INTERNAL);
        assertThat(failedTwice.values()).doesNotContain(FailureReason.INTERNAL);
        assertThat(failedFirst.keySet().stream()
                        .filter(key -> failedFirst.get(key) == FailureReason.IN_DOUBT)
                        .map(failedTwice::get))
                .containsOnly(FailureReason.IN_DOUBT);
        long endedForGood = failedFirst.values().stream()
                .filter(reason -> reason == FailureReason.TIMED_OUT || reason == FailureReason.INVALID_RESULT)
                .count();
        assertThat(counters.charges()).isLessThanOrEqualTo(jobs + endedForGood);
        assertThat(counters.mostParallelPolls()).isOne();
        assertThat(counters.leakedKeys()).isZero();
        assertThat(engine.jobs()).isEmpty();
    }

    private Map<String, AwaitedJob> start(Stream<String> keys) {
        Map<String, AwaitedJob> outcomes = new TreeMap<>();
        keys.forEach(key -> {
            AwaitedJob outcome = new AwaitedJob();
            outcomes.put(key, outcome);
            engine.start(new JobOrder(key, "neutral", request, POLICY), outcome);
        });
        turnUntil(() -> outcomes.values().stream().allMatch(outcome -> outcome.isDone()));
        return outcomes;
    }

    /** The failures; results are delivered. */
    private static Map<String, FailureReason> failures(Map<String, AwaitedJob> outcomes) {
        Map<String, FailureReason> failures = new TreeMap<>();
        outcomes.forEach((key, outcome) -> {
            if (outcome.end() instanceof JobFailure failure) {
                failures.put(key, failure.reason());
            } else {
                outcome.result().release(true);
            }
        });
        return failures;
    }

    /** Turns time until the job has ended. */
    private AwaitedJob run() {
        AwaitedJob outcome = new AwaitedJob();
        engine.start(new JobOrder("key", "neutral", request, POLICY), outcome);
        turnUntil(outcome::isDone);
        return outcome;
    }

    private void turnUntil(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    if (time.alarms() > 0) {
                        time.advance(Duration.ofSeconds(1));
                    }
                    return condition.call();
                });
    }
}
