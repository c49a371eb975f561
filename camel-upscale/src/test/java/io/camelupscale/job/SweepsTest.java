package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.ProviderTraits;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.StatusPage;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepsTest {

    private static final int PAGE = 100;
    private static final JobPolicy POLICY = new JobPolicy(Duration.ofDays(9), Duration.ofDays(9), true, false);

    @TempDir
    Path folder;

    private final ManualJobTimer timer = new ManualJobTimer();
    private final ListingProvider provider = new ListingProvider();
    private final AtomicInteger delivered = new AtomicInteger();
    private WorkDirectory work;
    private JobEngine engine;
    private UpscaleRequest request;

    @BeforeEach
    void start() throws Exception {
        Path source = folder.resolve("a.png");
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", source.toFile());
        ImageIO.write(
                new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("result.png").toFile());
        request = new UpscaleRequest(source, "a.png", new UpscaleSpec("image", 2, null, null, Map.of()));
        work = WorkDirectory.open(folder.resolve("work"));
        engine = new JobEngine(
                "account",
                Rates.UNLIMITED,
                provider,
                new JobServices(
                        new MemoryJobStore(timer::now),
                        timer,
                        Runnable::run, // all in its turn: time must not go on in the middle of a sweep
                        Runnable::run,
                        work,
                        (job, progress) -> {},
                        new Random(1),
                        Duration.ofHours(1)));
    }

    @AfterEach
    void stop() {
        engine.close();
        work.close();
    }

    @Test
    void tenThousandWaitingJobsCostAHundredCallsASweep() {
        start(10_000);
        turn(120); // by then each is asked for every twelve seconds or so

        provider.lists.set(0);
        provider.checks.set(0);
        provider.sweeps.set(0);
        turn(60);

        assertThat(provider.sweeps.get()).isBetween(1, 20);
        assertThat(provider.lists.get()).isEqualTo(100 * provider.sweeps.get());
        assertThat(provider.checks.get()).isZero();
    }

    @Test
    void aJobThatIsNotInTheListIsAskedForByItself() {
        provider.hidden = "r7";
        start(10);
        provider.done = true;

        turnUntilDelivered(10);

        assertThat(provider.checks.get()).isGreaterThanOrEqualTo(1);
        assertThat(provider.lists.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void oneJobIsNotWorthAList() {
        start(1);
        provider.done = true;

        turnUntilDelivered(1);

        assertThat(provider.lists.get()).isZero();
    }

    @Test
    void aListThatIsNotToBeHadIsAskedForAgain() {
        provider.refusal = new ProviderException(Kind.RATE_LIMITED, "slow down", Duration.ofMinutes(1), null);
        start(50);
        provider.done = true;

        turnUntilDelivered(50);

        assertThat(provider.checks.get()).isLessThan(50);
    }

    private void start(int jobs) {
        for (int i = 0; i < jobs; i++) {
            engine.start(new JobOrder("key" + i, "account", request, POLICY), new Counting());
        }
        await().until(() ->
                provider.accepted.size() == jobs && engine.jobs().getOrDefault(JobState.RUNNING, 0L) == jobs);
    }

    private void turn(int seconds) {
        for (int i = 0; i < seconds; i++) {
            timer.advance(Duration.ofSeconds(1));
        }
    }

    private void turnUntilDelivered(int jobs) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            timer.advance(Duration.ofSeconds(1));
            return delivered.get() == jobs;
        });
    }

    private final class Counting implements JobObserver {

        @Override
        public void succeeded(JobResult result) {
            delivered.incrementAndGet();
            result.release(true);
        }

        @Override
        public void failed(JobFailure failure) {
            throw new AssertionError(failure.message());
        }

        @Override
        public void parked() {}
    }

    /** A provider with a list of its jobs, a hundred to a page. */
    private final class ListingProvider implements UpscaleProvider {

        private final AtomicInteger ids = new AtomicInteger();
        private final ConcurrentNavigableMap<Integer, String> accepted = new ConcurrentSkipListMap<>();
        private final AtomicInteger checks = new AtomicInteger();
        private final AtomicInteger lists = new AtomicInteger();
        private final AtomicInteger sweeps = new AtomicInteger();
        private volatile boolean done;
        private volatile String hidden = "";
        private volatile @Nullable ProviderException refusal;

        @Override
        public ProviderTraits traits() {
            return new ProviderTraits(true, 4, 4, 4).withListSize(PAGE);
        }

        @Override
        public void validate(UpscaleSpec spec) {}

        @Override
        public CompletionStage<RemoteJob> submit(UpscaleRequest source, RemoteJob soFar, SubmitContext context) {
            int id = ids.incrementAndGet();
            accepted.put(id, "r" + id);
            return CompletableFuture.completedFuture(new RemoteJob("r" + id));
        }

        @Override
        public CompletionStage<RemoteStatus> check(RemoteJob job) {
            checks.incrementAndGet();
            return CompletableFuture.completedFuture(status());
        }

        @Override
        public CompletionStage<StatusPage> list(@Nullable String cursor) {
            ProviderException refused = refusal;
            refusal = null;
            if (refused != null) {
                return CompletableFuture.failedFuture(refused);
            }
            lists.incrementAndGet();
            if (cursor == null) {
                sweeps.incrementAndGet();
            }
            int from = cursor == null ? Integer.MAX_VALUE : Integer.parseInt(cursor);
            List<Map.Entry<Integer, String>> page = accepted.headMap(from).descendingMap().entrySet().stream()
                    .limit(PAGE)
                    .toList();
            Map<String, RemoteStatus> jobs = new TreeMap<>();
            page.forEach(job -> jobs.put(job.getValue(), status()));
            jobs.remove(hidden);
            String next = page.size() < PAGE
                    ? null
                    : String.valueOf(page.get(page.size() - 1).getKey());
            return CompletableFuture.completedFuture(new StatusPage(jobs, next));
        }

        @Override
        public CompletionStage<Void> download(RemoteJob job, RemoteResult result, Path target) {
            try {
                Files.copy(folder.resolve("result.png"), target);
                return CompletableFuture.completedFuture(null);
            } catch (java.io.IOException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public CompletionStage<Void> cancel(RemoteJob job) {
            return CompletableFuture.completedFuture(null);
        }

        private RemoteStatus status() {
            return done ? new RemoteStatus.Done(new RemoteResult("result")) : new RemoteStatus.Running(-1);
        }
    }
}
