package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.job.jdbc.JdbcJobStore;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.testprovider.ScriptedProvider;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two engines of the same account, each with a store of its own on the same database, and one provider. */
class TwoNodesTest {

    private static final JobPolicy POLICY = new JobPolicy(Duration.ofHours(24), Duration.ofHours(2), true, false);
    private static final Duration LEASE = Duration.ofHours(1);
    private static final int WORKERS = 4;
    private static final RemoteStatus RUNNING = new RemoteStatus.Running(-1);
    private static final ProviderException BUSY =
            new ProviderException(Kind.RATE_LIMITED, "too many", Duration.ofHours(1), null);

    @TempDir
    Path folder;

    private final ManualJobTimer timer = new ManualJobTimer();
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    private ScriptedProvider provider = new ScriptedProvider(true).otherwise(RUNNING);
    private Node first;
    private Node second;
    private UpscaleRequest request;

    private record Node(JdbcJobStore store, WorkDirectory work, JobEngine engine) {

        /** As a crash would: nothing is done any more, and the lease is over. */
        void die() {
            engine.letGo();
            store.beat(Duration.ZERO);
        }
    }

    @BeforeEach
    void start() throws Exception {
        Path source = folder.resolve("a.png");
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", source.toFile());
        request = new UpscaleRequest(source, "a.png", new UpscaleSpec("image", 2, null, null, Map.of()));
        first = node();
        second = node();
    }

    @AfterEach
    void stop() {
        close(first);
        close(second);
        workers.shutdownNow();
    }

    private static void close(Node node) {
        node.engine().close();
        node.store().close();
        node.work().close();
    }

    @Test
    void aJobOfADeadNodeIsTakenOverAndFoundByWhoeverAsksNext() {
        first.engine().start(order(), new Answer());
        await().until(() -> provider.checks.isEmpty() && state() == JobState.RUNNING);

        first.die();
        second.engine().takeOver();
        provider.otherwise(done());
        turnUntil(() -> state() == JobState.DOWNLOADED);

        Answer answer = new Answer();
        second.engine().start(order(), answer);
        turnUntil(answer::arrived);
        assertThat(answer.result.file()).exists();
        assertThat(provider.submits).hasSize(1);
        assertThat(provider.cancels).isEmpty();
    }

    @Test
    void aJobThatWasTakenOverWithoutTheNodeHearingOfItIsFoundLater() {
        first.engine().start(order(), new Answer());
        await().until(() -> provider.checks.isEmpty() && state() == JobState.RUNNING);
        first.die();
        second.store().takeOver("account", 10); // the answer is lost

        second.engine().recover();
        assertThat(second.engine().jobs()).isEmpty(); // somebody may be about to begin with it
        second.engine().recover();
        provider.otherwise(done());
        turnUntil(() -> state() == JobState.DOWNLOADED);

        assertThat(provider.submits).hasSize(1);
        turnUntil(() -> second.store().own("account").isEmpty());
    }

    @Test
    void aJobThatAnotherNodeWorksOnIsFollowedAndNotSentAgain() {
        Answer here = new Answer();
        first.engine().start(order(), here);
        await().until(() -> state() == JobState.RUNNING);
        Answer there = new Answer();
        second.engine().start(order(), there);

        provider.otherwise(done());
        turnUntil(here::arrived);
        assertThat(there.arrived()).isFalse();
        here.result.release(true);
        turnUntil(there::arrived);

        assertThat(there.result.file()).exists();
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aNodeThatWasTakenForDeadFollowsItsJobAndWritesNothingAnyMore() {
        Answer answer = new Answer();
        first.engine().start(order(), answer);
        await().until(() -> state() == JobState.RUNNING);

        first.store().beat(Duration.ZERO); // the lease is over, but the node lives
        second.engine().takeOver();
        provider.otherwise(done());
        turnUntil(answer::arrived);

        assertThat(answer.result.file()).exists();
        assertThat(provider.submits).hasSize(1);
        answer.result.release(true);
        assertThat(state()).isEqualTo(JobState.DELIVERED);
    }

    @Test
    void aDetachedJobIsSubmittedFromItsOwnCopyOfTheSourceByWhoeverIsLeft() throws Exception {
        provider.holdSubmits();
        for (int i = 0; i < 5; i++) { // one more than the provider takes at once
            first.engine().start(detached("key" + i), new Answer());
        }
        turnUntil(
                Gate.MOMENT,
                () -> provider.heldSubmits() == 4
                        && second.store().count("account").getOrDefault(JobState.NEW, 0L) == 1);
        await().until(() -> folder.resolve("work/sources").toFile().list().length == 5);

        first.die();
        Files.delete(request.source());
        second.engine().takeOver();

        await().until(() -> provider.heldSubmits() == 5);
        assertThat(second.store().count("account")).containsEntry(JobState.IN_DOUBT, 4L);
    }

    @Test
    void aNewJobThatNobodyWaitsForAnyMoreIsForgotten() {
        provider.holdSubmits();
        for (int i = 0; i < 5; i++) {
            first.engine().start(new JobOrder("key" + i, "account", request, POLICY), new Answer());
        }
        turnUntil(
                Gate.MOMENT,
                () -> provider.heldSubmits() == 4
                        && second.store().count("account").getOrDefault(JobState.NEW, 0L) == 1);

        first.die();
        second.engine().takeOver();

        await().until(() -> !second.store().count("account").containsKey(JobState.NEW));
        assertThat(provider.submits).hasSize(4);
    }

    /** Its exchange never went on, and so whoever sent it sends it again, perhaps while its job is taken over. */
    @Test
    void aDetachedJobWhoseSourceWasNotCopiedYetIsBegunAnewByWhoeverAsksAgain() {
        diesBeforeTheSourceIsCopied();
        CompletableFuture<Void> held = new CompletableFuture<>();
        for (int i = 0; i < WORKERS; i++) {
            workers.execute(held::join);
        }

        second.engine().takeOver();
        Answer acceptance = new Acceptance();
        second.engine().start(detached("key"), acceptance);
        held.complete(null);

        turnUntil(() -> acceptance.arrived() || state() == JobState.RUNNING);
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aDetachedJobWhoseSourceWasNotCopiedYetIsForgottenIfNobodyAsksAgain() {
        diesBeforeTheSourceIsCopied();

        second.engine().takeOver();

        await().until(() -> second.store().count("account").isEmpty());
        assertThat(provider.submits).isEmpty();
    }

    /** Its exchange went on when it was sent for the first time. */
    @Test
    void aDetachedJobThatItsProviderLostIsNotForgottenWithoutItsSource() throws Exception {
        CompletableFuture<RemoteStatus> check = new CompletableFuture<>();
        provider = new ScriptedProvider(false).answerChecks(check);
        close(first);
        first = node();
        close(second);
        second = node();
        first.engine().start(detached("key"), new Acceptance());
        turnUntil(() -> provider.checks.size() == 1);
        provider.refuseSubmits(BUSY);
        check.completeExceptionally(new ProviderException(Kind.NOT_FOUND, "no such job"));
        turnUntil(() -> provider.submits.size() == 2 && state() == JobState.NEW);

        first.die();
        Files.delete(first.work().withOwnSource(detached("key")).request().source());
        second.engine().takeOver();

        await().until(() -> state() == JobState.FAILED);
    }

    @Test
    void aJobThatWasRefusedForNowIsNotInDoubtWhenItsNodeDies() {
        provider.refuseSubmits(BUSY);
        first.engine().start(detached("key"), new Acceptance());
        await().until(() -> provider.submits.size() == 1 && state() == JobState.NEW);

        first.die();
        second.engine().takeOver();

        await().until(() -> state() == JobState.RUNNING);
        assertThat(provider.submits).hasSize(2);
    }

    @Test
    void aFinishedJobIsTakenByOneNodeOnly() {
        provider.otherwise(done());
        first.engine().start(detached("key"), new Acceptance());
        turnUntil(() -> state() == JobState.DOWNLOADED);
        await().until(() -> first.engine().jobs().isEmpty());

        List<JobOutcome> there = second.engine().takeFinished(10, 5);
        assertThat(first.engine().takeFinished(10, 5)).isEmpty();
        second.die();

        List<JobOutcome> here = first.engine().takeFinished(10, 5);
        assertThat(here).hasSize(1);
        there.get(0).release(true); // too late
        assertThat(state()).isEqualTo(JobState.DOWNLOADED);
        here.get(0).release(true);
        assertThat(state()).isEqualTo(JobState.DELIVERED);
    }

    private void diesBeforeTheSourceIsCopied() {
        JobOrder order = first.work().withOwnSource(detached("key"));
        first.store()
                .add(Job.create(order, provider.expect(request), first.store().node(), timer.now()));
        first.die();
    }

    private JobState state() {
        return first.store().find("account", "key").map(Job::state).orElse(null);
    }

    private JobOrder order() {
        return new JobOrder("key", "account", request, POLICY);
    }

    private JobOrder detached(String key) {
        return new JobOrder(key, "account", request, POLICY, Map.of());
    }

    private static RemoteStatus done() {
        return new RemoteStatus.Done(new RemoteResult("result"));
    }

    private Node node() throws Exception {
        JdbcJobStore store = JdbcJobStore.embedded(folder.resolve("db"));
        store.beat(LEASE);
        WorkDirectory work = WorkDirectory.open(folder.resolve("work"));
        JobServices services = new JobServices(
                store, timer, workers, workers, work, (job, progress) -> {}, new Random(1), Duration.ofHours(24));
        return new Node(store, work, new JobEngine("account", Rates.UNLIMITED, provider, services));
    }

    private void turnUntil(Callable<Boolean> condition) {
        turnUntil(Duration.ofSeconds(1), condition);
    }

    private void turnUntil(Duration step, Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    timer.advance(step);
                    return condition.call();
                });
    }

    private static class Answer implements JobObserver {

        private volatile JobResult result;
        private volatile JobFailure failure;

        @Override
        public void succeeded(JobResult success) {
            result = success;
        }

        @Override
        public void failed(JobFailure cause) {
            failure = cause;
        }

        @Override
        public void parked() {}

        boolean arrived() {
            assertThat(failure).isNull();
            return result != null;
        }
    }

    private static final class Acceptance extends Answer {

        @Override
        public boolean accepted(Job job) {
            return true;
        }
    }
}
