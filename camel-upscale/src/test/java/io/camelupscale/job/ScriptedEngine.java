package io.camelupscale.job;

import static org.awaitility.Awaitility.await;

import io.camelupscale.job.jdbc.CuttableDataSource;
import io.camelupscale.job.jdbc.JdbcJobStore;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Engines of one account in virtual time, each with a store of its own on the same database, which can go out of order. */
abstract class ScriptedEngine {

    static final JobPolicy POLICY = new JobPolicy(Duration.ofHours(24), Duration.ofHours(2), true, false);

    @TempDir
    Path folder;

    final ManualJobTimer timer = new ManualJobTimer();
    final CuttableDataSource database = new CuttableDataSource(UUID.randomUUID().toString());
    final ExecutorService workers = Executors.newFixedThreadPool(2);
    final ExecutorService completions = Executors.newSingleThreadExecutor();

    /** What was told of jobs: their states, and their progress where they came a step further. */
    final List<Object> told = new CopyOnWriteArrayList<>();

    JobStore store;
    private WorkDirectory work;
    private Path source;

    @BeforeEach
    void makeSource() throws Exception {
        source = folder.resolve("a.png");
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", source.toFile());
        work = WorkDirectory.open(folder.resolve("work"));
        store = store();
    }

    @AfterEach
    void stop() {
        database.mend();
        store.close();
        workers.shutdownNow();
        completions.shutdownNow();
        work.close();
    }

    /** One more node's. */
    JobStore store() {
        JobStore another = new JdbcJobStore(database, true);
        another.beat(Duration.ofHours(1));
        return another;
    }

    JobEngine engine(UpscaleProvider provider) {
        return engine(provider, store);
    }

    JobEngine engine(UpscaleProvider provider, JobStore itsStore) {
        return engine(provider, itsStore, workers, completions);
    }

    /** One that does everything on the thread that turns time. */
    JobEngine engineOfOneThread(UpscaleProvider provider) {
        return engine(provider, store, Runnable::run, Runnable::run);
    }

    private JobEngine engine(
            UpscaleProvider provider, JobStore itsStore, Executor itsWorkers, Executor itsCompletions) {
        JobServices services = new JobServices(
                itsStore,
                timer,
                itsWorkers,
                itsCompletions,
                work,
                (job, progress) -> told.add(progress < 0 ? job.state() : progress),
                new Random(1),
                Duration.ofHours(24));
        return new JobEngine("account", Rates.UNLIMITED, provider, services);
    }

    JobOrder order(JobPolicy policy, boolean detached) {
        UpscaleRequest request = new UpscaleRequest(source, "a.png", new UpscaleSpec("image", 2, null, null, Map.of()));
        return new JobOrder("key", "account", request, policy, detached ? Map.of() : null);
    }

    JobOrder order(JobPolicy policy) {
        return order(policy, false);
    }

    JobOrder order() {
        return order(POLICY);
    }

    @Nullable
    JobState stored() {
        return store.find("account", "key").map(Job::state).orElse(null);
    }

    void turnUntil(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    timer.advance(Duration.ofSeconds(1));
                    return condition.call();
                });
    }

    static final class Answer implements JobObserver {

        volatile @Nullable JobResult result;
        volatile @Nullable JobFailure failure;

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
            return result != null || failure != null;
        }
    }
}
