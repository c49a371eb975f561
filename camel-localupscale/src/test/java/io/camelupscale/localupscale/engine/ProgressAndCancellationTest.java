package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelupscale.media.ImageFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressAndCancellationTest extends EngineTest {

    @Test
    void everyTileIsToldOnceAndInOrder() throws IOException {
        Path source = Pictures.write(Pictures.photo("coffee", 200, 130), "png", folder.resolve("in.png"));
        List<Integer> told = new CopyOnWriteArrayList<>();
        UpscaleOptions options = UpscaleOptions.of(2, ImageFormat.PNG).withTiles(64, 0);

        upscaler.upscale(
                source,
                folder.resolve("out.png"),
                options,
                (done, total) -> {
                    assertThat(total).isEqualTo(12);
                    told.add(done);
                },
                new Cancellation());

        assertThat(told)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 12).boxed().toList());
    }

    @Test
    void aCancelledPictureEndsWithinASecond() throws Exception {
        Path source = Pictures.write(Pictures.photo("astronaut"), "png", folder.resolve("in.png"));
        Path target = folder.resolve("out.png");
        Cancellation cancellation = new Cancellation();
        CountDownLatch underWay = new CountDownLatch(1);
        CompletableFuture<Void> work = CompletableFuture.runAsync(
                () -> run(
                        source,
                        target,
                        UpscaleOptions.of(4, ImageFormat.PNG).withTiles(128, 0),
                        (done, total) -> underWay.countDown(),
                        cancellation),
                ProgressAndCancellationTest::onOwnThread);
        assertThat(underWay.await(30, TimeUnit.SECONDS)).isTrue();

        cancellation.cancel();

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(10))
                .until(work::isDone);
        assertThatThrownBy(work::join).hasCauseInstanceOf(CancellationException.class);
        assertThat(target).doesNotExist();
    }

    @Test
    void aPictureThatWaitsBehindAnotherCanBeCancelled() throws Exception {
        Path source = Pictures.write(Pictures.photo("astronaut"), "png", folder.resolve("in.png"));
        Cancellation first = new Cancellation();
        Cancellation second = new Cancellation();
        CountDownLatch underWay = new CountDownLatch(1);
        UpscaleOptions options = UpscaleOptions.of(4, ImageFormat.PNG);
        CompletableFuture<Void> ahead = CompletableFuture.runAsync(
                () -> run(
                        source,
                        folder.resolve("1.png"),
                        options.withTiles(64, 0),
                        (done, total) -> underWay.countDown(),
                        first),
                ProgressAndCancellationTest::onOwnThread);
        assertThat(underWay.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> behind = CompletableFuture.runAsync(
                () -> run(source, folder.resolve("2.png"), options, ProgressListener.NONE, second),
                ProgressAndCancellationTest::onOwnThread);

        second.cancel();

        await().atMost(Duration.ofSeconds(1)).until(behind::isDone);
        assertThat(behind).isCompletedExceptionally();
        assertThat(ahead).isNotDone();
        first.cancel();
        await().until(ahead::isDone);
    }

    @Test
    void aSmallPictureNeedNotWaitForALargeOne() throws Exception {
        Path large = Pictures.write(Pictures.photo("astronaut"), "png", folder.resolve("large.png"));
        Path small = Pictures.write(Pictures.photo("coffee", 40, 40), "png", folder.resolve("small.png"));
        AtomicInteger largeTiles = new AtomicInteger();
        CountDownLatch underWay = new CountDownLatch(1);
        Cancellation cancellation = new Cancellation();
        UpscaleOptions options = UpscaleOptions.of(4, ImageFormat.PNG).withTiles(64, 0);
        CompletableFuture<Void> work = CompletableFuture.runAsync(
                () -> run(
                        large,
                        folder.resolve("out.png"),
                        options,
                        (done, total) -> {
                            largeTiles.set(done);
                            underWay.countDown();
                        },
                        cancellation),
                ProgressAndCancellationTest::onOwnThread);
        assertThat(underWay.await(30, TimeUnit.SECONDS)).isTrue();
        int before = largeTiles.get();

        upscaled(small, options);

        // first come, first served would have let 16 go ahead
        assertThat(largeTiles.get() - before).isLessThan(8);
        cancellation.cancel();
        await().until(work::isDone);
    }

    @Test
    void closingTheEngineEndsItsPictures() throws Exception {
        Path source = Pictures.write(Pictures.photo("astronaut"), "png", folder.resolve("in.png"));
        CountDownLatch underWay = new CountDownLatch(1);
        CompletableFuture<Void> work = CompletableFuture.runAsync(
                () -> run(
                        source,
                        folder.resolve("out.png"),
                        UpscaleOptions.of(4, ImageFormat.PNG).withTiles(64, 0),
                        (done, total) -> underWay.countDown(),
                        new Cancellation()),
                ProgressAndCancellationTest::onOwnThread);
        assertThat(underWay.await(30, TimeUnit.SECONDS)).isTrue();

        upscaler.close();

        assertThatThrownBy(work::join).hasCauseInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> upscaled(source, UpscaleOptions.of(2, ImageFormat.PNG)))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void aCancelledStartDoesNothing() throws IOException {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        Path source = Pictures.write(Pictures.photo("coffee", 20, 20), "png", folder.resolve("in.png"));

        assertThatThrownBy(() -> run(
                        source,
                        folder.resolve("out.png"),
                        UpscaleOptions.of(2, ImageFormat.PNG),
                        ProgressListener.NONE,
                        cancellation))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void anInterruptedCallerStops() throws Exception {
        Path source = Pictures.write(Pictures.photo("astronaut"), "png", folder.resolve("in.png"));
        CountDownLatch underWay = new CountDownLatch(1);
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                run(
                        source,
                        folder.resolve("out.png"),
                        UpscaleOptions.of(4, ImageFormat.PNG),
                        (done, total) -> underWay.countDown(),
                        new Cancellation());
            } catch (CancellationException e) {
                stopped.complete(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        assertThat(underWay.await(30, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();

        assertThat(stopped.get(2, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theEngineWorksOnAfterFailuresAndCancels() throws Exception {
        Path source = Pictures.write(Pictures.photo("chelsea", 200, 200), "png", folder.resolve("in.png"));
        UpscaleOptions options = UpscaleOptions.of(2, ImageFormat.PNG).withTiles(64, 0);
        byte[] expected = java.nio.file.Files.readAllBytes(upscaled(source, options));
        for (int i = 0; i < 5; i++) {
            Cancellation cancellation = new Cancellation();
            assertThatThrownBy(() -> run(
                            source,
                            folder.resolve("out.png"),
                            options,
                            (done, total) -> cancellation.cancel(),
                            cancellation))
                    .isInstanceOf(CancellationException.class);
        }

        assertThat(upscaled(source, options)).hasBinaryContent(expected);
    }

    @Test
    void aListenerThatFailsFailsThePicture() throws IOException {
        Path source = Pictures.write(Pictures.photo("chelsea", 100, 100), "png", folder.resolve("in.png"));

        assertThatThrownBy(() -> run(
                        source,
                        folder.resolve("out.png"),
                        UpscaleOptions.of(2, ImageFormat.PNG),
                        (done, total) -> {
                            throw new IllegalStateException("listener");
                        },
                        new Cancellation()))
                .hasMessageContaining("listener");
    }

    @Test
    void severalPicturesAtOnceGiveTheSameAsAlone() throws Exception {
        Path source = Pictures.write(Pictures.photo("coffee", 160, 120), "png", folder.resolve("in.png"));
        UpscaleOptions options = UpscaleOptions.of(2, ImageFormat.PNG).withTiles(64, 0);
        byte[] alone = java.nio.file.Files.readAllBytes(upscaled(source, options));
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Path target = folder.resolve(i + ".png");
            all.add(CompletableFuture.runAsync(
                    () -> run(source, target, options, ProgressListener.NONE, new Cancellation()),
                    ProgressAndCancellationTest::onOwnThread));
        }

        for (int i = 0; i < 6; i++) {
            all.get(i).get(60, TimeUnit.SECONDS);
            assertThat(folder.resolve(i + ".png")).hasBinaryContent(alone);
        }
    }

    /** The common pool has but one thread on small machines. */
    private static void onOwnThread(Runnable work) {
        new Thread(work).start();
    }

    private void run(
            Path source, Path target, UpscaleOptions options, ProgressListener progress, Cancellation cancellation) {
        try {
            upscaler.upscale(source, target, options, progress, cancellation);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
