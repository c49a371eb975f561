package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.testprovider.ScriptedProvider;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobEngineTest {

    private static final JobPolicy POLICY = policy(Duration.ofHours(24), Duration.ofHours(2), true);
    private static final RemoteStatus QUEUED = new RemoteStatus.Queued();
    private static final RemoteStatus RUNNING = new RemoteStatus.Running(-1);
    private static final RemoteStatus DONE = new RemoteStatus.Done(new RemoteResult("result"));

    @TempDir
    Path folder;

    private final ManualJobTimer timer = new ManualJobTimer();
    private final MemoryJobStore store = new MemoryJobStore(timer::now);
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final ExecutorService completions = Executors.newFixedThreadPool(2, task -> new Thread(task, "completion"));
    private final List<JobState> states = new CopyOnWriteArrayList<>();
    private final List<Double> progress = new CopyOnWriteArrayList<>();
    private WorkDirectory work;
    private UpscaleRequest request;

    @BeforeEach
    void makeSource() throws IOException {
        Path source = folder.resolve("a.png");
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", source.toFile());
        request = new UpscaleRequest(source, "a.png", new UpscaleSpec("image", 2, null, null, Map.of()));
        work = WorkDirectory.open(folder.resolve("work"));
    }

    @AfterEach
    void stop() {
        workers.shutdownNow();
        completions.shutdownNow();
        work.close();
    }

    @Test
    void aJobGoesThroughItsStatesAndDeliversAVerifiedResult() {
        Answer answer = run(new ScriptedProvider(true).answerChecks(QUEUED, new RemoteStatus.Running(0.5)));

        advanceUntil(answer::arrived);

        JobResult result = answer.result();
        assertThat(result.info().displayWidth()).isEqualTo(6);
        assertThat(result.info().displayHeight()).isEqualTo(4);
        assertThat(result.polls()).isEqualTo(3);
        assertThat(states)
                .containsSubsequence(JobState.SUBMITTING, JobState.RUNNING, JobState.DONE, JobState.DOWNLOADED);
        assertThat(progress).contains(0.5);
        assertThat(answer.thread).isEqualTo("completion");
    }

    @Test
    void aPaidResultIsKeptForAWhileAfterItWasDelivered() {
        JobEngine engine = engine(new ScriptedProvider(true));
        Answer answer = new Answer();
        engine.start(order("key", request, POLICY), answer);
        advanceUntil(answer::arrived);

        assertThat(answer.result().file()).exists();
        assertThat(store.find("account", "key")).map(Job::state).contains(JobState.DOWNLOADED);

        answer.result().release(true);

        assertThat(store.find("account", "key")).map(Job::state).contains(JobState.DELIVERED);
        assertThat(states).endsWith(JobState.DELIVERED);
        assertThat(engine.jobs()).isEmpty();

        timer.advance(Duration.ofHours(24));
        assertThat(store.purge(Duration.ofHours(24)))
                .containsExactly(answer.result().file());
        assertThat(store.find("account", "key")).isEmpty();
    }

    @Test
    void theSameJobIsSubmittedOnceHoweverManyWaitForIt() {
        ScriptedProvider provider = new ScriptedProvider(true).answerChecks(RUNNING, RUNNING);
        JobEngine engine = engine(provider);
        List<Answer> answers = List.of(new Answer(), new Answer(), new Answer());
        answers.forEach(answer -> engine.start(order("key", request, POLICY), answer));

        answers.forEach(answer -> advanceUntil(answer::arrived));
        Answer late = new Answer();
        engine.start(order("key", request, POLICY), late);
        await().until(late::arrived);

        assertThat(provider.submits).hasSize(1);
        assertThat(late.result().file()).isEqualTo(answers.get(0).result().file());
        answers.forEach(answer -> answer.result().release(true));
        assertThat(late.result().file()).exists();
        assertThat(engine.jobs()).isNotEmpty();
        late.result().release(true);
        assertThat(engine.jobs()).isEmpty();
    }

    @Test
    void theJobIsInTheStoreBeforeAnythingIsSent() {
        ScriptedProvider provider = new ScriptedProvider(true).holdSubmits();
        run(provider);
        await().until(() -> provider.heldSubmits() == 1);

        assertThat(store.find("account", "key")).map(Job::state).contains(JobState.SUBMITTING);
    }

    @Test
    void timeInTheQueueIsNotRunTime() {
        ScriptedProvider provider = new ScriptedProvider(true).otherwise(QUEUED);
        Answer answer = run(provider);
        advanceInSteps(Duration.ofHours(23));
        assertThat(answer.arrived()).isFalse();

        provider.otherwise(RUNNING);
        advanceInSteps(Duration.ofMinutes(119));
        assertThat(answer.arrived()).isFalse();

        advanceUntil(answer::arrived);
        assertThat(answer.failure().reason()).isEqualTo(FailureReason.TIMED_OUT);
        assertThat(answer.failure().message()).contains("jobTimeout");
        assertThat(provider.cancels).hasSize(1);
    }

    @Test
    void aJobThatNeverLeavesTheQueueEndsAtItsQueueTimeout() {
        ScriptedProvider provider = new ScriptedProvider(true).otherwise(QUEUED);
        Answer answer = run(provider);

        advanceInSteps(Duration.ofHours(24));
        advanceUntil(answer::arrived);

        assertThat(answer.failure().message()).contains("queueTimeout");
    }

    @Test
    void aJobThatFinishesWhileItIsCancelledIsDelivered() {
        ScriptedProvider provider = new ScriptedProvider(true).answerChecks(RUNNING, RUNNING, DONE);
        Answer answer = new Answer();
        engine(provider).start(order("key", request, policy(Duration.ofHours(1), Duration.ofSeconds(1), true)), answer);

        advanceUntil(answer::arrived);

        assertThat(provider.cancels).hasSize(1);
        assertThat(answer.result().file()).exists();
    }

    @Test
    void aJobWhoseTimeIsUpIsLeftToRunIfThatIsWanted() {
        ScriptedProvider provider = new ScriptedProvider(true).otherwise(RUNNING);
        Answer answer = new Answer();
        engine(provider)
                .start(order("key", request, policy(Duration.ofHours(1), Duration.ofSeconds(1), false)), answer);

        advanceUntil(answer::arrived);

        assertThat(answer.failure().reason()).isEqualTo(FailureReason.TIMED_OUT);
        assertThat(answer.failure().message()).contains("left to run");
        assertThat(provider.cancels).isEmpty();
    }

    @Test
    void aPaidSubmitWhoseAnswerWasLostIsNeverSentAgain() {
        ScriptedProvider provider = new ScriptedProvider(true)
                .refuseSubmits(new ProviderException(Kind.OUTCOME_UNKNOWN, "connection reset"));
        Answer answer = run(provider);
        advanceUntil(answer::arrived);

        assertThat(answer.failure().reason()).isEqualTo(FailureReason.IN_DOUBT);
        assertThat(states).contains(JobState.IN_DOUBT);
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aJobInDoubtIsNotSentAgainHoweverOftenItIsAskedFor() {
        ScriptedProvider provider = new ScriptedProvider(true)
                .refuseSubmits(new ProviderException(Kind.OUTCOME_UNKNOWN, "connection reset"));
        JobEngine engine = engine(provider);
        for (int i = 0; i < 3; i++) {
            Answer answer = new Answer();
            engine.start(order("key", request, POLICY), answer);
            await().until(answer::arrived);

            assertThat(answer.failure().reason()).isEqualTo(FailureReason.IN_DOUBT);
            assertThat(answer.failure().message()).contains("not sent again");
        }
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aJobInDoubtIsSentAgainIfThatIsWanted() {
        ScriptedProvider provider = new ScriptedProvider(true)
                .refuseSubmits(new ProviderException(Kind.OUTCOME_UNKNOWN, "connection reset"));
        Answer answer = new Answer();
        JobPolicy resubmit = new JobPolicy(Duration.ofHours(24), Duration.ofHours(2), true, true);
        engine(provider).start(order("key", request, resubmit), answer);
        advanceUntil(answer::arrived);

        assertThat(answer.result().file()).exists();
        assertThat(provider.submits).hasSize(2);
    }

    @Test
    void aJobThatIsTakenUpAgainUsesTheSourceOfWhoeverAsksNow() throws IOException {
        ScriptedProvider provider = new ScriptedProvider(true)
                .refuseSubmits(new ProviderException(Kind.OUTCOME_UNKNOWN, "connection reset"));
        JobEngine engine = engine(provider);
        Answer first = new Answer();
        engine.start(order("key", request, POLICY), first);
        await().until(first::arrived);
        Path moved = Files.move(request.source(), folder.resolve("moved.png"));

        Answer second = new Answer();
        JobPolicy resubmit = new JobPolicy(Duration.ofHours(24), Duration.ofHours(2), true, true);
        engine.start(order("key", new UpscaleRequest(moved, "moved.png", request.spec()), resubmit), second);
        advanceUntil(second::arrived);

        assertThat(second.result().file()).exists();
    }

    @Test
    void aPaidJobThatCannotBeCancelledIsNotForgotten() {
        ScriptedProvider provider = new ScriptedProvider(true).otherwise(RUNNING);
        JobEngine engine = engine(provider);
        Answer first = new Answer();
        engine.start(order("key", request, policy(Duration.ofHours(1), Duration.ofSeconds(1), true)), first);
        advanceUntil(first::arrived);
        assertThat(first.failure().message()).contains("goes on nevertheless");

        provider.otherwise(DONE);
        Answer second = new Answer();
        engine.start(order("key", request, POLICY), second);
        advanceUntil(second::arrived);

        assertThat(second.result().file()).exists();
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aPaidJobThatWasGivenUpIsTakenUpAgainAndNotPaidTwice() {
        ScriptedProvider provider =
                new ScriptedProvider(true).answerChecks(new ProviderException(Kind.UNAUTHORIZED, "key revoked"));
        JobEngine engine = engine(provider);
        Answer first = new Answer();
        engine.start(order("key", request, POLICY), first);
        advanceUntil(first::arrived);
        assertThat(first.failure().reason()).isEqualTo(FailureReason.UNAUTHORIZED);

        Answer second = new Answer();
        engine.start(order("key", request, POLICY), second);
        advanceUntil(second::arrived);

        assertThat(second.result().file()).exists();
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aJobThatWasLeftToRunIsFoundAgain() {
        ScriptedProvider provider = new ScriptedProvider(true).otherwise(RUNNING);
        JobEngine engine = engine(provider);
        Answer first = new Answer();
        engine.start(order("key", request, policy(Duration.ofHours(1), Duration.ofSeconds(1), false)), first);
        advanceUntil(first::arrived);

        provider.otherwise(DONE);
        Answer second = new Answer();
        engine.start(order("key", request, POLICY), second);
        advanceUntil(second::arrived);

        assertThat(second.result().file()).exists();
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aJobThatIsAskedForAgainDaysLaterHasItsTimeInTheQueueBeforeIt() {
        ScriptedProvider provider = new ScriptedProvider(true).otherwise(QUEUED);
        JobEngine engine = engine(provider);
        Answer first = new Answer();
        engine.start(order("key", request, policy(Duration.ofHours(1), Duration.ofHours(1), false)), first);
        advanceUntil(first::arrived);
        timer.advance(Duration.ofDays(3));

        Answer second = new Answer();
        engine.start(order("key", request, POLICY), second);
        advanceInSteps(Duration.ofHours(1));
        assertThat(second.arrived()).isFalse();
        provider.otherwise(DONE);
        advanceUntil(second::arrived);

        assertThat(second.result().file()).exists();
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aPaidResultThatWasNotDeliveredIsKeptForWhoeverAsksAgain() {
        ScriptedProvider provider = new ScriptedProvider(true);
        JobEngine engine = engine(provider);
        Answer first = new Answer();
        engine.start(order("key", request, POLICY), first);
        advanceUntil(first::arrived);
        first.result().release(false);

        Answer second = new Answer();
        engine.start(order("key", request, POLICY), second);
        await().until(second::arrived);

        assertThat(second.result().file()).isEqualTo(first.result().file()).exists();
        assertThat(provider.submits).hasSize(1);
        assertThat(provider.checks).hasSize(1);
        second.result().release(true);
        assertThat(store.find("account", "key")).map(Job::state).contains(JobState.DELIVERED);
    }

    @Test
    void aFreeResultThatWasNotDeliveredIsNotKept() {
        Answer answer = run(new ScriptedProvider(false));
        advanceUntil(answer::arrived);

        answer.result().release(false);

        assertThat(answer.result().file()).doesNotExist();
        assertThat(store.find("account", "key")).isEmpty();
    }

    @Test
    void whatIsNoPictureIsRefusedBeforeAnythingIsSent() throws IOException {
        Files.writeString(request.source(), "hello");
        ScriptedProvider provider = new ScriptedProvider(true);
        Answer answer = run(provider);
        await().until(answer::arrived);

        assertThat(answer.failure().reason()).isEqualTo(FailureReason.REJECTED);
        assertThat(provider.submits).isEmpty();
        assertThat(store.find("account", "key")).isEmpty();
    }

    @Test
    void aProviderThatAsksToBeLeftAloneIsLeftAloneByAllJobs() {
        ScriptedProvider provider = new ScriptedProvider(true)
                .refuseSubmits(new ProviderException(Kind.RATE_LIMITED, "slow down", Duration.ofMinutes(5), null));
        JobEngine engine = engine(provider);
        Answer first = new Answer();
        engine.start(order("key", request, POLICY), first);
        await().until(() -> timer.alarms() == 1);

        Answer second = new Answer();
        engine.start(order("other", request, POLICY), second);
        timer.advance(Duration.ofSeconds(299));
        assertThat(provider.submits).hasSize(1);

        timer.advance(Duration.ofSeconds(1));
        advanceUntil(() -> first.arrived() && second.arrived());
        assertThat(provider.submits).hasSize(3);
    }

    @Test
    void aRefusedRequestFailsAtOnceWithTheProvidersReason() {
        ScriptedProvider provider =
                new ScriptedProvider(true).refuseSubmits(new ProviderException(Kind.REJECTED, "scale 9 is too much"));
        Answer answer = run(provider);
        await().until(answer::arrived);

        assertThat(answer.failure().reason()).isEqualTo(FailureReason.REJECTED);
        assertThat(answer.failure().message()).isEqualTo("scale 9 is too much");
        assertThat(store.find("account", "key")).isEmpty();
    }

    @Test
    void aJobThatTheProviderGaveUpFailsAndABadInputIsToldApart() {
        Answer gaveUp =
                run(new ScriptedProvider(true).answerChecks(new RemoteStatus.Failed("E7", "worker died", false)));
        advanceUntil(gaveUp::arrived);
        Answer badInput =
                run(new ScriptedProvider(true).answerChecks(new RemoteStatus.Failed("E8", "cut short", true)));
        advanceUntil(badInput::arrived);

        assertThat(gaveUp.failure().reason()).isEqualTo(FailureReason.FAILED);
        assertThat(gaveUp.failure().message()).isEqualTo("worker died");
        assertThat(badInput.failure().reason()).isEqualTo(FailureReason.REJECTED);
    }

    @Test
    void aFreeJobThatTheProviderLostIsSubmittedAgainAFewTimesOnly() {
        RuntimeException lost = new ProviderException(Kind.NOT_FOUND, "no such job");
        ScriptedProvider provider = new ScriptedProvider(false).answerChecks(lost, lost, lost, lost);
        Answer answer = run(provider);
        advanceUntil(answer::arrived);

        assertThat(answer.failure().reason()).isEqualTo(FailureReason.LOST);
        assertThat(provider.submits).hasSize(4);
    }

    @Test
    void checksThatFailInPassingAreRepeated() {
        ScriptedProvider provider = new ScriptedProvider(true)
                .answerChecks(
                        new ProviderException(Kind.UNAVAILABLE, "503"),
                        new ProviderException(Kind.RATE_LIMITED, "429", Duration.ofSeconds(30), null));
        Answer answer = run(provider);
        advanceUntil(answer::arrived);

        assertThat(answer.result().polls()).isEqualTo(3);
    }

    @Test
    void aHintChecksAtOnceAndNeverTwiceAtATime() {
        ScriptedProvider provider = new ScriptedProvider(true).answerChecks(RUNNING);
        Answer answer = run(provider);
        await().until(() -> timer.alarms() == 1);

        provider.contexts.get(0).changed();
        await().until(() -> provider.checks.size() == 1);
        await().until(() -> timer.alarms() == 1);
        provider.contexts.get(0).changed();
        provider.contexts.get(0).changed();

        await().until(answer::arrived);
        assertThat(provider.checks).hasSize(2);
    }

    @Test
    void aResultOfTheWrongSizeIsRefusedAndKept() {
        Answer answer = run(new ScriptedProvider(true).deliverScale(3));
        advanceUntil(answer::arrived);

        assertThat(answer.failure().reason()).isEqualTo(FailureReason.INVALID_RESULT);
        assertThat(answer.failure().message()).contains("9 x 6").contains("6 x 4");
        String kept = answer.failure().message().replaceAll(".*kept as (.*)\\)", "$1");
        assertThat(Path.of(kept)).exists();
    }

    @Test
    void parkingLetsGoWithoutAnAnswerAndCancelsNothing() {
        ScriptedProvider provider = new ScriptedProvider(true).otherwise(RUNNING);
        JobEngine engine = engine(provider);
        Answer answer = new Answer();
        engine.start(order("key", request, POLICY), answer);
        await().until(() -> timer.alarms() == 1);

        engine.park();
        Answer late = new Answer();
        engine.start(order("late", request, POLICY), late);

        assertThat(answer.parked).isEqualTo(1);
        assertThat(late.parked).isEqualTo(1);
        assertThat(timer.alarms()).isZero();
        assertThat(provider.cancels).isEmpty();
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aDefectInAProviderEndsTheJobInsteadOfLeavingItHanging() {
        Answer answer = run(new ScriptedProvider(true).answerChecks(new LinkageError("no such method")));
        advanceUntil(answer::arrived);

        assertThat(answer.failure().reason()).isEqualTo(FailureReason.INTERNAL);
        assertThat(answer.failure().message()).contains("no such method");
    }

    @Test
    void noMoreSubmitsAreUnderWayThanTheProviderAllows() {
        ScriptedProvider provider = new ScriptedProvider(true, 3).holdSubmits();
        JobEngine engine = engine(provider);
        for (int i = 0; i < 20; i++) {
            engine.start(order("key" + i, request, POLICY), new Answer());
        }
        advanceUntil(Gate.MOMENT, () -> provider.heldSubmits() == 3);

        provider.releaseOne();

        await().until(() -> provider.submits.size() == 4);
        assertThat(provider.heldSubmits()).isEqualTo(3);
    }

    @Test
    void neverMoreSubmitsAndChecksThanTheRatesAllowInAnyPeriod() {
        ScriptedProvider provider = new ScriptedProvider(true, 50).otherwise(RUNNING);
        Rates rates = new Rates(new Rate(5, Duration.ofHours(1)), new Rate(20, Duration.ofHours(1)));
        JobEngine engine = engine(provider, store, rates);
        for (int i = 0; i < 12; i++) {
            engine.start(order("key" + i, request, POLICY), new Answer());
        }
        await().until(() -> provider.submits.size() == 5);

        for (int hour = 1; hour <= 2; hour++) {
            advanceInSteps(Duration.ofMinutes(59));
            assertThat(provider.submits).hasSize(5 * hour);
            assertThat(provider.checks).hasSizeLessThanOrEqualTo(20 * hour);
            advanceInSteps(Duration.ofMinutes(1));
        }

        advanceUntil(() -> provider.submits.size() == 12); // a call counts until an hour after its end
        assertThat(provider.checks).hasSizeBetween(30, 60);
    }

    private static JobPolicy policy(Duration queueTimeout, Duration jobTimeout, boolean cancelOverdue) {
        return new JobPolicy(queueTimeout, jobTimeout, cancelOverdue, false);
    }

    private static JobOrder order(String key, UpscaleRequest request, JobPolicy policy) {
        return new JobOrder(key, "account", request, policy);
    }

    private Answer run(ScriptedProvider provider) {
        Answer answer = new Answer();
        engine(provider).start(order("key", request, POLICY), answer);
        return answer;
    }

    private JobEngine engine(ScriptedProvider provider) {
        return engine(provider, store);
    }

    private JobEngine engine(ScriptedProvider provider, JobStore jobs) {
        return engine(provider, jobs, Rates.UNLIMITED);
    }

    private JobEngine engine(ScriptedProvider provider, JobStore jobs, Rates rates) {
        JobServices services = new JobServices(
                jobs,
                timer,
                workers,
                completions,
                work,
                this::hear,
                RandomGenerator.getDefault(),
                Duration.ofHours(24));
        return new JobEngine("account", rates, provider, services);
    }

    private void hear(Job job, double done) {
        states.add(job.state());
        progress.add(done);
    }

    /** Turns time, a second at a time, until the condition holds. */
    private void advanceUntil(Callable<Boolean> condition) {
        advanceUntil(Duration.ofSeconds(1), condition);
    }

    private void advanceUntil(Duration step, Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            timer.advance(step);
            return condition.call();
        });
    }

    /** Turns time by this much in steps that give each check the time to end. */
    private void advanceInSteps(Duration duration) {
        Duration step = Duration.ofMinutes(1);
        for (Duration turned = Duration.ZERO; turned.compareTo(duration) < 0; turned = turned.plus(step)) {
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> timer.alarms() > 0);
            timer.advance(step);
        }
    }

    private static final class Answer implements JobObserver {
        private volatile JobResult result;
        private volatile JobFailure failure;
        private volatile String thread;
        private volatile int parked;

        @Override
        public void succeeded(JobResult success) {
            thread = Thread.currentThread().getName();
            result = success;
        }

        @Override
        public void failed(JobFailure cause) {
            failure = cause;
        }

        @Override
        public void parked() {
            parked++;
        }

        boolean arrived() {
            return result != null || failure != null;
        }

        JobResult result() {
            assertThat(failure).isNull();
            assertThat(result).isNotNull();
            return result;
        }

        JobFailure failure() {
            assertThat(result).isNull();
            assertThat(failure).isNotNull();
            return failure;
        }
    }
}
