package io.camelupscale.job.jdbc;

import static io.camelupscale.job.Jobs.ACCOUNT;
import static io.camelupscale.job.Jobs.job;
import static io.camelupscale.job.Jobs.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.job.Job;
import io.camelupscale.job.JobStore;
import io.camelupscale.job.JobStoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedJobStoreTest extends SharedJobStoreContract {

    private static final int KILLS = 5;

    @TempDir
    Path folder;

    private EmbeddedDatabase database;

    @BeforeEach
    void openDatabase() {
        database = EmbeddedDatabase.open(folder);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Override
    protected JobStore open() {
        return JdbcJobStore.embedded(folder);
    }

    @Override
    DataSource source() {
        return database.source();
    }

    @Override
    DataSource emptySource() {
        return EmbeddedDatabase.open(folder.resolve("empty")).source();
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "semi;colon;USER=x", "~", "~tilde", "größer 日本", "100%3B", "a:b", "q?=&#"})
    void aFolderMayHaveAnyName(String name) {
        Path odd = folder.resolve(name);
        Job job;
        try (JdbcJobStore first = JdbcJobStore.embedded(odd)) {
            job = first.add(job("a", first));
        }

        assertThat(odd.resolve("jobs.mv.db")).isRegularFile();
        try (JdbcJobStore second = JdbcJobStore.embedded(odd)) {
            assertThat(second.find(ACCOUNT, "a")).contains(job);
        }
    }

    @Test
    void theStoresOfOneProcessMayCloseInAnyOrder() {
        Path shared = folder.resolve("shared");
        JdbcJobStore first = JdbcJobStore.embedded(shared);
        JdbcJobStore second = JdbcJobStore.embedded(shared);
        first.add(job("a", first));
        first.close();

        assertThat(second.claim(ACCOUNT, "a")).isPresent();
        second.close();
    }

    @Test
    void aSecondProcessIsToldThatTheFolderIsInUse() throws Exception {
        Path taken = folder.resolve("taken");
        try (OtherProcess process = OtherProcess.start(taken)) {
            process.reported(1);

            assertThatThrownBy(() -> JdbcJobStore.embedded(taken))
                    .isInstanceOf(JobStoreException.class)
                    .hasMessageContaining("work directory " + taken + " is in use by another process")
                    .hasMessageContaining("dataSource");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsReported() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> JdbcJobStore.embedded(file.resolve("below")))
                .isInstanceOf(JobStoreException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void whatAProcessSaidItWroteIsThereAfterItWasKilled() throws Exception {
        Path work = folder.resolve("killed");
        RandomGenerator random = RandomGenerator.getDefault();
        for (int kill = 0; kill < KILLS; kill++) {
            List<String> reported;
            try (OtherProcess process = OtherProcess.start(work)) {
                process.reported(random.nextInt(1, 400));
                reported = process.kill();
            }

            try (JdbcJobStore next = JdbcJobStore.embedded(work)) {
                next.beat(LEASE);
                assertThat(reported).isNotEmpty().allSatisfy(line -> {
                    Job job = next.find(ACCOUNT, OtherProcess.key(line)).orElseThrow();
                    assertThat(job.state()).isGreaterThanOrEqualTo(OtherProcess.state(line));
                });
                // the killed node's lease has not run out, and still it is known to be dead
                String last = OtherProcess.key(reported.get(reported.size() - 1));
                assertThat(next.claim(ACCOUNT, last)).isPresent();
            }
        }
    }

    @Test
    void aThreadThatIsInterruptedDoesNoHarm() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                String name = "round " + round + " job ";
                CountDownLatch begun = new CountDownLatch(4);
                List<Future<?>> tasks = List.of(
                        threads.submit(() -> write(name + "a", begun)),
                        threads.submit(() -> write(name + "b", begun)),
                        threads.submit(() -> write(name + "c", begun)),
                        threads.submit(() -> write(name + "d", begun)));
                begun.await();
                tasks.forEach(task -> task.cancel(true));

                Job after = store.add(job("after round " + round, store));
                assertThat(store.update(running(after))).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void write(String name, CountDownLatch begun) {
        for (int i = 0; i < 20; i++) {
            Job job = store.add(job(name + i, store));
            begun.countDown();
            store.update(running(job));
        }
    }
}
