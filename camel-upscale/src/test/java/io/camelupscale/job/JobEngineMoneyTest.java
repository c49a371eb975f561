package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.Lookup;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.ProviderTraits;
import io.camelupscale.spi.ProviderTraits.Capability;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.testprovider.ScriptedProvider;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine does so that nothing is paid twice, nothing is paid and lost, and nothing costs too much. */
class JobEngineMoneyTest {

    private static final RuntimeException LOST = new ProviderException(Kind.OUTCOME_UNKNOWN, "connection reset");

    @TempDir
    Path folder;

    private final ManualJobTimer timer = new ManualJobTimer();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final MemoryJobStore store = new MemoryJobStore(timer::now);
    private WorkDirectory work;
    private UpscaleRequest request;

    @BeforeEach
    void start() throws Exception {
        Path source = folder.resolve("a.png");
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", source.toFile());
        request = new UpscaleRequest(source, "a.png", new UpscaleSpec("image", 2, null, null, Map.of()));
        work = WorkDirectory.open(folder.resolve("work"));
    }

    @AfterEach
    void stop() {
        workers.shutdownNow();
        work.close();
    }

    @Test
    void aSubmitInDoubtThatIsFoundInTheProvidersListGoesOn() {
        Capable provider = new Capable(Capability.LOOKUP);
        provider.refuseSubmits(LOST);
        RemoteJob there = provider.accept(request);
        provider.lookups.add(new Lookup.Absent()); // the list lags behind
        provider.lookups.add(new Lookup.Found(there));
        Answer answer = new Answer();
        engine(provider).start(order("key", policy(null, null)), answer);

        turnUntil(answer::arrived);

        assertThat(answer.result.job().remote()).isEqualTo(there);
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aSubmitInDoubtThatIsMissingTimeAndAgainIsSentAgain() {
        Capable provider = new Capable(Capability.LOOKUP);
        provider.refuseSubmits(LOST);
        Answer answer = new Answer();
        engine(provider).start(order("key", policy(null, null)), answer);

        turnUntil(answer::arrived);

        assertThat(answer.result.file()).exists();
        assertThat(provider.submits).hasSize(2);
        assertThat(provider.lookedUp).isEqualTo(3);
    }

    @Test
    void aSubmitThatBrokeOffBeforeItCostAnythingIsGoneOnWith() {
        ScriptedProvider provider = new ScriptedProvider(true) {
            @Override
            public boolean isResumable(RemoteJob soFar) {
                return true;
            }
        };
        provider.refuseSubmits(LOST);
        Answer answer = new Answer();
        engine(provider).start(order("key", policy(null, null)), answer);

        turnUntil(answer::arrived);

        assertThat(answer.result.file()).exists();
        assertThat(provider.submits).hasSize(2);
    }

    @Test
    void aSubmitInDoubtTellsWhatAPersonNeedsToLookItUp() {
        ScriptedProvider provider = new ScriptedProvider(true);
        provider.refuseSubmits(LOST);
        Answer answer = new Answer();
        engine(provider).start(order("key", policy(null, null)), answer);

        turnUntil(answer::arrived);

        assertThat(answer.failure.message())
                .startsWith("connection reset: ")
                .contains("account account, sent between 2026-01-01T00:00:00Z and 2026-01-01T", "job key key");
    }

    @Test
    void aFinishedJobThatIsNotChargedForYetIsCheckedOnceMoreAndOnlyOnce() {
        RemoteStatus.Done done = new RemoteStatus.Done(new RemoteResult("result"), 2.0);
        ScriptedProvider provider = new ScriptedProvider(true)
                .answerChecks(new RemoteStatus.Unsettled(done), new RemoteStatus.Unsettled(done));
        Answer answer = new Answer();
        engine(provider).start(order("key", policy(null, null)), answer);

        turnUntil(answer::arrived);

        assertThat(answer.result.job().credits()).isEqualTo(2);
        assertThat(provider.checks).hasSize(2);
    }

    @Test
    void aSubmitInDoubtThatCannotBeToldApartIsNotSentAgain() {
        Capable provider = new Capable(Capability.LOOKUP);
        provider.refuseSubmits(LOST);
        provider.lookups.add(new Lookup.Unclear("two jobs look like it"));
        Answer answer = new Answer();
        engine(provider).start(order("key", policy(null, null)), answer);

        turnUntil(answer::arrived);

        assertThat(answer.failure.reason()).isEqualTo(FailureReason.IN_DOUBT);
        assertThat(answer.failure.message()).contains("connection reset").contains("two jobs look like it");
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aSubmitThatMayBeRepeatedIsRepeated() {
        Capable provider = new Capable(Capability.REPEATABLE_SUBMIT);
        provider.refuseSubmits(LOST, LOST);
        Answer answer = new Answer();
        engine(provider).start(order("key", policy(null, null)), answer);

        turnUntil(answer::arrived);

        assertThat(answer.result.file()).exists();
        assertThat(provider.submits).hasSize(3);
        assertThat(provider.contexts).extracting(context -> context.key()).containsOnly("key");
    }

    @Test
    void aJobThatIsTooExpensiveIsNotSent() {
        Capable provider = new Capable(Capability.ESTIMATE);
        provider.price = 4;
        Answer dear = new Answer();
        JobEngine engine = engine(provider);
        engine.start(order("dear", policy(3.5, null)), dear);
        Answer cheap = new Answer();
        engine.start(order("cheap", policy(4.0, null)), cheap);

        turnUntil(() -> dear.arrived() && cheap.arrived());

        assertThat(dear.failure.reason()).isEqualTo(FailureReason.OVER_BUDGET);
        assertThat(dear.failure.message()).contains("4.0").contains("maxCredits=3.5");
        assertThat(cheap.result.job().credits()).isEqualTo(4.0);
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aBudgetBoundsWhatAnAccountCostsInAPeriodByWhatJobsReallyCost() {
        Capable provider = new Capable(Capability.ESTIMATE);
        provider.price = 4;
        provider.charge = 2.0; // less than was estimated
        JobPolicy policy = policy(null, new CreditBudget(7, Duration.ofHours(1)));
        JobEngine engine = engine(provider);

        assertThat(end(engine, "first", policy).result).isNotNull();
        assertThat(end(engine, "second", policy).result).isNotNull();
        assertThat(end(engine, "third", policy).failure.reason()).isEqualTo(FailureReason.OVER_BUDGET);
        timer.advance(Duration.ofHours(1));
        assertThat(end(engine, "third", policy).result).isNotNull();
    }

    @Test
    void whatWasRefusedCostsNothing() {
        Capable provider = new Capable(Capability.ESTIMATE);
        provider.price = 4;
        provider.refuseSubmits(new ProviderException(Kind.REJECTED, "too large"));
        JobPolicy policy = policy(null, new CreditBudget(4, Duration.ofHours(1)));
        JobEngine engine = engine(provider);

        assertThat(end(engine, "first", policy).failure.reason()).isEqualTo(FailureReason.REJECTED);
        assertThat(end(engine, "second", policy).result).isNotNull();
    }

    @Test
    void aSubmitThatIsNotAnsweredInTimeIsInDoubt() {
        ScriptedProvider provider = new ScriptedProvider(true).holdSubmits();
        JobPolicy policy = new JobPolicy(
                Duration.ofHours(9), Duration.ofHours(9), null, Duration.ofMinutes(5), true, false, null, null);

        Answer answer = end(engine(provider), "key", policy);

        assertThat(answer.failure.reason()).isEqualTo(FailureReason.IN_DOUBT);
        assertThat(answer.failure.message()).contains("no answer within 300 s");
    }

    @Test
    void aSubmitOfSeveralStepsThatBlocksForTooLongIsGoneOnWithFromItsLastStep() {
        List<Boolean> wanted = new CopyOnWriteArrayList<>();
        ScriptedProvider provider = new ScriptedProvider(true) {
            @Override
            public boolean isResumable(RemoteJob soFar) {
                return true;
            }

            @Override
            public CompletionStage<RemoteJob> submit(UpscaleRequest asked, RemoteJob soFar, SubmitContext context) {
                if (soFar.equals(RemoteJob.NONE)) {
                    wanted.add(context.isWanted());
                    timer.advance(Duration.ofMinutes(6));
                    wanted.add(context.isWanted());
                    context.checkpoint(accept(asked));
                    throw new AssertionError("it was not wanted any more");
                }
                return CompletableFuture.completedFuture(soFar);
            }
        };
        JobPolicy policy = new JobPolicy(
                Duration.ofHours(9), Duration.ofHours(9), null, Duration.ofMinutes(5), true, false, null, null);

        Answer answer = end(engine(provider), "key", policy);

        assertThat(answer.result.job().remote().id()).isEqualTo("r1");
        assertThat(wanted).containsExactly(true, false);
    }

    @Test
    void aCheckThatIsNotAnsweredInTimeIsRepeated() {
        Capable provider = new Capable();
        provider.silentChecks = 2;
        JobPolicy policy = new JobPolicy(
                Duration.ofHours(9), Duration.ofHours(9), Duration.ofSeconds(60), null, true, false, null, null);

        Answer answer = end(engine(provider), "key", policy);

        assertThat(answer.result.polls()).isEqualTo(3);
    }

    @Test
    void aStopAwaitsTheAnswersToSubmitsAndStoresThem() {
        ScriptedProvider provider = new ScriptedProvider(true).holdSubmits();
        JobEngine engine = engine(provider);
        Answer answer = new Answer();
        engine.start(order("key", policy(null, null)), answer);
        await().until(() -> provider.heldSubmits() == 1);

        CompletableFuture<Void> parked = engine.park().toCompletableFuture();
        assertThat(parked).isNotDone();
        assertThat(answer.parked).isFalse();
        provider.releaseOne();

        await().until(parked::isDone);
        assertThat(answer.parked).isTrue();
        assertThat(store.find("account", "key"))
                .hasValueSatisfying(job -> assertThat(job.remote().id()).isEqualTo("r1"));
    }

    @Test
    void aJobOfWhichNothingWasSentIsCancelledAtOnce() {
        ScriptedProvider provider = new ScriptedProvider(true, 1).holdSubmits();
        JobEngine engine = engine(provider);
        engine.start(order("first", policy(null, null)), new Answer());
        await().until(() -> provider.heldSubmits() == 1);
        Answer answer = new Answer();
        engine.start(order("key", policy(null, null)), answer);
        await().until(() -> store.find("account", "key").isPresent());

        assertThat(engine.cancel("key").toCompletableFuture()).isCompleted();

        await().until(answer::arrived);
        assertThat(answer.failure.reason()).isEqualTo(FailureReason.CANCELLED);
        assertThat(store.find("account", "key")).isEmpty();
        provider.releaseOne();
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aJobThatWasRefusedForNowIsCancelledAtOnce() {
        ScriptedProvider provider = new ScriptedProvider(true)
                .refuseSubmits(new ProviderException(Kind.RATE_LIMITED, "too many", Duration.ofHours(1), null));
        JobEngine engine = engine(provider);
        Answer answer = new Answer();
        engine.start(order("key", policy(null, null)), answer);
        await().until(() -> provider.submits.size() == 1 && engine.jobs().containsKey(JobState.NEW));

        assertThat(engine.cancel("key").toCompletableFuture()).isCompleted();

        await().until(answer::arrived);
        assertThat(answer.failure.reason()).isEqualTo(FailureReason.CANCELLED);
        timer.advance(Duration.ofHours(2));
        assertThat(provider.submits).hasSize(1);
    }

    /** The first of two submits may have been accepted. */
    @Test
    void aJobThatWasInDoubtBeforeItWasRefusedIsNoNewOne() {
        ScriptedProvider provider = new ScriptedProvider(true)
                .refuseSubmits(
                        new ProviderException(Kind.OUTCOME_UNKNOWN, "no answer"),
                        new ProviderException(Kind.RATE_LIMITED, "too many", Duration.ofHours(1), null));
        JobEngine engine = engine(provider);
        JobPolicy resend = new JobPolicy(Duration.ofHours(24), Duration.ofHours(2), true, true);
        engine.start(order("key", resend), new Answer());
        turnUntil(() -> provider.submits.size() == 2);

        await().during(Duration.ofMillis(100)).until(() -> engine.jobs().containsKey(JobState.SUBMITTING));
        assertThat(engine.cancel("key").toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void aRunningJobIsCancelledAtItsProviderAndAskedForItsTrueState() {
        ScriptedProvider provider = new ScriptedProvider(true).otherwise(new RemoteStatus.Running(0.5));
        JobEngine engine = engine(provider);
        Answer answer = new Answer();
        engine.start(order("key", policy(null, null)), answer);
        turnUntil(() -> provider.checks.size() == 1);

        engine.cancel("key");
        provider.otherwise(new RemoteStatus.Cancelled());

        turnUntil(answer::arrived);
        assertThat(provider.cancels).containsExactly("r1");
        assertThat(answer.failure.reason()).isEqualTo(FailureReason.CANCELLED);
    }

    @Test
    void aDetachedJobIsAcceptedKeptRedeliveredAndDeadInTheEnd() {
        ScriptedProvider provider = new ScriptedProvider(true);
        JobEngine engine = engine(provider);
        Acceptance acceptance = new Acceptance();
        engine.start(new JobOrder("key", "account", request, policy(null, null), Map.of("order", 7)), acceptance);
        await().until(() -> acceptance.accepted);
        turnUntil(() -> state("key") == JobState.DOWNLOADED && engine.jobs().isEmpty());

        for (int delivery = 1; delivery <= 3; delivery++) {
            List<JobOutcome> outcomes = engine.takeFinished(10, 2);
            assertThat(outcomes).hasSize(1);
            JobResult result = (JobResult) outcomes.get(0);
            assertThat(result.job().order().headers()).containsEntry("order", 7);
            assertThat(result.job().deliveries()).isEqualTo(delivery);
            result.release(false);
            assertThat(engine.takeFinished(10, 2)).isEmpty(); // there is a pause
            timer.advance(Duration.ofMinutes(1));
        }

        assertThat(state("key")).isEqualTo(JobState.DEAD);
        assertThat(engine.takeFinished(10, 2)).isEmpty();
        Answer byHand = new Answer();
        engine.attend("key", byHand);
        await().until(byHand::arrived);
        assertThat(byHand.result.file()).exists();
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aDetachedJobThatFailsIsReportedOnce() {
        ScriptedProvider provider =
                new ScriptedProvider(true).answerChecks(new RemoteStatus.Failed("E7", "worker died", false));
        JobEngine engine = engine(provider);
        engine.start(new JobOrder("key", "account", request, policy(null, null), Map.of()), new Acceptance());
        turnUntil(() -> state("key") == JobState.FAILED);

        JobFailure failure = (JobFailure) engine.takeFinished(10, 2).get(0);
        assertThat(failure.message()).isEqualTo("worker died");
        failure.release(true);

        assertThat(state("key")).isNull();
        assertThat(folder.resolve("work/sources")).isEmptyDirectory();
    }

    @Test
    void aDetachedJobThatWasGivenUpIsReportedAndNeverSentAgain() {
        ScriptedProvider provider =
                new ScriptedProvider(true).answerChecks(new ProviderException(Kind.UNAUTHORIZED, "key revoked"));
        JobEngine engine = engine(provider);
        JobOrder order = new JobOrder("key", "account", request, policy(null, null), Map.of());
        engine.start(order, new Acceptance());
        turnUntil(() -> store.find("account", "key").map(Job::reason).isPresent());

        JobFailure failure = (JobFailure) engine.takeFinished(10, 2).get(0);
        assertThat(failure.reason()).isEqualTo(FailureReason.UNAUTHORIZED);
        failure.release(true);
        assertThat(engine.takeFinished(10, 2)).isEmpty();
        assertThat(state("key")).isEqualTo(JobState.RUNNING);

        Answer byKey = new Answer();
        engine.attend("key", byKey);
        turnUntil(byKey::arrived);
        assertThat(byKey.result.file()).exists();
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void nobodyWaitsForAJobThatDoesNotExist() {
        Answer answer = new Answer();
        engine(new ScriptedProvider(true)).attend("no such key", answer);

        await().until(answer::arrived);
        assertThat(answer.failure.message()).contains("no such key");
    }

    private @Nullable JobState state(String key) {
        return store.find("account", key).map(Job::state).orElse(null);
    }

    private static JobPolicy policy(@Nullable Double maxCredits, @Nullable CreditBudget budget) {
        return new JobPolicy(Duration.ofHours(24), Duration.ofHours(2), null, null, true, false, maxCredits, budget);
    }

    private JobOrder order(String key, JobPolicy policy) {
        return new JobOrder(key, "account", request, policy);
    }

    private Answer end(JobEngine engine, String key, JobPolicy policy) {
        Answer answer = new Answer();
        engine.start(order(key, policy), answer);
        turnUntil(answer::arrived);
        return answer;
    }

    private JobEngine engine(ScriptedProvider provider) {
        return new JobEngine(
                "account",
                Rates.UNLIMITED,
                provider,
                new JobServices(
                        store,
                        timer,
                        workers,
                        workers,
                        work,
                        (job, progress) -> {},
                        new Random(1),
                        Duration.ofHours(24)));
    }

    private void turnUntil(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            timer.advance(Duration.ofSeconds(1));
            return condition.call();
        });
    }

    /** A provider that can do what not every one can. */
    private static final class Capable extends ScriptedProvider {

        private final Capability[] capabilities;
        private final Queue<Lookup> lookups = new ArrayDeque<>();
        private volatile int lookedUp;
        private volatile double price;
        private volatile @Nullable Double charge;
        private volatile int silentChecks;

        Capable(Capability... capabilities) {
            super(true);
            this.capabilities = capabilities;
        }

        @Override
        public ProviderTraits traits() {
            return super.traits().with(capabilities);
        }

        @Override
        public CompletionStage<Lookup> lookUp(UpscaleRequest source, RemoteJob soFar, String key, Instant since) {
            lookedUp++;
            Lookup answer = lookups.poll();
            return CompletableFuture.completedFuture(answer == null ? new Lookup.Absent() : answer);
        }

        @Override
        public CompletionStage<Estimate> estimate(UpscaleRequest source) {
            return CompletableFuture.completedFuture(new Estimate(price));
        }

        @Override
        public CompletionStage<RemoteStatus> check(RemoteJob job) {
            if (silentChecks > 0) {
                silentChecks--;
                return new CompletableFuture<>();
            }
            return charge == null
                    ? super.check(job)
                    : CompletableFuture.completedFuture(new RemoteStatus.Done(new RemoteResult("result"), charge));
        }
    }

    private static class Answer implements JobObserver {

        private volatile JobResult result;
        private volatile JobFailure failure;
        private volatile boolean parked;

        @Override
        public void succeeded(JobResult success) {
            result = success;
        }

        @Override
        public void failed(JobFailure cause) {
            failure = cause;
        }

        @Override
        public void parked() {
            parked = true;
        }

        boolean arrived() {
            return result != null || failure != null;
        }
    }

    private static final class Acceptance extends Answer {

        private volatile boolean accepted;

        @Override
        public boolean accepted(Job job) {
            accepted = true;
            return true;
        }
    }
}
