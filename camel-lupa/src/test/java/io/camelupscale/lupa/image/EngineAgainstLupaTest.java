package io.camelupscale.lupa.image;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.camelupscale.lupa.publish.FolderPublisher;
import io.camelupscale.lupa.publish.SourcePublisher;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.AwaitedJob;
import io.camelupscale.test.EngineWorkers;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.LoopbackHost;
import io.camelupscale.test.http.ReplyBody;
import io.camelupscale.test.lupa.LupaSimulator;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.meter.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job engine and the simulated Lupa on the same virtual clock, with the provider and a public folder between them. */
class EngineAgainstLupaTest {

    private static final JobPolicy POLICY = new JobPolicy(Duration.ofHours(24), Duration.ofMinutes(15), true, false);
    private static final JobPolicy RESENDING = new JobPolicy(Duration.ofHours(24), Duration.ofMinutes(15), true, true);

    @TempDir
    Path folder;

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final LupaSimulator simulator = LupaSimulator.builder()
            .time(time)
            .jobsTake(Duration.ofSeconds(20), Duration.ofMinutes(5))
            .jobsAreHiddenFor(Duration.ofSeconds(10))
            .build();

    private final Counters counters = simulator.counters();
    private final EngineWorkers workers = new EngineWorkers(4, time);
    private LoopbackHost web;
    private WorkDirectory work;
    private MemoryJobStore store;
    private JobEngine engine;
    private Path source;
    private Path published;
    private Recording publisher;

    @BeforeEach
    void startEngine() throws Exception {
        source = TestProvider.picture(folder.resolve("a.png"), 4, 3);
        published = Files.createDirectory(folder.resolve("public"));
        web = LoopbackHost.start("public", request -> file(request.path()));
        publisher = new Recording(new FolderPublisher(published, URI.create(web.baseUrl() + "/pictures/")));
        work = WorkDirectory.open(folder.resolve("work"));
        store = new MemoryJobStore(time::now);
        engine = engine();
    }

    @AfterEach
    void stopEngine() {
        engine.close();
        workers.shutdownNow();
        work.close();
        web.close();
    }

    @Test
    void aJobGoesThroughIsPaidOnceAndLeavesNothingBehind() {
        AwaitedJob outcome = start("key", 6, POLICY);
        workers.turnUntil(() -> counters.polls() > 0);
        assertThat(published()).hasSize(1);
        workers.turnUntil(outcome::isDone);

        JobResult result = outcome.result();
        assertThat(result.info().displayWidth()).isEqualTo(24);
        assertThat(counters.charges()).isOne();
        assertThat(counters.leakedKeys()).isZero();
        assertThat(published()).isEmpty();
        assertThat(publisher.names).hasSize(1);
        assertThat(publisher.names.peek()).matches("[0-9a-f-]{36}\\.png");
        result.release(true);
    }

    @Test
    void aSubmitWhoseAnswerIsLostIsNeverSentAgainAndTheFailureTellsWhatToLookFor() {
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.resetAfter());

        JobFailure failure = run("key").failure();
        JobFailure again = run("key").failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.IN_DOUBT);
        assertThat(failure.message())
                .contains("the answer was lost")
                .contains("as the job key")
                .contains("a.png")
                .contains("lupa:image:test#1")
                .contains(time.now().toString().substring(0, 13))
                .contains(web.baseUrl() + "/pictures/" + publisher.names.peek());
        assertThat(again.reason()).isEqualTo(FailureReason.IN_DOUBT);
        assertThat(again.message()).contains("/pictures/" + publisher.names.peek());
        assertThat(counters.submits()).isOne();
        assertThat(counters.charges()).isOne();
        assertThat(published()).hasSize(1);
    }

    @Test
    void anAnswerThatIsNoneIsInDoubtToo() {
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.garbage());

        assertThat(run("key").failure().reason()).isEqualTo(FailureReason.IN_DOUBT);
        assertThat(counters.submits()).isOne();
    }

    @Test
    void whoWantsItSentAgainGetsItSentAgainUnderTheSameName() {
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.resetAfter());

        AwaitedJob outcome = start("key", 2, RESENDING);
        workers.turnUntil(outcome::isDone);

        outcome.result().release(true);
        assertThat(counters.charges()).isEqualTo(2);
        assertThat(publisher.names).hasSize(2);
        assertThat(List.copyOf(publisher.names).get(0))
                .isEqualTo(List.copyOf(publisher.names).get(1));
        assertThat(published()).isEmpty();
    }

    @Test
    void aPictureThatCannotBePublishedIsPublishedLaterAndNothingIsInDoubt() {
        publisher.failures = 2;

        run("key").result().release(true);

        assertThat(counters.submits()).isOne();
        assertThat(publisher.names).hasSize(3).doesNotHaveDuplicates();
        assertThat(published()).isEmpty();
    }

    @Test
    void aProcessThatDiesWhileItPublishesLeavesNoDoubtAndNothingBehind() {
        publisher.death = new AssertionError("killed");
        assertThat(run("key").failure().reason()).isEqualTo(FailureReason.INTERNAL);
        assertThat(published()).hasSize(1);

        run("key").result().release(true);

        assertThat(counters.submits()).isOne();
        assertThat(publisher.names.stream().distinct()).hasSize(1);
        assertThat(published()).isEmpty();
    }

    @Test
    void aRefusalIsOvercomeAndEachTimeThePictureIsTakenAway() {
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.tooManyRequests(Duration.ofSeconds(5)));

        run("key").result().release(true);

        assertThat(counters.submits()).isEqualTo(2);
        assertThat(counters.charges()).isOne();
        assertThat(published()).isEmpty();
    }

    @Test
    void aJobThatIsRefusedLeavesNothingBehind() {
        simulator.faults().on(Operation.SUBMIT).inject(Fault.status(400));

        JobFailure failure = run("key").failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.REJECTED);
        assertThat(failure.message()).contains("Missing parameter for workflow");
        assertThat(published()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unexpected_error", "some other error"})
    void aJobThatFailsLeavesNothingBehind(String type) {
        simulator.faults().onJobs().inject(JobFault.fails(type, ""));

        JobFailure failure = run("key").failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.FAILED);
        assertThat(failure.message()).contains(type);
        assertThat(published()).isEmpty();
    }

    @Test
    void aJobThatLupaForgetsIsLostAfterItsGrace() {
        simulator.faults().onJobs().inject(JobFault.vanishesAfter(Duration.ofMinutes(1)));

        JobFailure failure = run("key").failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.LOST);
        assertThat(failure.message()).contains("Upscale ID not found");
        assertThat(published()).isEmpty();
    }

    @Test
    void aSourceThatLupaCannotFetchFailsAndCostsNothing() {
        web.close();

        assertThat(run("key").failure().message()).contains("unexpected_error");
        assertThat(counters.charges()).isZero();
    }

    @Test
    void aSizeThatNobodyPromisedIsTakenUnlessItMustBeExact() {
        simulator.faults().onJobs().inject(JobFault.wrongSize());

        run("key").result().release(true);
        AwaitedJob exact = start("exact", 2, POLICY, LupaSettings.of(LupaMode.STANDARD, 0, true, Map.of()));
        workers.turnUntil(exact::isDone);

        assertThat(exact.failure().reason()).isEqualTo(FailureReason.INVALID_RESULT);
        assertThat(exact.failure().message()).contains("8 x 6 were asked for");
        assertThat(published()).isEmpty();
    }

    @Test
    void aJobThatTakesTooLongIsGivenUpAndItsPictureStays() {
        simulator.faults().onJobs().nth(1).inject(JobFault.stuckAt(0.5));

        assertThat(run("key").failure().reason()).isEqualTo(FailureReason.TIMED_OUT);
        assertThat(counters.submits()).isOne();
        assertThat(published()).hasSize(1);
    }

    @Test
    void aPictureThatCannotBeTakenAwayDoesNoHarm() {
        publisher.stuck = true;

        run("key").result().release(true);

        assertThat(published()).hasSize(1);
    }

    @Test
    void aSourceByUrlIsFetchedFromThereAndLeftAlone() throws Exception {
        Files.copy(source, published.resolve("mine.png"));
        URI url = URI.create(web.baseUrl() + "/pictures/mine.png?signature=secret");
        AwaitedJob outcome = new AwaitedJob();

        engine.start(
                new JobOrder("key", "lupa", new UpscaleRequest(url, "mine.png", spec(4, Map.of())), POLICY), outcome);
        workers.turnUntil(outcome::isDone);

        assertThat(outcome.result().info().displayWidth()).isEqualTo(16);
        outcome.result().release(true);
        assertThat(published()).containsExactly("mine.png");
        assertThat(publisher.names).isEmpty();
    }

    private JobEngine engine() {
        return new JobEngine(
                "lupa",
                Rates.UNLIMITED,
                TestProvider.of(simulator.baseUrl(), publisher, time::now, Map.of()),
                new JobServices(
                        store,
                        time,
                        workers,
                        workers,
                        work,
                        (job, progress) -> {},
                        new Random(1),
                        Duration.ofHours(24)));
    }

    private AwaitedJob run(String key) {
        AwaitedJob outcome = start(key, 2, POLICY);
        workers.turnUntil(outcome::isDone);
        return outcome;
    }

    private AwaitedJob start(String key, int scale, JobPolicy policy) {
        return start(key, scale, policy, LupaSettings.of(LupaMode.STANDARD, 0, false, Map.of()));
    }

    private AwaitedJob start(String key, int scale, JobPolicy policy, LupaSettings settings) {
        AwaitedJob outcome = new AwaitedJob();
        UpscaleRequest request = new UpscaleRequest(source, "a.png", spec(scale, settings.asText()));
        engine.start(new JobOrder(key, "lupa", request, policy), outcome);
        return outcome;
    }

    private static UpscaleSpec spec(int scale, Map<String, String> settings) {
        return new UpscaleSpec("image", scale, null, null, settings);
    }

    private HttpReply file(String path) throws IOException {
        Path file = published.resolve(path.substring(path.lastIndexOf('/') + 1));
        return Files.exists(file)
                ? HttpReply.empty(200).with(ReplyBody.of(Files.readAllBytes(file)))
                : HttpReply.empty(404);
    }

    private List<String> published() {
        try (Stream<Path> files = Files.list(published)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A public folder that can be out of order. */
    private static final class Recording implements SourcePublisher {

        private final SourcePublisher folder;
        private final ConcurrentLinkedQueue<String> names = new ConcurrentLinkedQueue<>();
        private volatile int failures;
        private volatile boolean stuck;
        private volatile Error death;

        Recording(SourcePublisher folder) {
            this.folder = folder;
        }

        @Override
        public URI publish(Path file, String name) throws Exception {
            names.add(name);
            if (failures-- > 0) {
                throw new IOException("the folder is out of order");
            }
            URI url = folder.publish(file, name);
            Error dies = death;
            if (dies != null) {
                death = null;
                throw dies;
            }
            return url;
        }

        @Override
        public void withdraw(String name) throws Exception {
            if (stuck) {
                throw new IOException("the folder is out of order");
            }
            folder.withdraw(name);
        }
    }
}
