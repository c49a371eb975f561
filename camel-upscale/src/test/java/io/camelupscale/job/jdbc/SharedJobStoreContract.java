package io.camelupscale.job.jdbc;

import static io.camelupscale.job.Jobs.ACCOUNT;
import static io.camelupscale.job.Jobs.detached;
import static io.camelupscale.job.Jobs.downloaded;
import static io.camelupscale.job.Jobs.failed;
import static io.camelupscale.job.Jobs.job;
import static io.camelupscale.job.Jobs.released;
import static io.camelupscale.job.Jobs.remote;
import static io.camelupscale.job.Jobs.running;
import static io.camelupscale.job.Jobs.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.job.CreditBudget;
import io.camelupscale.job.Job;
import io.camelupscale.job.JobState;
import io.camelupscale.job.JobStore;
import io.camelupscale.job.JobStoreContract;
import io.camelupscale.job.JobStoreException;
import io.camelupscale.spi.RemoteJob;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store in a database owes the nodes that share it. */
abstract class SharedJobStoreContract extends JobStoreContract {

    private static final int JOBS = 500;
    private static final int CONTENDED_JOBS = 100;
    private static final int THREADS_OF_A_NODE = 8;

    private JobStore other;

    /** The database of the stores. */
    abstract DataSource source();

    /** An empty database. */
    abstract DataSource emptySource() throws SQLException;

    @BeforeEach
    void openOther() throws Exception {
        other = open();
        other.beat(LEASE);
    }

    @AfterEach
    void closeStores() {
        other.close();
        store.close();
    }

    @Override
    protected final void pass(Duration time) throws SQLException {
        for (String column : List.of(
                "upscale_node.lease_until",
                "upscale_job.updated_at",
                "upscale_job.available_at",
                "upscale_spending.spent_at")) {
            String[] names = column.split("\\.");
            execute("update %s set %s = %s - interval '%d' second"
                    .formatted(names[0], names[1], names[1], time.toSeconds()));
        }
    }

    final void execute(String sql) throws SQLException {
        try (Connection connection = source().getConnection()) {
            Sql.update(connection, sql);
        }
    }

    @Test
    void aJobOfANodeThatLivesIsNotClaimed() {
        Job job = other.add(job("a", other));

        assertThat(store.claim(ACCOUNT, "a")).isEmpty();
        assertThat(store.update(job)).isFalse();
        assertThat(store.remove(job)).isFalse();
        assertThat(store.find(ACCOUNT, "a")).contains(job);
    }

    @Test
    void aJobOfANodeWhoseLeaseRanOutIsClaimedAndTheNodeMayNotWriteItAnyMore() throws Exception {
        Job before = other.add(job("a", other));
        pass(LEASE);

        Job claimed = store.claim(ACCOUNT, "a").orElseThrow();

        assertThat(claimed).isEqualTo(before.claimed(store.node(), 2, 0));
        assertThat(other.update(running(before))).isFalse();
        assertThat(other.remove(before)).isFalse();
        assertThat(store.update(running(claimed))).isTrue();
    }

    @Test
    void aNodeThatBeatsAgainLives() throws Exception {
        other.add(job("a", other));
        pass(LEASE.minusSeconds(20));
        other.beat(LEASE);
        pass(LEASE.minusSeconds(20));

        assertThat(store.claim(ACCOUNT, "a")).isEmpty();
        assertThat(store.takeOver(ACCOUNT, 10)).isEmpty();
    }

    @Test
    void jobsOfANodeThatClosedAreClaimedAtOnceAndNoneIsLost() {
        other.add(running(job("a", other)));
        other.add(downloaded(job("b", other)));
        other.close();

        assertThat(store.takeOver(ACCOUNT, 10)).extracting(Job::key).containsExactly("a");
        assertThat(store.claim(ACCOUNT, "b")).isPresent();
    }

    @Test
    void aNodeThatNeverBeatIsDead() throws Exception {
        try (JobStore silent = open()) {
            silent.add(job("a", silent));

            assertThat(store.takeOver(ACCOUNT, 10)).extracting(Job::key).containsExactly("a");
        }
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    void ofADeadNodeExactlyWhatIsUnderWayIsTakenOver(JobState state) {
        Job before = other.add(to(state, running(job("a", other))));
        other.close();

        List<Job> taken = store.takeOver(ACCOUNT, 10);

        List<Job> expected = state.isUnderWay() ? List.of(before.claimed(store.node(), 2, 0)) : List.of();
        assertThat(taken).isEqualTo(expected);
        assertThat(store.find(ACCOUNT, "a"))
                .isEqualTo(taken.isEmpty() ? Optional.of(before) : Optional.of(taken.get(0)));
    }

    @Test
    void nobodyTakesOverWhatIsInNobodysHandsOrInAnotherAccount() {
        finish(running(job("released", store)));
        other.add(running(job("a", other)));
        other.close();

        assertThat(store.takeOver("another", 10)).isEmpty();
        assertThat(store.takeOver(ACCOUNT, 10)).extracting(Job::key).containsExactly("a");
    }

    @Test
    void noMoreIsTakenOverThanAskedForEvenFromSeveralDeadNodes() throws Exception {
        try (JobStore third = open()) {
            for (int i = 0; i < 3; i++) {
                other.add(running(job("other " + i, other)));
                third.add(running(job("third " + i, third)));
            }
        }
        other.close();

        assertThat(store.takeOver(ACCOUNT, 2)).hasSize(2);
        assertThat(store.takeOver(ACCOUNT, 3)).hasSize(3);
        assertThat(store.takeOver(ACCOUNT, 3)).hasSize(1);
        assertThat(store.takeOver(ACCOUNT, 3)).isEmpty();
    }

    @Test
    void whatADeadNodeWasHandedIsHandedOutAgain() {
        finish(downloaded(detached("a", store)));
        assertThat(other.takeFinished(ACCOUNT, 1)).hasSize(1);
        assertThat(store.takeFinished(ACCOUNT, 1)).isEmpty();
        other.close();

        assertThat(store.takeFinished(ACCOUNT, 1)).extracting(Job::deliveries).containsExactly(2);
    }

    @Test
    void whatADeadNodeFinishedAndDidNotLetGoOfIsHandedOut() {
        other.update(failed(other.add(detached("a", other))));
        other.close();

        assertThat(store.takeFinished(ACCOUNT, 1)).extracting(Job::key).containsExactly("a");
    }

    @Test
    void aNodeWhoseLeaseRanOutIsNotHandedTwiceWhatItHas() throws Exception {
        finish(downloaded(detached("a", store)));
        store.takeFinished(ACCOUNT, 1);
        pass(LEASE.multipliedBy(2));

        assertThat(store.takeFinished(ACCOUNT, 1)).isEmpty();
    }

    @Test
    void whatADeadNodeHeldIsPurgedAndWhatALiveOneHoldsIsNot() throws Exception {
        other.add(to(JobState.DELIVERED, downloaded(job("held", other))));
        pass(Duration.ofDays(2));
        other.beat(LEASE);
        assertThat(store.purge(Duration.ofDays(1))).isEmpty();
        other.close();

        assertThat(store.purge(Duration.ofDays(1))).hasSize(1);
    }

    @Test
    void moreThanIsPurgedAtOnceIsPurged() throws Exception {
        for (int i = 0; i < 1001; i++) {
            store.add(released(to(JobState.DELIVERED, downloaded(job("job " + i, store)))));
        }
        pass(Duration.ofDays(2));

        assertThat(store.purge(Duration.ofDays(1))).hasSize(1001);
        assertThat(store.count(ACCOUNT)).isEmpty();
    }

    @Test
    void nodesThatAreLongGoneAreForgotten() throws Exception {
        pass(Duration.ofHours(25));

        store.beat(LEASE);

        try (Connection connection = source().getConnection()) {
            assertThat(Sql.query(connection, "select node from upscale_node", row -> row.getString("node")))
                    .containsExactly(store.node());
        }
    }

    @Test
    void ofTwoNodesThatAddTheSameJobAtOnceOneWins() throws Exception {
        for (int i = 0; i < 50; i++) {
            String key = "job " + i;

            Collection<Job> standing = onBothNodes(2, node -> node.add(job(key, node)));

            assertThat(standing)
                    .hasSize(2)
                    .containsOnly(store.find(ACCOUNT, key).orElseThrow());
        }
    }

    @Test
    void eachOfManyJobsIsTakenOverByExactlyOne() throws Exception {
        try (JobStore dead = open()) {
            for (int i = 0; i < JOBS; i++) {
                dead.add(running(job("job " + i, dead)));
            }
        }

        Collection<List<Job>> taken =
                onBothNodes(THREADS_OF_A_NODE * 2, node -> untilEmpty(() -> node.takeOver(ACCOUNT, 7)));

        assertThat(taken.stream().flatMap(List::stream))
                .hasSize(JOBS)
                .extracting(Job::key)
                .doesNotHaveDuplicates();
        assertThat(taken.stream().flatMap(List::stream))
                .allSatisfy(job -> assertThat(store.find(ACCOUNT, job.key())).contains(job));
    }

    @Test
    void eachOfManyFinishedJobsIsHandedToExactlyOne() throws Exception {
        for (int i = 0; i < JOBS; i++) {
            store.add(released(downloaded(detached("job " + i, store))));
        }

        Collection<List<Job>> taken =
                onBothNodes(THREADS_OF_A_NODE * 2, node -> untilEmpty(() -> node.takeFinished(ACCOUNT, 7)));

        assertThat(taken.stream().flatMap(List::stream))
                .hasSize(JOBS)
                .extracting(Job::key)
                .doesNotHaveDuplicates();
    }

    @Test
    void eachOfManyJobsIsClaimedByOneNode() throws Exception {
        for (int i = 0; i < CONTENDED_JOBS; i++) {
            store.add(released(job("job " + i, store)));
        }

        Collection<List<Job>> claimed = onBothNodes(THREADS_OF_A_NODE * 2, node -> {
            List<Job> mine = new ArrayList<>();
            for (int i = 0; i < CONTENDED_JOBS; i++) {
                node.claim(ACCOUNT, "job " + i).ifPresent(mine::add);
            }
            return mine;
        });

        for (int i = 0; i < CONTENDED_JOBS; i++) {
            String key = "job " + i;
            assertThat(claimed.stream().flatMap(List::stream).filter(job -> job.key()
                            .equals(key)))
                    .isNotEmpty()
                    .extracting(Job::owner)
                    .containsOnly(store.find(ACCOUNT, key).orElseThrow().owner());
            assertThat(claimed.stream().flatMap(List::stream).filter(job -> job.key()
                            .equals(key)))
                    .extracting(Job::epoch)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void nodesThatSetCreditsAsideAtOnceStayWithinTheBudget() throws Exception {
        CreditBudget budget = new CreditBudget(10, Duration.ofDays(1));

        Collection<Long> granted = onBothNodes(THREADS_OF_A_NODE * 2, node -> Stream.of(1, 2, 3, 4, 5)
                .filter(job ->
                        node.reserve(ACCOUNT, job + Thread.currentThread().getName(), 0.4, budget))
                .count());

        assertThat(granted.stream().mapToLong(Long::longValue).sum()).isEqualTo(25);
    }

    @Test
    void creditsAreAddedUpWithoutRoundingErrors() {
        CreditBudget budget = new CreditBudget(0.3, Duration.ofDays(1));

        assertThat(store.reserve(ACCOUNT, "a", 0.1, budget)).isTrue();
        assertThat(store.reserve(ACCOUNT, "b", 0.2, budget)).isTrue();
    }

    @Test
    void spendingIsForgottenAfterTheLongestPeriodOfABudget() throws Exception {
        CreditBudget longest = new CreditBudget(10, JdbcJobStore.LONGEST_BUDGET_PERIOD);
        store.reserve(ACCOUNT, "a", 10, longest);
        pass(Duration.ofDays(399));
        store.purge(Duration.ofDays(1));
        assertThat(store.reserve(ACCOUNT, "b", 1, longest)).isFalse();
        pass(Duration.ofDays(2));
        store.purge(Duration.ofDays(1));

        try (Connection connection = source().getConnection()) {
            assertThat(Sql.query(connection, "select job_key from upscale_spending", row -> row.getString("job_key")))
                    .isEmpty();
        }
        CreditBudget longer = new CreditBudget(10, JdbcJobStore.LONGEST_BUDGET_PERIOD.plusDays(1));
        assertThatThrownBy(() -> store.reserve(ACCOUNT, "b", 1, longer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("400 days");
    }

    @Test
    void anErrorIsCutToWhatFits() {
        store.add(failed(job("a", store), "bad \0 news 🙂".repeat(400)));

        String error = store.find(ACCOUNT, "a").orElseThrow().error();

        assertThat(error).startsWith("bad   news 🙂bad").endsWith("…");
        assertThat(error).hasSizeBetween(3999, 4000);
    }

    @Test
    void aKeyThatDoesNotFitIsRefused() {
        Job fits = job("k".repeat(255), store);
        assertThat(store.add(fits)).isEqualTo(fits);

        assertThatThrownBy(() -> store.add(job("k".repeat(256), store)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the job's key has 256 characters, and 255 are allowed");
    }

    @Test
    void textsOfAnySizeFit() {
        Job job = job("a", store);
        Job large = remote(job, new RemoteJob("r".repeat(5000), Map.of("url", "u".repeat(100_000))));

        store.add(large);

        assertThat(store.find(ACCOUNT, "a")).contains(large);
    }

    @Test
    void tablesAreCreatedOnceHoweverManyStartAtOnce() throws Exception {
        DataSource empty = emptySource();

        Collection<JdbcJobStore> stores = atOnce(THREADS_OF_A_NODE, List.of(() -> new JdbcJobStore(empty, true)));

        assertThat(stores).hasSize(THREADS_OF_A_NODE).allSatisfy(each -> each.beat(LEASE));
    }

    @Test
    void missingTablesAreReportedWhereTheyMayNotBeCreated() throws Exception {
        DataSource empty = emptySource();

        assertThatThrownBy(() -> new JdbcJobStore(empty, false))
                .isInstanceOf(JobStoreException.class)
                .hasMessageContaining("no tables")
                .hasMessageContaining("io/camelupscale/job/jdbc/schema-");
    }

    @Test
    void tablesThatAreThereAreUsed() {
        Job job = store.add(job("a", store));

        assertThat(new JdbcJobStore(source(), false).find(ACCOUNT, "a")).contains(job);
    }

    @Test
    void tablesOfALaterVersionAreLeftAlone() throws Exception {
        execute("update upscale_schema set version = 2");

        assertThatThrownBy(this::open)
                .isInstanceOf(JobStoreException.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("knows version 1");
    }

    @Test
    void aFailureNamesTheOperationAndTheJob() throws Exception {
        Job job = store.add(job("the key", store));
        execute("alter table upscale_job rename to upscale_job_moved");

        assertThatThrownBy(() -> store.update(running(job)))
                .isInstanceOf(JobStoreException.class)
                .hasMessageContaining("cannot write job the key of " + ACCOUNT)
                .hasCauseInstanceOf(SQLException.class);
    }

    @Test
    void connectionsGoBackAsTheyCame() throws Exception {
        try (OneConnection source = new OneConnection(source())) {
            JdbcJobStore narrow = new JdbcJobStore(source, true);
            for (boolean autoCommit : new boolean[] {true, false}) {
                source.connection().setAutoCommit(autoCommit);
                Job job = narrow.add(job("job " + autoCommit, narrow));
                narrow.claim(ACCOUNT, job.key());
                assertThatThrownBy(() -> narrow.reserve(ACCOUNT, "k".repeat(300), 1, new CreditBudget(9, LEASE)))
                        .isInstanceOf(JobStoreException.class);

                assertThat(source.connection().getAutoCommit()).isEqualTo(autoCommit);
                assertThat(store.find(ACCOUNT, job.key())).isPresent();
            }
        }
    }

    @Test
    void whatTheFirstVersionWroteIsRead() throws Exception {
        Job job = store.add(downloaded(detached("a", store)));
        execute(
                """
                update upscale_job set request = '{"source":"in box/ein;haus~.jpg","name":"ein;haus~.jpg",\
                "spec":{"media":"image","scale":4,"model":"Standard V2","settings":{"faceEnhancement":"true"}},\
                "policy":{"queueTimeout":"PT6H","jobTimeout":"PT1H30M","requestTimeout":"PT2.5S","cancelOverdue":true,\
                "resendDoubted":false,"maxCredits":7.5,"budget":{"credits":100.0,"period":"PT720H"},"later":"field"},\
                "expected":{"width":4000,"height":3000,"format":"JPEG"}}', remote_state = '{"upload":"u-1"}', headers = \
                '{"text":"a \\"quoted\\" text; größer \\u0000 日本","int":5,"long":{"Long":"5"},\
                "big":{"Long":"9223372036854775807"},"double":{"Double":"2.0"},"float":{"Float":"0.1"},\
                "short":{"Short":"3"},"flag":true}'
                """);

        assertThat(store.find(ACCOUNT, "a")).contains(job);
    }

    private interface OnNode<T> {
        T run(JobStore node) throws Exception;
    }

    private <T> Collection<T> onBothNodes(int threads, OnNode<T> task) throws Exception {
        return atOnce(threads, List.of(() -> task.run(store), () -> task.run(other)));
    }

    private static List<Job> untilEmpty(Callable<List<Job>> take) throws Exception {
        List<Job> all = new ArrayList<>();
        List<Job> taken = take.call();
        while (!taken.isEmpty()) {
            all.addAll(taken);
            taken = take.call();
        }
        return all;
    }

    /** Runs the tasks in turn on so many threads that start together. */
    private static <T> Collection<T> atOnce(int threads, List<Callable<T>> tasks) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Callable<T> task = tasks.get(i % tasks.size());
                running.add(pool.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            Collection<T> results = new ConcurrentLinkedQueue<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
