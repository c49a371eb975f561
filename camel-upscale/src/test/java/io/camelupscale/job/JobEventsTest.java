package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.testprovider.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener is told: each transition once, and each step of progress. */
class JobEventsTest extends ScriptedEngine {

    private static final RemoteStatus RUNNING = new RemoteStatus.Running(-1);
    private static final RemoteStatus DONE = new RemoteStatus.Done(new RemoteResult("result"));

    private final Answer answer = new Answer();

    @Test
    void aJobThatIsDelivered() {
        JobEngine engine = engine(new ScriptedProvider(true)
                .answerChecks(
                        new RemoteStatus.Queued(),
                        RUNNING,
                        new RemoteStatus.Running(0.25),
                        new RemoteStatus.Running(0.25),
                        new RemoteStatus.Running(0.5)));
        engine.start(order(), answer);
        turnUntil(answer::arrived);
        answer.result.release(true);

        tells(
                JobState.NEW,
                JobState.SUBMITTING,
                JobState.RUNNING,
                0.25,
                0.5,
                JobState.DONE,
                JobState.DOWNLOADED,
                JobState.DELIVERED);
    }

    @Test
    void aResultThatIsDeliveredOnceMoreIsNoTransition() {
        JobEngine engine = engine(new ScriptedProvider(true));
        engine.start(order(), answer);
        turnUntil(answer::arrived);
        answer.result.release(true);
        await().until(() -> engine.jobs().isEmpty());
        told.clear();

        Answer again = new Answer();
        engine.start(order(), again);
        turnUntil(again::arrived);
        again.result.release(true);
        await().until(() -> engine.jobs().isEmpty());

        tells();
    }

    @Test
    void aResultOfAFreeProviderThatWasNotDelivered() {
        JobEngine engine = engine(new ScriptedProvider(false));
        engine.start(order(), answer);
        turnUntil(answer::arrived);
        answer.result.release(false);
        await().until(() -> engine.jobs().isEmpty());

        tells(JobState.NEW, JobState.SUBMITTING, JobState.RUNNING, JobState.DONE, JobState.DOWNLOADED);
    }

    @Test
    void aJobThatIsRefusedForAWhile() {
        run(new ScriptedProvider(true)
                .refuseSubmits(new ProviderException(Kind.UNAVAILABLE, "later"))
                .answerChecks(new RemoteStatus.Failed("E7", "too dark", false)));

        tells(JobState.NEW, JobState.SUBMITTING, JobState.NEW, JobState.SUBMITTING, JobState.RUNNING, JobState.FAILED);
    }

    @Test
    void aJobThatIsInDoubtAndSentAgain() {
        Answer resent = new Answer();
        engine(new ScriptedProvider(true)
                        .refuseSubmits(new ProviderException(Kind.OUTCOME_UNKNOWN, "no answer"))
                        .answerChecks(new RemoteStatus.Cancelled()))
                .start(order(new JobPolicy(Duration.ofHours(24), Duration.ofHours(2), true, true)), resent);
        turnUntil(resent::arrived);

        tells(
                JobState.NEW,
                JobState.SUBMITTING,
                JobState.IN_DOUBT,
                JobState.SUBMITTING,
                JobState.RUNNING,
                JobState.CANCELLED);
    }

    @Test
    void aJobThatTakesTooLong() {
        ScriptedProvider provider = new ScriptedProvider(true).otherwise(RUNNING);
        engine(provider).start(order(new JobPolicy(Duration.ofHours(1), Duration.ofMinutes(5), true, false)), answer);
        turnUntil(() -> !provider.cancels.isEmpty());
        provider.otherwise(new RemoteStatus.Cancelled());
        turnUntil(answer::arrived);

        assertThat(told).startsWith(JobState.NEW, JobState.SUBMITTING, JobState.RUNNING);
        assertThat(told).doesNotHaveDuplicates();
    }

    @Test
    void aResultThatNobodyCanDealWith() {
        JobEngine engine = engine(new ScriptedProvider(true));
        engine.start(order(POLICY, true), new Acceptance());
        turnUntil(() -> stored() == JobState.DOWNLOADED && engine.jobs().isEmpty());
        List<JobOutcome> outcomes = engine.takeFinished(1, 0);
        outcomes.forEach(outcome -> outcome.release(false));

        tells(JobState.NEW, JobState.SUBMITTING, JobState.RUNNING, JobState.DONE, JobState.DOWNLOADED, JobState.DEAD);
    }

    @Test
    void aResultWithWhichTheProcessDiedTooOften() {
        JobEngine engine = engine(new ScriptedProvider(true));
        engine.start(order(POLICY, true), new Acceptance());
        turnUntil(() -> stored() == JobState.DOWNLOADED && engine.jobs().isEmpty());
        assertThat(engine.takeFinished(1, 0)).hasSize(1);
        engine.letGo();
        store.beat(Duration.ZERO); // it died with it in its hands
        told.clear();

        JobEngine second = engine(new ScriptedProvider(true), store());
        assertThat(second.takeFinished(1, 0)).isEmpty();

        tells(JobState.DEAD);
    }

    @Test
    void aJobOfADeadNodeIsToldOfByWhoeverGoesOnWithIt() {
        ScriptedProvider provider = new ScriptedProvider(true).otherwise(RUNNING);
        JobEngine first = engine(provider);
        first.start(order(), answer);
        turnUntil(() -> stored() == JobState.RUNNING);
        first.letGo();
        store.beat(Duration.ZERO);

        JobEngine second = engine(provider.otherwise(DONE), store());
        second.takeOver();
        Answer later = new Answer();
        second.start(order(), later);
        turnUntil(later::arrived);
        later.result.release(true);

        tells(
                JobState.NEW,
                JobState.SUBMITTING,
                JobState.RUNNING,
                JobState.DONE,
                JobState.DOWNLOADED,
                JobState.DELIVERED);
    }

    private void run(ScriptedProvider provider) {
        engine(provider).start(order(), answer);
        turnUntil(answer::arrived);
    }

    private void tells(Object... expected) {
        await().untilAsserted(() -> assertThat(told).containsExactly(expected));
    }

    private static final class Acceptance implements JobObserver {

        @Override
        public boolean accepted(Job job) {
            return true;
        }

        @Override
        public void succeeded(JobResult success) {}

        @Override
        public void failed(JobFailure cause) {}

        @Override
        public void parked() {}
    }
}
