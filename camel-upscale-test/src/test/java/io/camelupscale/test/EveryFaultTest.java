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
import io.camelupscale.test.fault.Hold;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.neutral.NeutralProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each fault of the simulator alone: the job is delivered, or fails for one clear reason, and is paid once at most. */
class EveryFaultTest {

    private static final Duration PAUSE = Duration.ofSeconds(40);
    private static final Hold HOLD = new Hold();
    private static final @Nullable FailureReason DELIVERED = null;

    /** @param ends null for a job that is delivered */
    record Case(String name, Operation operation, Fault fault, int times, @Nullable FailureReason ends) {
        @Override
        public String toString() {
            return name;
        }
    }

    record JobCase(String name, JobFault fault, @Nullable FailureReason ends) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Case> REQUESTS = List.of(
            new Case("submit: 503", Operation.SUBMIT, Fault.status(503), 2, DELIVERED),
            new Case("submit: 429 in seconds", Operation.SUBMIT, Fault.tooManyRequests(PAUSE), 2, DELIVERED),
            new Case("submit: 429 as date", Operation.SUBMIT, Fault.tooManyRequestsUntil(PAUSE), 2, DELIVERED),
            new Case("submit: 401", Operation.SUBMIT, Fault.status(401), 1, FailureReason.UNAUTHORIZED),
            new Case("submit: 402", Operation.SUBMIT, Fault.status(402), 1, FailureReason.OUT_OF_CREDITS),
            new Case("submit: 400", Operation.SUBMIT, Fault.status(400), 1, FailureReason.REJECTED),
            new Case("submit: 500", Operation.SUBMIT, Fault.status(500), 1, FailureReason.IN_DOUBT),
            new Case("submit: reset before", Operation.SUBMIT, Fault.resetBefore(), 1, FailureReason.IN_DOUBT),
            new Case("submit: reset after", Operation.SUBMIT, Fault.resetAfter(), 1, FailureReason.IN_DOUBT),
            new Case("submit: garbage", Operation.SUBMIT, Fault.garbage(), 1, FailureReason.IN_DOUBT),
            new Case("submit: half a body", Operation.SUBMIT, Fault.halfBody(), 1, FailureReason.IN_DOUBT),
            new Case("submit: held", Operation.SUBMIT, Fault.heldBy(HOLD), 1, FailureReason.IN_DOUBT),
            new Case("check: 500", Operation.CHECK, Fault.status(500), 3, DELIVERED),
            new Case("check: 503", Operation.CHECK, Fault.status(503), 3, DELIVERED),
            new Case("check: 429", Operation.CHECK, Fault.tooManyRequests(PAUSE), 3, DELIVERED),
            new Case("check: 429 as date", Operation.CHECK, Fault.tooManyRequestsUntil(PAUSE), 3, DELIVERED),
            new Case("check: reset before", Operation.CHECK, Fault.resetBefore(), 3, DELIVERED),
            new Case("check: reset after", Operation.CHECK, Fault.resetAfter(), 3, DELIVERED),
            new Case("check: garbage", Operation.CHECK, Fault.garbage(), 3, DELIVERED),
            new Case("check: half a body", Operation.CHECK, Fault.halfBody(), 3, DELIVERED),
            new Case("check: held", Operation.CHECK, Fault.heldBy(HOLD), 1, DELIVERED),
            new Case("check: 401", Operation.CHECK, Fault.status(401), 1, FailureReason.UNAUTHORIZED),
            new Case("download: 503", Operation.DOWNLOAD, Fault.status(503), 2, DELIVERED),
            new Case("download: 503 for ever", Operation.DOWNLOAD, Fault.status(503), 9, FailureReason.UNAVAILABLE),
            new Case("download: reset", Operation.DOWNLOAD, Fault.resetBefore(), 2, DELIVERED),
            new Case("download: truncated", Operation.DOWNLOAD, Fault.truncatedAfter(20), 2, DELIVERED),
            new Case("download: stalled", Operation.DOWNLOAD, Fault.stalledAfter(20, HOLD), 1, DELIVERED),
            new Case("download: expired link", Operation.DOWNLOAD, Fault.expiredLink(), 1, DELIVERED),
            new Case("download: garbage", Operation.DOWNLOAD, Fault.garbage(), 1, FailureReason.INVALID_RESULT));

    static final List<JobCase> JOBS = List.of(
            new JobCase("stuck at 99 %", JobFault.stuckAt(0.99), FailureReason.TIMED_OUT),
            new JobCase("vanished", JobFault.vanishesAfter(Duration.ofSeconds(10)), FailureReason.LOST),
            new JobCase("unknown word", JobFault.unknownWord("polishing"), DELIVERED),
            new JobCase("fails", JobFault.fails("E7", "worker died"), FailureReason.FAILED),
            new JobCase("refuses the input", JobFault.refusesInput("E8", "cut short"), FailureReason.REJECTED),
            new JobCase("wrong size", JobFault.wrongSize(), FailureReason.INVALID_RESULT));

    @TempDir
    Path folder;

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final UpscaleSimulator simulator = UpscaleSimulator.builder()
            .time(time)
            .jobsTake(Duration.ofSeconds(20), Duration.ofMinutes(1))
            .build();

    private final Counters counters = simulator.counters();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private WorkDirectory work;
    private JobEngine engine;

    @BeforeEach
    void startEngine() throws Exception {
        work = WorkDirectory.open(folder.resolve("work"));
        JobServices services = new JobServices(
                new MemoryJobStore(time::now),
                time,
                workers,
                workers,
                work,
                (job, progress) -> {},
                new Random(1),
                Duration.ofHours(24));
        engine = new JobEngine(
                "neutral", Rates.UNLIMITED, new NeutralProvider(simulator.baseUrl(), simulator.apiKey()), services);
    }

    @AfterEach
    void stopEngine() {
        engine.close();
        workers.shutdownNow();
        work.close();
    }

    @ParameterizedTest
    @FieldSource("REQUESTS")
    void aFaultOfRequestsEndsOneWayOrTheOther(Case fault) throws Exception {
        simulator.faults().on(fault.operation()).times(fault.times()).inject(fault.fault());

        // a check that is not answered in time is made again, and the service may still be at the first
        run(fault.ends(), fault.operation() == Operation.CHECK && fault.fault() instanceof Fault.Held);
    }

    @ParameterizedTest
    @FieldSource("JOBS")
    void aFaultOfTheJobEndsOneWayOrTheOther(JobCase fault) throws Exception {
        simulator.faults().onJobs().inject(fault.fault());

        run(fault.ends(), false);
    }

    private void run(@Nullable FailureReason ends, boolean unanswered) throws Exception {
        Path source = Files.write(folder.resolve("a.png"), TestClient.picture(4, 3));
        UpscaleRequest request = new UpscaleRequest(source, "a.png", new UpscaleSpec("image", 3, null, null, Map.of()));
        JobPolicy policy = new JobPolicy(
                Duration.ofHours(24),
                Duration.ofMinutes(15),
                Duration.ofMinutes(20),
                Duration.ofMinutes(20),
                true,
                false,
                null,
                null);
        AwaitedJob job = new AwaitedJob();
        engine.start(new JobOrder("key", "neutral", request, policy), job);
        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    time.advance(Duration.ofSeconds(1));
                    return job.isDone();
                });

        if (ends == null) {
            assertThat(job.end()).isInstanceOf(JobResult.class);
            assertThat(counters.charges()).isOne();
        } else {
            assertThat(job.end()).isInstanceOfSatisfying(JobFailure.class, failure -> {
                assertThat(failure.reason()).isEqualTo(ends);
                assertThat(failure.message()).isNotBlank();
            });
        }
        assertThat(counters.charges()).isLessThanOrEqualTo(1);
        assertThat(counters.mostParallelPolls()).isLessThanOrEqualTo(unanswered ? 2 : 1);
        assertThat(counters.leakedKeys()).isZero();
    }
}
