package io.camelupscale.upscayl.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.job.FailureReason;
import io.camelupscale.job.JobResult;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.job.MemoryJobStore;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.service.Durations;
import io.camelupscale.test.upscayl.UpscaylSimulator;
import io.camelupscale.upscayl.image.TestEngine.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files that are given together go as one task, and stay a job each. */
class SharedTaskTest {

    @TempDir
    Path folder;

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final UpscaylSimulator simulator = UpscaylSimulator.builder()
            .time(time)
            .jobsTake(Durations.between(Duration.ofSeconds(10), Duration.ofSeconds(300)))
            .build();

    private final Counters counters = simulator.counters();
    private final MemoryJobStore store = new MemoryJobStore(time::now);
    private TestEngine engine;

    @BeforeEach
    void startEngine() throws Exception {
        engine = new TestEngine(
                time, folder.resolve("work"), TestEngine.DOCUMENTED, TestProvider.of(simulator, time::now), store);
    }

    @AfterEach
    void stopEngine() {
        engine.close();
    }

    @Test
    void tenFilesAreOneTaskAndEachGetsItsOwnResult() {
        List<Outcome> outcomes = start(pictures("png", 10));
        time.advance(Duration.ofMinutes(15));

        assertThat(outcomes).allMatch(outcome -> outcome.isDone());
        for (int i = 0; i < 10; i++) {
            JobResult result = outcomes.get(i).result();
            assertThat(result.info().displayWidth()).isEqualTo(2 * (4 + i));
            assertThat(result.job().credits()).isEqualTo(1);
        }
        assertThat(outcomes)
                .extracting(outcome -> outcome.result().job().remote().id())
                .containsOnly(outcomes.get(0).result().job().remote().id());
        assertThat(counters.submits()).isOne();
        assertThat(counters.polls()).isLessThan(45); // for the longest of them, not for each
        assertThat(counters.charges()).isOne();
        assertThat(counters.creditsCharged()).isEqualTo(10);
    }

    @Test
    void twentyFiveFilesOfTwoFormatsAreAFewTasks() {
        List<UpscaleRequest> requests = new ArrayList<>(pictures("png", 13));
        requests.addAll(pictures("jpg", 12));
        List<Outcome> outcomes = start(requests);
        time.advance(Duration.ofMinutes(40));

        assertThat(outcomes).allMatch(outcome -> outcome.isDone());
        assertThat(outcomes.get(3).result().info().format()).isEqualTo(ImageFormat.PNG);
        assertThat(outcomes.get(23).result().info().format()).isEqualTo(ImageFormat.JPEG);
        assertThat(counters.submits()).isEqualTo(4);
        assertThat(counters.limited(Operation.CHECK)).isZero();
    }

    @Test
    void filesThatAreWantedInDifferentWaysShareNoTask() {
        UpscaleRequest twice = picture("x.png", 5);
        UpscaleSpec spec = twice.spec();
        UpscaleRequest thrice = new UpscaleRequest(
                picture("y.png", 5).source(),
                "y.png",
                new UpscaleSpec(spec.media(), 3, spec.model(), spec.outputFormat(), spec.settings()));
        List<Outcome> outcomes = start(List.of(twice, thrice));
        time.advance(Duration.ofMinutes(15));

        assertThat(outcomes)
                .extracting(outcome -> outcome.result().info().displayWidth())
                .containsExactly(10, 15);
        assertThat(counters.submits()).isEqualTo(2);
    }

    @Test
    void filesOfTheSameNameAreToldApart() {
        List<UpscaleRequest> requests = List.of(picture("a/x.png", 5), picture("b/x.png", 7), picture("c/x.png", 9));
        List<Outcome> outcomes = start(requests);
        time.advance(Duration.ofMinutes(15));

        assertThat(outcomes)
                .extracting(outcome -> outcome.result().info().displayWidth())
                .containsExactly(10, 14, 18);
        assertThat(counters.submits()).isOne();
    }

    @Test
    void aFileThatFailsIsToldOfThatFileAlone() {
        simulator.faults().onJobs().nth(2).inject(JobFault.fails("E", "too blurred"));
        List<Outcome> outcomes = start(pictures("png", 3));
        time.advance(Duration.ofMinutes(15));

        assertThat(outcomes.get(0).result().job().credits()).isEqualTo(1);
        assertThat(outcomes.get(2).result().job().credits()).isEqualTo(1);
        assertThat(outcomes.get(1).failure().reason()).isEqualTo(FailureReason.FAILED);
        assertThat(outcomes.get(1).failure().message()).contains("too blurred");
    }

    @Test
    void aResultThatIsNotWhatWasAskedForIsToldOfThatFileAlone() {
        simulator.faults().onJobs().nth(3).inject(JobFault.wrongSize());
        List<Outcome> outcomes = start(pictures("png", 3));
        time.advance(Duration.ofMinutes(15));

        outcomes.get(0).result();
        outcomes.get(1).result();
        assertThat(outcomes.get(2).failure().reason()).isEqualTo(FailureReason.INVALID_RESULT);
    }

    @Test
    void aSourceThatIsNoneGoesNowhereAndTheOthersAreOneTask() throws Exception {
        List<UpscaleRequest> requests = new ArrayList<>(pictures("png", 3));
        requests.add(1, picture("no.gif", 5));
        List<Outcome> outcomes = start(requests);
        time.advance(Duration.ofMinutes(15));

        assertThat(outcomes.get(1).failure().reason()).isEqualTo(FailureReason.REJECTED);
        assertThat(outcomes.get(3).result().info().displayWidth()).isEqualTo(12);
        assertThat(counters.submits()).isOne();
    }

    @Test
    void aTaskWhoseAnswerIsLostIsInDoubtForEachOfItsFilesAndNeverStartedAgain() {
        simulator.faults().on(Operation.SUBMIT).inject(Fault.resetAfter());
        List<Outcome> outcomes = start(pictures("png", 3));
        time.advance(Duration.ofHours(2));
        List<Outcome> again = start(pictures("png", 3));
        time.advance(Duration.ofHours(2));

        assertThat(outcomes).allMatch(outcome -> outcome.failure().reason() == FailureReason.IN_DOUBT);
        assertThat(again).allMatch(outcome -> outcome.failure().reason() == FailureReason.IN_DOUBT);
        assertThat(counters.submits()).isOne();
    }

    @Test
    void aTaskThatWasRefusedForNowIsSentAgainAsOne() {
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.status(429));
        List<Outcome> outcomes = start(pictures("png", 3));
        time.advance(Duration.ofMinutes(20));

        assertThat(outcomes).allMatch(outcome -> outcome.isDone());
        assertThat(counters.submits()).isEqualTo(2);
        assertThat(counters.accepted()).isOne();
    }

    @Test
    void anotherProcessGoesOnWithAllOfThemAndStillAsksOnce() throws Exception {
        start(pictures("png", 5));
        time.advance(Duration.ofSeconds(5));
        assertThat(counters.submits()).isOne();
        engine.close();
        long before = counters.polls();
        try (TestEngine next = new TestEngine(
                time, folder.resolve("next"), TestEngine.DOCUMENTED, TestProvider.of(simulator, time::now), store)) {
            List<Outcome> outcomes = pictures("png", 5).stream()
                    .map(request -> next.start(request.sourceName(), request))
                    .toList();
            time.advance(Duration.ofMinutes(15));

            assertThat(outcomes).allMatch(outcome -> outcome.isDone());
            outcomes.forEach(outcome -> outcome.result().release(true));
        }
        assertThat(counters.submits()).isOne();
        assertThat(counters.polls() - before).isLessThan(45);
    }

    private List<Outcome> start(List<UpscaleRequest> requests) {
        return engine.startAll(requests);
    }

    private List<UpscaleRequest> pictures(String format, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> picture(i + "." + format, 4 + i))
                .toList();
    }

    private UpscaleRequest picture(String name, int width) {
        try {
            Path file = folder.resolve(width + name.replaceFirst(".*\\.", "."));
            return new UpscaleRequest(
                    TestProvider.picture(file, width, 3), name, new UpscaleSpec("image", 2, null, null, Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
