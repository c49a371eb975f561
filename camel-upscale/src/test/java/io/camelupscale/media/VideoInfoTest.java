package io.camelupscale.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoInfoTest {

    private static final long GIGABYTE = 1L << 30;
    private static final double NTSC = 30000 / 1001.0;

    @TempDir
    Path folder;

    @Test
    void aTurnedVideoIsSeenUprightAndHeard() throws IOException {
        VideoInfo info = VideoInfo.read(sample("turned.mp4"));

        assertThat(info).isEqualTo(new VideoInfo(VideoFormat.MP4, 64, 36, 90, Duration.ofMillis(1001), 30, NTSC, true));
        assertThat(info.displayWidth()).isEqualTo(36);
        assertThat(info.displayHeight()).isEqualTo(64);
        assertThat(info.frameCountExact()).isTrue();
    }

    @Test
    void framesInFragmentsAreCounted() throws IOException {
        assertThat(VideoInfo.read(sample("fragmented.mp4")))
                .isEqualTo(new VideoInfo(VideoFormat.MP4, 64, 36, 0, Duration.ofMillis(1001), 30, NTSC, false));
    }

    @Test
    void aRateThatVariesIsAveraged() throws IOException {
        VideoInfo info = VideoInfo.read(sample("varying.mov"));

        assertThat(info.format()).isEqualTo(VideoFormat.MOV);
        assertThat(info.frameCount()).isEqualTo(16);
        assertThat(info.frameRate()).isEqualTo(120_000 / 7007.0, within(1e-9));
        assertThat(info.duration().toMillis()).isEqualTo(934);
    }

    @Test
    void aWebmFileIsCountedByItsDuration() throws IOException {
        VideoInfo info = VideoInfo.read(sample("film.webm"));

        assertThat(info.format()).isEqualTo(VideoFormat.WEBM);
        assertThat(info.width()).isEqualTo(64);
        assertThat(info.height()).isEqualTo(36);
        assertThat(info.duration()).isEqualTo(Duration.ofMillis(1001));
        assertThat(info.frameCount()).isEqualTo(30);
        assertThat(info.frameRate()).isEqualTo(NTSC, within(1e-5));
        assertThat(info.audio()).isFalse();
        assertThat(info.frameCountExact()).isFalse();
    }

    @Test
    void aMatroskaVideoThatStartsLateIsCountedTooLong() throws IOException {
        VideoInfo info = VideoInfo.read(sample("film.mkv"));

        assertThat(info.format()).isEqualTo(VideoFormat.MKV);
        assertThat(info.frameRate()).isEqualTo(24000 / 1001.0, within(1e-5));
        assertThat(info.duration()).isEqualTo(Duration.ofMillis(1129));
        assertThat(info.frameCount()).isEqualTo(27); // and not 24: it starts after 128 ms of sound
        assertThat(info.audio()).isTrue();
    }

    @Test
    void theStatisticsAtTheEndOfAMatroskaFileAreRead() throws IOException {
        VideoInfo info = VideoInfo.read(sample("counted.mkv"));

        assertThat(info.frameCount()).isEqualTo(16);
        assertThat(info.frameRate())
                .isEqualTo(16 / (info.duration().toNanos() / 1e9), within(1e-6))
                .isLessThan(18);
    }

    @ParameterizedTest
    @ValueSource(strings = {"turned.mp4", "fragmented.mp4", "varying.mov", "film.webm", "film.mkv", "counted.mkv"})
    void aHeaderCostsFewReads(String name) throws IOException {
        assertThat(readsOf(sample(name))).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"turned.mp4", "varying.mov", "film.webm", "film.mkv"})
    void aVideoThatIsCutShortAnywhereIsRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(sample(name));
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> VideoInfo.read(cut)).isInstanceOf(UnreadableVideoException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"turned.mp4, 0", "fragmented.mp4, 127", "varying.mov, 255", "film.webm, 255", "film.mkv, 127"})
    void aDamagedByteIsAnAnswerOrARefusal(String name, int value) throws IOException {
        byte[] whole = Files.readAllBytes(sample(name));
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] = (byte) value;
            Path file = Files.write(folder.resolve("damaged"), damaged);

            try {
                assertThat(VideoInfo.read(file).frameRate()).isPositive().isFinite();
            } catch (UnreadableVideoException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void theHeaderAtTheEndOfAHundredGigabytesCostsAFewReads() throws IOException {
        byte[] header = videoTrack(box("stsz", ints(0, 0, 1, 7)), box("stts", ints(0, 1, 1, 50)));
        Path file = Files.write(folder.resolve("big.mov"), join(box("ftyp", text("qt  ")), mdat(100 * GIGABYTE)));
        grow(file, 12 + 100 * GIGABYTE, header);

        assertThat(VideoInfo.read(file).duration()).isEqualTo(Duration.ofMillis(500));
        assertThat(readsOf(file)).isLessThanOrEqualTo(3);
    }

    @Test
    void announcedSizesCostNoMemory() throws IOException {
        byte[] ftyp = box("ftyp", text("isom"));
        byte[] times = box("stts", ints(0, 1, 1, 50));

        assertRefused("the file is cut short", ftyp, ints(1), text("moov"), ints(1 << 28, 0));
        assertRefused("the file is cut short", ftyp, ints(1), text("moov"), ints(-1, -1));
        assertRefused("damaged header: box 'free'", ftyp, ints(7), text("free"));
        assertRefused("frames do not fit", ftyp, videoTrack(box("stsz", ints(0, 0, Integer.MAX_VALUE)), times));
        assertRefused("frames do not fit", ftyp, videoTrack(box("stsz", ints(0, 100, -1)), times));
        assertRefused("durations do not fit", ftyp, videoTrack(box("stts", ints(0, Integer.MIN_VALUE, 1, 1))));
    }

    @Test
    void depthAndNumberCostNoMemory() throws IOException {
        ByteArrayOutputStream deep = new ByteArrayOutputStream();
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            deep.write(ints((100_000 - i) * 8));
            deep.write(text("moov"));
            many.write(box("trak"));
        }

        assertRefused("no video track", box("ftyp", text("isom")), deep.toByteArray());
        assertRefused("more than 1000 tracks", box("ftyp", text("isom")), many.toByteArray());
    }

    @Test
    void aTableOfGigabytesIsNotReadToItsEnd() throws IOException {
        Path file = folder.resolve("table.mp4");
        byte[] head = join(box("ftyp", text("isom")), box("trak"), ints(1), text("stts"), ints(4, 0));
        grow(file, 0, join(head, ints(0, 2_000_000_000)));
        grow(file, 17 * GIGABYTE, new byte[1]);

        assertThatThrownBy(() -> VideoInfo.read(file))
                .isInstanceOf(UnreadableVideoException.class)
                .hasMessageContaining("more parts than any video has");
    }

    @Test
    void whatIsNoVideoIsSaidToBeNone() throws IOException {
        assertRefused("the file is empty");
        assertRefused("not a video in a known format", text("hello"));
        assertRefused("not a video in a known format", box("ftyp", text("avif")));
        assertRefused("headers of AVI files cannot be read", text("RIFF\0\0\0\0AVI LIST"));
        assertRefused("recording was never finished", box("ftyp", text("isom")), box("mdat", new byte[1000]));
        assertRefused("no video track", box("ftyp", text("M4A ")), box("moov"));
        assertRefused(
                "the video track is empty",
                box("ftyp", text("isom")),
                videoTrack(box("stsz", ints(0, 0, 0)), box("stts", ints(0, 0))));
    }

    @Test
    void whatIsAppendedToAVideoIsNoneOfIt() throws IOException {
        byte[] whole = Files.readAllBytes(sample("turned.mp4"));
        Path file = Files.write(folder.resolve("appended.mp4"), join(whole, new byte[999], text("\u00ff\u00fe\u00fd")));

        assertThat(VideoInfo.read(file)).isEqualTo(VideoInfo.read(sample("turned.mp4")));
    }

    @Test
    void aLiveRecordingHasNoDuration() throws IOException {
        byte[] webm = Files.readAllBytes(sample("film.webm"));
        // the names of the two durations: in the segment's info, and in the track's tags
        Path file = Files.write(
                folder.resolve("live.webm"),
                replaced(replaced(webm, "\u0044\u0089", "\u0044\u008a"), "DURATION", "-URATION"));

        assertThatThrownBy(() -> VideoInfo.read(file))
                .hasMessage("the header gives no duration, as in a live recording");
    }

    private void assertRefused(String reason, byte[]... content) throws IOException {
        Path file = Files.write(folder.resolve("refused"), join(content));

        assertThatThrownBy(() -> VideoInfo.read(file))
                .isInstanceOf(UnreadableVideoException.class)
                .hasMessageContaining(reason);
    }

    private static int readsOf(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            HeaderBytes bytes = new HeaderBytes(channel);
            VideoInfo.read(bytes);
            return bytes.reads();
        }
    }

    private Path sample(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = VideoInfoTest.class.getResourceAsStream("/videos/" + name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    /** A track of 6 x 4 pixels, at 100 units a second. */
    private static byte[] videoTrack(byte[]... tables) {
        byte[] size = join(new byte[40], ints(6 << 16 | 4));
        return box(
                "moov",
                box(
                        "trak",
                        box("tkhd", new byte[84]),
                        box("mdia", box("mdhd", ints(0, 0, 0, 100, 0, 0)), box("hdlr", ints(0, 0), text("vide"))),
                        box("stbl", box("stsd", size), join(tables))));
    }

    private static byte[] mdat(long length) {
        return join(ints(1), text("mdat"), ints((int) (length >> 32), (int) length));
    }

    private static byte[] box(String type, byte[]... content) {
        byte[] body = join(content);
        return join(ints(body.length + 8), text(type), body);
    }

    private static byte[] ints(int... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(numbers.length * 4);
        buffer.asIntBuffer().put(numbers);
        return buffer.array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        return text(new String(bytes, StandardCharsets.ISO_8859_1).replace(from, to));
    }

    /** Writes at a position; what is skipped is a hole. */
    private static void grow(Path file, long at, byte[] bytes) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
        try (SeekableByteChannel channel = Files.newByteChannel(file, options)) {
            channel.position(at).write(ByteBuffer.wrap(bytes));
        }
    }
}
