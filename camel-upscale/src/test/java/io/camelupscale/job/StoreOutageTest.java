package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.testprovider.ScriptedProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A store that is out of order for a while, at each step of a job's life. */
class StoreOutageTest extends ScriptedEngine {

    private static final RemoteStatus RUNNING = new RemoteStatus.Running(-1);

    private final Answer answer = new Answer();

    @Test
    void aJobThatCannotBeAddedFailsBeforeAnythingIsSent() {
        ScriptedProvider provider = new ScriptedProvider(true);
        JobEngine engine = engine(provider);

        database.cut();
        engine.start(order(), answer);
        turnUntil(answer::arrived);

        assertThat(answer.failure.reason()).isEqualTo(FailureReason.INTERNAL);
        assertThat(answer.failure.cause()).isInstanceOf(JobStoreException.class);
        assertThat(provider.submits).isEmpty();
        assertThat(engine.jobs()).isEmpty();

        database.mend();
        Answer again = new Answer();
        engine.start(order(), again);
        turnUntil(again::arrived);
        assertThat(again.result).isNotNull();
    }

    @Test
    void nothingIsSentUntilItIsKnownThatItWillBeSent() {
        ScriptedProvider provider = new ScriptedProvider(true) {
            @Override
            public CompletionStage<Estimate> estimate(UpscaleRequest request) {
                database.cut();
                return super.estimate(request);
            }
        };
        provider.estimates(2, Duration.ofMinutes(1));
        engine(provider).start(order(costing(5, null)), answer);

        turnUntil(() -> database.refused() > 1);
        assertThat(provider.submits).isEmpty();

        database.mend();
        turnUntil(answer::arrived);
        assertThat(answer.result).isNotNull();
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aJobThatWasAcceptedMeanwhileIsNotLostAndNotSentAgain() {
        ScriptedProvider provider = new ScriptedProvider(true) {
            @Override
            public CompletionStage<RemoteJob> submit(UpscaleRequest request, RemoteJob soFar, SubmitContext context) {
                database.cut();
                return super.submit(request, soFar, context);
            }
        };
        provider.otherwise(RUNNING);
        engine(provider).start(order(), answer);

        turnUntil(() -> database.refused() > 2);
        assertThat(provider.checks).isEmpty();

        database.mend();
        turnUntil(() -> stored() == JobState.RUNNING);
        assertThat(store.find("account", "key")).map(job -> job.remote().id()).contains("r1");

        provider.otherwise(new RemoteStatus.Done(new RemoteResult("result")));
        turnUntil(answer::arrived);
        assertThat(answer.result.file()).exists();
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void whatAJobCostIsSettledWhenTheStoreIsBack() {
        CreditBudget budget = new CreditBudget(10, Duration.ofDays(1));
        ScriptedProvider provider = new ScriptedProvider(true) {
            @Override
            public CompletionStage<RemoteStatus> check(RemoteJob job) {
                database.cut();
                return super.check(job);
            }
        };
        provider.estimates(2, Duration.ofMinutes(1)).otherwise(new RemoteStatus.Done(new RemoteResult("result"), 7.0));
        engine(provider).start(order(costing(5, budget)), answer);

        turnUntil(() -> database.refused() > 1);
        database.mend();
        turnUntil(answer::arrived);

        assertThat(answer.result).isNotNull();
        assertThat(store.reserve("account", "another", 3, budget)).isTrue();
        assertThat(store.reserve("account", "yet another", 0.5, budget)).isFalse();
    }

    @Test
    void aResultThatWasDownloadedMeanwhileIsHandedOver() {
        ScriptedProvider provider = new ScriptedProvider(true) {
            @Override
            public CompletionStage<Void> download(RemoteJob job, RemoteResult result, Path target) {
                database.cut();
                return super.download(job, result, target);
            }
        };
        engine(provider).start(order(), answer);

        turnUntil(() -> database.refused() > 2);
        assertThat(answer.arrived()).isFalse();

        database.mend();
        turnUntil(answer::arrived);
        assertThat(answer.result.file()).exists();
        assertThat(stored()).isEqualTo(JobState.DOWNLOADED);
    }

    @Test
    void whoeverDeliversAResultDoesNotWaitForTheStore() throws Exception {
        JobEngine engine = engine(new ScriptedProvider(true));
        engine.start(order(), answer);
        turnUntil(answer::arrived);

        database.cut();
        CompletableFuture.runAsync(() -> answer.result.release(true), completions)
                .get(10, TimeUnit.SECONDS);
        CompletableFuture.runAsync(() -> {}, completions).get(10, TimeUnit.SECONDS);
        turnUntil(() -> database.refused() > 1);
        assertThat(engine.jobs()).isNotEmpty();

        database.mend();
        turnUntil(() -> stored() == JobState.DELIVERED);
        await().until(() -> engine.jobs().isEmpty());
        assertThat(told)
                .containsExactly(
                        JobState.NEW,
                        JobState.SUBMITTING,
                        JobState.RUNNING,
                        JobState.DONE,
                        JobState.DOWNLOADED,
                        JobState.DELIVERED);
    }

    @Test
    void aJobThatFailedMeanwhileFailsWhenThatIsKnown() {
        ScriptedProvider provider = new ScriptedProvider(true) {
            @Override
            public CompletionStage<RemoteStatus> check(RemoteJob job) {
                database.cut();
                return super.check(job);
            }
        };
        provider.otherwise(new RemoteStatus.Failed("E7", "too dark", false));
        engine(provider).start(order(), answer);

        turnUntil(() -> database.refused() > 2);
        database.mend();
        turnUntil(answer::arrived);

        assertThat(answer.failure.reason()).isEqualTo(FailureReason.FAILED);
        assertThat(stored()).isNull();
    }

    private static JobPolicy costing(double maxCredits, CreditBudget budget) {
        return new JobPolicy(POLICY.queueTimeout(), POLICY.jobTimeout(), null, null, true, false, maxCredits, budget);
    }
}
