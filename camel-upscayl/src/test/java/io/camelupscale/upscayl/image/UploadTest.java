package io.camelupscale.upscayl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.upscayl.UpscaylSimulator;
import io.camelupscale.upscayl.image.ProviderTest.Steps;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Large files, which are brought to the storage before their task is started. */
class UploadTest {

    private static final ApiOptions SMALL = ApiOptions.DEFAULTS.withThreshold(1000);
    private static final int PARTS = 4;

    @TempDir
    Path folder;

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final UpscaylSimulator simulator =
            UpscaylSimulator.builder().time(time).partSize(3000).build();

    private UpscaylImageProvider provider;
    private UpscaleRequest request;

    @BeforeEach
    void open() throws Exception {
        provider = TestProvider.of(simulator, simulator.apiKey(), SMALL, time::now);
        request = noise();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aLargeFileArrivesInPartsAndInOnePiece() throws Exception {
        Steps steps = new Steps();

        RemoteJob job = provider.submit(request, RemoteJob.NONE, steps)
                .toCompletableFuture()
                .join();

        assertThat(simulator.counters().requests(Operation.UPLOAD)).isEqualTo(PARTS);
        assertThat(simulator.counters().requests(Operation.COMPLETE)).isOne();
        assertThat(simulator.counters().leakedKeys()).isZero();
        var source = simulator.jobs().find(job.id()).orElseThrow().order().source();
        assertThat(source.file()).hasSameBinaryContentAs(request.source());
        assertThat(source.fileName()).isEqualTo("noise.png");
        assertThat(steps.all).allMatch(step -> step.id().isEmpty());
    }

    @Test
    void aSmallFileGoesWithItsTask() throws Exception {
        Path small = TestProvider.picture(folder.resolve("small.png"), 4, 3);

        provider.submit(new UpscaleRequest(small, "small.png", request.spec()), RemoteJob.NONE, new Steps())
                .toCompletableFuture()
                .join();

        assertThat(simulator.counters().requests(Operation.LINK)).isZero();
    }

    static IntStream crashes() {
        return IntStream.range(0, PARTS + 4);
    }

    /** The steps: begun, announced, each part, put together, about to start the task. */
    @ParameterizedTest
    @MethodSource("crashes")
    void aCrashBeforeTheTaskIsStartedLosesNothingThatWasUploaded(int step) {
        Crash crash = new Crash(step);
        assertThatThrownBy(() -> provider.submit(request, RemoteJob.NONE, crash))
                .isSameAs(crash.dead);

        boolean sent = step == PARTS + 3;
        assertThat(provider.isResumable(crash.soFar)).isEqualTo(!sent);
        assertThat(simulator.counters().submits()).isZero();

        provider.submit(request, crash.soFar, new Steps()).toCompletableFuture().join();

        assertThat(simulator.counters().requests(Operation.LINK)).isOne();
        assertThat(simulator.counters().requests(Operation.UPLOAD)).isEqualTo(PARTS);
        assertThat(simulator.counters().requests(Operation.COMPLETE)).isOne();
        assertThat(simulator.counters().submits()).isOne();
    }

    @Test
    void nothingIsResumableThatWasSentWhole() {
        assertThat(provider.isResumable(RemoteJob.NONE)).isFalse();
    }

    @Test
    void aTaskThatWasRefusedForNowIsStillNotStarted() {
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.status(429));
        Steps steps = new Steps();

        ProviderException failure = ProviderTest.failure(provider.submit(request, RemoteJob.NONE, steps));

        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(provider.isResumable(last(steps))).isTrue();
    }

    @Test
    void aTaskWhoseAnswerIsLostIsInDoubt() {
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.resetAfter());
        Steps steps = new Steps();

        ProviderException failure = ProviderTest.failure(provider.submit(request, RemoteJob.NONE, steps));

        assertThat(failure.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(provider.isResumable(last(steps))).isFalse();
    }

    @Test
    void aBrokenPartIsSentAgainAndTheOthersAreNot() {
        simulator.faults().on(Operation.UPLOAD).nth(3).inject(Fault.resetBefore());
        Steps steps = new Steps();

        ProviderException failure = ProviderTest.failure(provider.submit(request, RemoteJob.NONE, steps));
        provider.submit(request, last(steps), steps).toCompletableFuture().join();

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(simulator.counters().requests(Operation.UPLOAD)).isEqualTo(PARTS + 1);
        assertThat(simulator.counters().requests(Operation.LINK)).isOne();
    }

    @Test
    void whatCannotBePutTogetherIsUploadedAnewThreeTimesAtMost() {
        simulator.faults().on(Operation.COMPLETE).inject(Fault.status(500));
        Steps steps = new Steps();

        ProviderException failure = ProviderTest.failure(provider.submit(request, RemoteJob.NONE, steps));
        while (failure.kind() == Kind.UNAVAILABLE) {
            failure = ProviderTest.failure(provider.submit(request, last(steps), steps));
        }

        assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
        assertThat(failure).hasMessageContaining("after 3 tries");
        assertThat(simulator.counters().requests(Operation.UPLOAD)).isEqualTo(3 * PARTS);
        assertThat(simulator.counters().submits()).isZero();
    }

    @Test
    void placesThatAreGoneAreAskedForAnew() {
        simulator.faults().on(Operation.UPLOAD).nth(2).inject(Fault.status(403));
        Steps steps = new Steps();

        ProviderException failure = ProviderTest.failure(provider.submit(request, RemoteJob.NONE, steps));
        provider.submit(request, last(steps), steps).toCompletableFuture().join();

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(simulator.counters().requests(Operation.LINK)).isEqualTo(2);
        assertThat(simulator.counters().submits()).isOne();
    }

    @Test
    void anAnswerWithOtherNamesIsReadWhenTheyAreSaid() throws Exception {
        try (UpscaylSimulator other = UpscaylSimulator.builder()
                .time(time)
                .partSize(3000)
                .uploadField("uploadId", "UploadId")
                .uploadField("key", "objectKey")
                .uploadField("urls", "places")
                .build()) {
            other.start();
            UpscaylImageProvider stranger = TestProvider.of(other, other.apiKey(), SMALL, time::now);
            UpscaylImageProvider told = TestProvider.of(
                    other,
                    other.apiKey(),
                    SMALL.with(Wire.of(
                            ApiOptions.LINK_FIELDS,
                            Map.of("uploadId", "UploadId", "key", "objectKey", "partUrls", "places"))),
                    time::now);

            ProviderException failure = ProviderTest.failure(stranger.submit(request, RemoteJob.NONE, new Steps()));
            told.submit(request, RemoteJob.NONE, new Steps())
                    .toCompletableFuture()
                    .join();

            assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
            stranger.close();
            told.close();
            assertThat(failure).hasMessageContaining("wire.partUrls").hasMessageContaining("UploadId");
            assertThat(other.counters().accepted()).isOne();
        }
    }

    @Test
    void theOlderContractHasOneUrl() throws Exception {
        try (UpscaylSimulator older =
                UpscaylSimulator.builder().time(time).older().build()) {
            older.start();
            UpscaylImageProvider client = TestProvider.of(older, older.apiKey(), SMALL.bare(), time::now);

            RemoteJob job = client.submit(request, RemoteJob.NONE, new Steps())
                    .toCompletableFuture()
                    .join();
            client.close();

            assertThat(older.counters().requests(Operation.UPLOAD)).isOne();
            assertThat(older.counters().requests(Operation.COMPLETE)).isZero();
            assertThat(older.jobs()
                            .find(job.id())
                            .orElseThrow()
                            .order()
                            .source()
                            .file())
                    .hasSameBinaryContentAs(request.source());
        }
    }

    private static RemoteJob last(Steps steps) {
        return steps.all.get(steps.all.size() - 1);
    }

    /** A picture of some 10,000 bytes. */
    private UpscaleRequest noise() throws Exception {
        BufferedImage picture = new BufferedImage(60, 55, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 60 * 55; i++) {
            picture.setRGB(i % 60, i / 60, random.nextInt());
        }
        Path file = folder.resolve("noise.png");
        ImageIO.write(picture, "png", file.toFile());
        assertThat(Files.size(file)).isBetween(9001L, 12_000L);
        return new UpscaleRequest(file, "photos/noise.png", new UpscaleSpec("image", 2, null, null, Map.of()));
    }

    /** The process dies when a step has been stored. */
    private static final class Crash implements SubmitContext {

        private final IllegalStateException dead = new IllegalStateException("dead");
        private final int last;
        private int steps;
        private RemoteJob soFar = RemoteJob.NONE;

        Crash(int last) {
            this.last = last;
        }

        @Override
        public String key() {
            return "key";
        }

        @Override
        public void checkpoint(RemoteJob next) {
            soFar = next;
            if (steps++ == last) {
                throw dead;
            }
        }

        @Override
        public void changed() {}
    }
}
