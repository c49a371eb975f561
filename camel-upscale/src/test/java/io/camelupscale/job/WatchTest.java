package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.testprovider.ScriptedProvider;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of an engine that does everything on the thread that turns its time. */
class WatchTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final JobPolicy POLICY = new JobPolicy(Duration.ofHours(24), Duration.ofHours(2), true, false);

    @TempDir
    Path folder;

    private WorkDirectory work;
    private UpscaleRequest request;

    @BeforeEach
    void makeSource() throws Exception {
        Path source = folder.resolve("a.png");
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", source.toFile());
        request = new UpscaleRequest(source, "a.png", new UpscaleSpec("image", 2, null, null, Map.of()));
        work = WorkDirectory.open(folder.resolve("work"));
    }

    @AfterEach
    void stop() {
        work.close();
    }

    @Test
    void anEstimateThatForetellsTheSameEndAsTheOneBeforeSavesChecks() {
        int steady = checks(Duration.ZERO);
        int unsteady = checks(Duration.ofMinutes(1));

        assertThat(steady).isLessThan(unsteady * 3 / 4);
    }

    /** How many a job of ten minutes needs, if every second estimate is off by so much. */
    private int checks(Duration error) {
        ManualJobTimer timer = new ManualJobTimer();
        JobServices services = new JobServices(
                new MemoryJobStore(timer::now),
                timer,
                Runnable::run,
                Runnable::run,
                work,
                (job, progress) -> {},
                new Random(1),
                Duration.ZERO);
        Instant end = timer.now().plus(TEN_MINUTES);
        ScriptedProvider provider = new ScriptedProvider(false) {
            @Override
            public CompletionStage<RemoteStatus> check(RemoteJob job) {
                checks.add(job.id());
                Duration left = Duration.between(timer.now(), end);
                return CompletableFuture.completedFuture(
                        left.isNegative()
                                ? new RemoteStatus.Done(new RemoteResult("result"))
                                : new RemoteStatus.Running(-1, checks.size() % 2 == 0 ? left.plus(error) : left));
            }
        };
        try (JobEngine engine = new JobEngine("account", Rates.UNLIMITED, provider, services)) {
            ScriptedEngine.Answer answer = new ScriptedEngine.Answer();
            engine.start(new JobOrder("key", "account", request, POLICY), answer);
            timer.advance(TEN_MINUTES.plusMinutes(2));
            assertThat(answer.result).isNotNull();
        }
        return provider.checks.size();
    }
}
