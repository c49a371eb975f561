package io.camelupscale.job;

import static io.camelupscale.job.Jobs.ACCOUNT;
import static io.camelupscale.job.Jobs.changed;
import static io.camelupscale.job.Jobs.detached;
import static io.camelupscale.job.Jobs.downloaded;
import static io.camelupscale.job.Jobs.failed;
import static io.camelupscale.job.Jobs.job;
import static io.camelupscale.job.Jobs.later;
import static io.camelupscale.job.Jobs.released;
import static io.camelupscale.job.Jobs.running;
import static io.camelupscale.job.Jobs.to;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store owes the one node that uses it. */
public abstract class JobStoreContract {

    protected static final Duration LEASE = Duration.ofMinutes(1);

    protected JobStore store;

    /** A store for one more node, on the same jobs if the store can be shared. */
    protected abstract JobStore open() throws Exception;

    /** Makes everything that the store knows this much older. */
    protected abstract void pass(Duration time) throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
        store.beat(LEASE);
    }

    @Test
    void aJobIsFoundAsItWasAdded() {
        Job job = downloaded(detached("a", store));

        assertThat(store.add(job)).isEqualTo(job);

        assertThat(store.find(ACCOUNT, "a")).contains(job);
    }

    @Test
    void headersKeepTheirTypes() {
        store.add(detached("a", store));

        Map<String, Object> headers =
                store.find(ACCOUNT, "a").orElseThrow().order().headers();

        assertThat(headers).isEqualTo(Jobs.headers());
    }

    @Test
    void aJobThatIsThereStands() {
        Job first = store.add(running(job("a", store)));

        assertThat(store.add(job("a", store))).isEqualTo(first);

        assertThat(store.find(ACCOUNT, "a")).contains(first);
    }

    @Test
    void aKeyBelongsToItsAccount() {
        store.add(job("a", store));

        assertThat(store.find("another", "a")).isEmpty();
        assertThat(store.claim("another", "a")).isEmpty();
        assertThat(store.count("another")).isEmpty();
    }

    @Test
    void anUpdateWritesWhateverMayChange() {
        Job changed = changed(store.add(job("a", store)));

        assertThat(store.update(changed)).isTrue();

        assertThat(store.find(ACCOUNT, "a")).contains(changed);
    }

    @Test
    void anUpdateOfAJobThatIsGoneIsRefused() {
        Job job = store.add(job("a", store));
        store.remove(job);

        assertThat(store.update(running(job))).isFalse();
        assertThat(store.find(ACCOUNT, "a")).isEmpty();
    }

    @Test
    void aClaimRaisesTheEpochAndWritesUnderTheOldOneAreRefused() {
        Job before = store.add(job("a", store));

        Job claimed = store.claim(ACCOUNT, "a").orElseThrow();

        assertThat(claimed).isEqualTo(before.claimed(store.node(), before.epoch() + 1, 0));
        assertThat(store.update(running(before))).isFalse();
        assertThat(store.putBack(before, Duration.ZERO)).isFalse();
        assertThat(store.remove(before)).isFalse();
        assertThat(store.find(ACCOUNT, "a")).contains(claimed);
        assertThat(store.update(running(claimed))).isTrue();
    }

    @Test
    void whatWasLetGoOfIsNotWrittenAnyMoreUntilItIsClaimed() {
        Job job = store.add(job("a", store));
        assertThat(store.update(released(job))).isTrue();

        assertThat(store.find(ACCOUNT, "a").orElseThrow().owner()).isNull();
        assertThat(store.update(running(job))).isFalse();
        assertThat(store.remove(job)).isFalse();
        assertThat(store.claim(ACCOUNT, "a").orElseThrow().owner()).isEqualTo(store.node());
    }

    @Test
    void nobodyClaimsAJobThatIsGone() {
        assertThat(store.claim(ACCOUNT, "a")).isEmpty();
        assertThat(store.remove(job("a", store))).isFalse();
    }

    @Test
    void aNodeKnowsWhichJobsAreItsOwn() {
        store.add(job("a", store));
        finish(running(job("b", store)));

        assertThat(store.own(ACCOUNT)).containsExactly("a");
        assertThat(store.own("another")).isEmpty();
    }

    @Test
    void aNodeDoesNotTakeOverItsOwnJobs() throws Exception {
        store.add(running(job("a", store)));
        pass(LEASE.multipliedBy(2));

        assertThat(store.takeOver(ACCOUNT, 10)).isEmpty();
    }

    @Test
    void detachedJobsThatEndedAreHandedOutOldestFirst() throws Exception {
        finish(downloaded(detached("result", store)));
        pass(Duration.ofSeconds(1));
        finish(later(failed(detached("failure", store)), Duration.ofSeconds(1)));
        pass(Duration.ofSeconds(1));
        finish(later(downloaded(detached("last", store)), Duration.ofSeconds(2)));

        List<Job> taken = store.takeFinished(ACCOUNT, 2);

        assertThat(taken).extracting(Job::key).containsExactly("result", "failure");
        assertThat(taken).allSatisfy(job -> {
            assertThat(job.owner()).isEqualTo(store.node());
            assertThat(job.epoch()).isEqualTo(2);
            assertThat(job.deliveries()).isEqualTo(1);
            assertThat(store.find(ACCOUNT, job.key())).contains(job);
        });
        assertThat(store.takeFinished(ACCOUNT, 10)).extracting(Job::key).containsExactly("last");
        assertThat(store.takeFinished(ACCOUNT, 10)).isEmpty();
    }

    @Test
    void whatSomebodyWaitsForOrIsUnderWayOrDeliveredIsNotHandedOut() {
        finish(downloaded(job("waited for", store)));
        finish(running(detached("running", store)));
        finish(to(JobState.DELIVERED, downloaded(detached("delivered", store))));
        finish(to(JobState.DEAD, downloaded(detached("dead", store))));
        store.add(downloaded(detached("in hand", store)));

        assertThat(store.takeFinished(ACCOUNT, 10)).isEmpty();
    }

    @Test
    void whatWasPutBackIsHandedOutAgainAfterThePause() throws Exception {
        finish(downloaded(detached("a", store)));
        Job taken = store.takeFinished(ACCOUNT, 1).get(0);

        assertThat(store.putBack(taken, Duration.ofMinutes(5))).isTrue();

        assertThat(store.find(ACCOUNT, "a")).contains(taken.claimed(null, 2, 1));
        pass(Duration.ofMinutes(4));
        store.beat(LEASE);
        assertThat(store.takeFinished(ACCOUNT, 1)).isEmpty();
        pass(Duration.ofMinutes(2));
        store.beat(LEASE);
        assertThat(store.takeFinished(ACCOUNT, 1)).extracting(Job::deliveries).containsExactly(2);
    }

    @Test
    void whatWasPutBackMayBeClaimedByKeyAtOnce() {
        finish(downloaded(detached("a", store)));
        Job taken = store.takeFinished(ACCOUNT, 1).get(0);
        store.putBack(taken, Duration.ofMinutes(5));

        assertThat(store.claim(ACCOUNT, "a")).contains(taken.claimed(store.node(), 3, 1));
    }

    @Test
    void jobsAreCountedByState() {
        store.add(job("a", store));
        store.add(job("b", store));
        store.add(running(job("c", store)));

        assertThat(store.count(ACCOUNT)).isEqualTo(Map.of(JobState.NEW, 2L, JobState.RUNNING, 1L));
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"DELIVERED", "DEAD", "FAILED", "CANCELLED", "TIMED_OUT"})
    void whatEndedLongAgoIsPurgedAndItsResultNamed(JobState state) throws Exception {
        Job job = downloaded(job("a", store));
        finish(to(state, job));
        pass(Duration.ofHours(23));
        assertThat(store.purge(Duration.ofDays(1))).isEmpty();
        pass(Duration.ofHours(2));

        List<Path> results = store.purge(Duration.ofDays(1));

        assertThat(results).containsExactly(job.result());
        assertThat(store.find(ACCOUNT, "a")).isEmpty();
    }

    @Test
    void aFailureWithoutResultIsPurgedToo() throws Exception {
        finish(failed(job("a", store)));
        pass(Duration.ofDays(2));

        assertThat(store.purge(Duration.ofDays(1))).isEmpty();
        assertThat(store.find(ACCOUNT, "a")).isEmpty();
    }

    @Test
    void whatIsUnderWayOrNotDeliveredOrInHandStays() throws Exception {
        finish(downloaded(detached("not delivered", store)));
        finish(running(job("under way", store)));
        store.add(to(JobState.DELIVERED, downloaded(job("in hand", store))));
        pass(Duration.ofDays(2));
        store.beat(LEASE);

        assertThat(store.purge(Duration.ofDays(1))).isEmpty();
        assertThat(store.count(ACCOUNT)).hasSize(3);
    }

    @Test
    void creditsAreSetAsideUpToTheBudget() {
        CreditBudget budget = new CreditBudget(10, Duration.ofDays(1));

        assertThat(store.reserve(ACCOUNT, "a", 6, budget)).isTrue();
        assertThat(store.reserve(ACCOUNT, "b", 5, budget)).isFalse();
        assertThat(store.reserve(ACCOUNT, "b", 4, budget)).isTrue();
        assertThat(store.reserve("another", "b", 10, budget)).isTrue();
    }

    @Test
    void aJobReplacesWhatItSetAside() {
        CreditBudget budget = new CreditBudget(10, Duration.ofDays(1));
        store.reserve(ACCOUNT, "a", 6, budget);

        assertThat(store.reserve(ACCOUNT, "a", 11, budget)).isFalse();
        assertThat(store.reserve(ACCOUNT, "a", 7, budget)).isTrue();
        assertThat(store.reserve(ACCOUNT, "b", 4, budget)).isFalse();
        assertThat(store.reserve(ACCOUNT, "b", 3, budget)).isTrue();
    }

    @Test
    void whatAJobCostReplacesWhatItSetAside() {
        CreditBudget budget = new CreditBudget(10, Duration.ofDays(1));
        store.reserve(ACCOUNT, "a", 10, budget);
        store.settle(ACCOUNT, "a", 4);
        store.settle(ACCOUNT, "unknown", 9);

        assertThat(store.reserve(ACCOUNT, "b", 7, budget)).isFalse();
        assertThat(store.reserve(ACCOUNT, "b", 6, budget)).isTrue();
    }

    @Test
    void whatWasSpentBeforeThePeriodDoesNotCount() throws Exception {
        CreditBudget budget = new CreditBudget(10, Duration.ofDays(1));
        store.reserve(ACCOUNT, "a", 10, budget);
        pass(Duration.ofHours(23));
        assertThat(store.reserve(ACCOUNT, "b", 1, budget)).isFalse();
        pass(Duration.ofHours(2));

        assertThat(store.reserve(ACCOUNT, "b", 10, budget)).isTrue();
    }

    @Test
    void aJobThatWasRemovedMayBeAddedAgain() {
        store.remove(store.add(job("a", store)));

        Job again = running(job("a", store));

        assertThat(store.add(again)).isEqualTo(again);
        assertThat(store.find(ACCOUNT, "a")).isEqualTo(Optional.of(again));
    }

    /** Adds a job and lets go of it at this point of its life. */
    protected final void finish(Job job) {
        store.add(job);
        assertThat(store.update(released(job))).isTrue();
    }
}
