package io.camelupscale.test.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.camelupscale.media.VideoFormat;
import io.camelupscale.media.VideoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestVideosTest {

    private static final long HUNDRED_GIGABYTES = 100L << 30;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = VideoFormat.class,
            names = {"MP4", "MOV", "MKV", "WEBM"})
    void aVideoSaysOfItselfWhatWasAskedFor(VideoFormat format) throws IOException {
        for (long bytes : new long[] {0, 1_200_000_000, HUNDRED_GIGABYTES}) {
            VideoInfo info = VideoInfo.read(video(format, 300, 29.97, bytes));

            assertThat(info.format()).isEqualTo(format);
            assertThat(info.displayWidth()).isEqualTo(64);
            assertThat(info.displayHeight()).isEqualTo(36);
            assertThat(info.duration()).isEqualTo(Duration.ofMillis(10_010));
            assertThat(info.frameCount()).isEqualTo(300);
            assertThat(info.frameRate()).isEqualTo(30000 / 1001.0, within(1e-6));
            assertThat(info.audio()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = VideoFormat.class,
            names = {"MP4", "MOV", "MKV", "WEBM"})
    void aFileIsAsLongAsAskedForOrItsContent(VideoFormat format) throws IOException {
        assertThat(video(format, 5, 25, 12_345)).hasSize(12_345);
        assertThat(video(format, 5, 25, HUNDRED_GIGABYTES)).hasSize(HUNDRED_GIGABYTES);
        assertThat(Files.size(video(format, 5, 25, 0))).isBetween(1_000L, 10_000L);
    }

    @Test
    void aFilmOfHoursTakesOnePicture() throws IOException {
        Path file = TestVideos.mp4(folder.resolve("film.mp4"), 1920, 1080, 216_000, 24, 0);

        assertThat(VideoInfo.read(file).duration()).isEqualTo(Duration.ofMinutes(150));
        assertThat(Files.size(file)).isLessThan(2_000_000);
    }

    private Path video(VideoFormat format, int frames, double fps, long bytes) throws IOException {
        Path file = folder.resolve(format.fileName("video"));
        return switch (format) {
            case MP4 -> TestVideos.mp4(file, 64, 36, frames, fps, bytes);
            case MOV -> TestVideos.mov(file, 64, 36, frames, fps, bytes);
            case MKV -> TestVideos.mkv(file, 64, 36, frames, fps, bytes);
            case WEBM -> TestVideos.webm(file, 64, 36, frames, fps, bytes);
            default -> throw new IllegalArgumentException("no test videos in " + format);
        };
    }
}
