package io.camelupscale.examples.watchfolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.media.ImageInfo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchFolderTest {

    @TempDir
    Path folder;

    private Path inbox;

    @BeforeEach
    void makeInbox() throws IOException {
        inbox = Files.createDirectory(folder.resolve("inbox"));
    }

    @Test
    void photosAndOddFilesGoThroughOneRun() throws Exception {
        for (String photo : List.of("astronaut", "chelsea", "coffee")) {
            Files.copy(
                    Path.of("../../camel-localupscale/src/test/resources/photos", photo + ".png"),
                    inbox.resolve(photo + ".png"));
        }
        writeOddFiles();
        Watcher watcher = Watcher.once(folder);

        assertThat(watcher.exitCode()).as(watcher.output()).isEqualTo(1);

        assertThat(sizesIn("outbox"))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("astronaut.png", "1024 x 1024"),
                        Map.entry("chelsea.png", "896 x 600"),
                        Map.entry("coffee.png", "1200 x 800"),
                        Map.entry("grey16.tif", "40 x 24"),
                        Map.entry("grey8.jpg", "40 x 24"),
                        Map.entry("palette.png", "40 x 24"),
                        Map.entry("rgba.png", "40 x 24"),
                        Map.entry("one bit.png", "40 x 24"),
                        Map.entry("cmyk.jpg", "40 x 24"),
                        Map.entry("turned.jpg", "24 x 40"),
                        Map.entry("1x1.png", "2 x 2"),
                        Map.entry("film.gif.png", "40 x 24"),
                        Map.entry("film.png", "40 x 24"),
                        Map.entry("old.png", "40 x 24"),
                        Map.entry("no extension.png", "40 x 24"),
                        Map.entry("really a png.png", "40 x 24"),
                        Map.entry("café ☕ (1).PNG", "40 x 24"),
                        Map.entry("a+b%20c#d;e&f=1 ${x} {{y}}.jpeg", "40 x 24"),
                        Map.entry("sub dir/deep er/ü.JPG", "40 x 24")));
        assertThat(reasons())
                .containsExactlyInAnyOrderEntriesOf(new TreeMap<>(Map.of(
                        "truncated.jpg", reasons().get("truncated.jpg"),
                        "truncated.png", reasons().get("truncated.png"),
                        "text.png", "text.png: not a picture in a known format (JPEG, PNG, WebP, TIFF, GIF, BMP)",
                        "empty.jpg", "empty.jpg: the file is empty",
                        "sub dir/bomb.png", reasons().get("sub dir/bomb.png"))));
        assertThat(reasons().get("truncated.jpg")).startsWith("truncated.jpg: damaged or incomplete JPEG");
        assertThat(reasons().get("truncated.png")).startsWith("truncated.png: damaged or incomplete PNG");
        assertThat(reasons().get("sub dir/bomb.png")).contains("900000000").contains("maxInputPixels");
        assertThat(filesIn("inbox/.done")).hasSize(19).contains("film.gif", "turned.jpg", "sub dir/deep er/ü.JPG");
        assertThat(visibleFilesInInbox()).isEmpty();
        assertThat(watcher.output())
                .contains("Upscaling with the Java engine (Vector API")
                .contains("[24/24]")
                .contains("café ☕ (1).PNG: 40 x 24");
    }

    @Test
    void killedAgainAndAgainEveryFileComesOutOnceAndWhole() throws Exception {
        int files = 12;
        for (int i = 0; i < files; i++) {
            OddFiles.write(
                    OddFiles.picture(BufferedImage.TYPE_INT_RGB, 150 + i, 120), "png", inbox.resolve(i + ".png"));
        }
        for (int results : new int[] {1, 4, 5, 9}) {
            Watcher watcher = Watcher.start(folder);
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> results() >= results);
            watcher.kill();
            sizesIn("outbox").forEach((name, size) -> assertThat(size).as(name).endsWith(" x 240"));
        }

        Watcher last = Watcher.once(folder);

        assertThat(last.exitCode()).as(last.output()).isZero();
        assertThat(sizesIn("outbox")).hasSize(files);
        assertThat(filesIn("outbox")).hasSize(files);
        assertThat(filesIn("inbox/.done")).hasSize(files);
        assertThat(visibleFilesInInbox()).isEmpty();
        assertThat(folder.resolve("inbox/.failed")).doesNotExist();
        assertThat(filesIn("work")).containsExactly("jobs.mv.db");
    }

    @Test
    void interruptedItStopsCleanlyAndGoesOnNextTime() throws Exception {
        int files = 8;
        for (int i = 0; i < files; i++) {
            OddFiles.write(
                    OddFiles.picture(BufferedImage.TYPE_INT_RGB, 300 + i, 200), "png", inbox.resolve(i + ".png"));
        }
        Watcher watcher = Watcher.start(folder);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> results() >= 2);

        watcher.interrupt();
        await().atMost(Duration.ofSeconds(20)).until(() -> !watcher.isAlive());

        assertThat(folder.resolve("inbox/.failed")).doesNotExist();
        assertThat(visibleFilesInInbox()).as(watcher.output()).isNotEmpty();
        assertThat(Watcher.once(folder).exitCode()).isZero();
        assertThat(filesIn("outbox")).hasSize(files);
        assertThat(filesIn("inbox/.done")).hasSize(files);
    }

    @Test
    void aFileThatIsStillBeingWrittenIsLeftAloneUntilItIsComplete() throws Exception {
        Path ready = folder.resolve("ready.png");
        OddFiles.write(OddFiles.picture(BufferedImage.TYPE_INT_RGB), "png", ready);
        byte[] whole = Files.readAllBytes(ready);
        Path slow = inbox.resolve("slow.png");
        Watcher watcher = Watcher.once(folder);

        for (int written = 1; written <= whole.length; written += whole.length / 8) {
            Files.write(slow, Arrays.copyOf(whole, written));
            Instant next = Instant.now().plusMillis(400);
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> Instant.now().isAfter(next));
        }
        Files.write(slow, whole);

        assertThat(watcher.exitCode()).as(watcher.output()).isZero();
        assertThat(sizesIn("outbox")).containsExactly(Map.entry("slow.png", "40 x 24"));
    }

    @Test
    void whatIsDoneAlreadyIsNotDoneAgain() throws Exception {
        OddFiles.write(OddFiles.picture(BufferedImage.TYPE_INT_RGB), "png", inbox.resolve("a.png"));
        assertThat(Watcher.once(folder).exitCode()).isZero();
        Files.move(inbox.resolve(".done/a.png"), inbox.resolve("a.png"));

        Watcher again = Watcher.once(folder);

        assertThat(again.exitCode()).isZero();
        assertThat(again.output()).contains("a.png: is in the outbox already");
        assertThat(inbox.resolve(".done/a.png")).exists();

        Files.move(inbox.resolve(".done/a.png"), inbox.resolve("a.png"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(Watcher.once(folder, "-Dscale=4").exitCode()).isZero();
        assertThat(sizesIn("outbox")).containsExactly(Map.entry("a.png", "80 x 48"));
    }

    @Test
    void anOriginalNeverReplacesAnEarlierOneOfTheSameName() throws Exception {
        for (int side : new int[] {10, 20}) {
            OddFiles.write(
                    OddFiles.picture(BufferedImage.TYPE_INT_RGB, side, side),
                    "png",
                    inbox.resolve("sub.dir/IMG 1.png"));
            Files.writeString(inbox.resolve("bad"), "no picture " + side);
            assertThat(Watcher.once(folder).exitCode()).isEqualTo(1);
        }

        assertThat(sizesIn("inbox/.done"))
                .containsOnly(Map.entry("sub.dir/IMG 1.png", "10 x 10"), Map.entry("sub.dir/IMG 1 (2).png", "20 x 20"));
        assertThat(sizesIn("outbox")).containsOnly(Map.entry("sub.dir/IMG 1.png", "40 x 40"));
        assertThat(filesIn("inbox/.failed")).containsExactlyInAnyOrder("bad", "bad.txt", "bad (2)", "bad (2).txt");
        assertThat(inbox.resolve(".failed/bad")).hasContent("no picture 10");
    }

    @Test
    void wrongSettingsAreNamedAtOnce() throws Exception {
        assertRefused("-Dscale=5", "scale must be 2, 3 or 4, not 5");
        assertRefused("-Dvia=topaz", "no upscaling provider 'topaz'");
        assertRefused("-Dinbox=" + folder.resolve("nowhere"), "nowhere is no folder");
        assertRefused("-Doutbox=" + inbox.resolve("out"), "must not lie in the inbox");
    }

    private void assertRefused(String setting, String message) throws Exception {
        Watcher watcher = Watcher.once(folder, setting);

        assertThat(watcher.exitCode()).as(watcher.output()).isEqualTo(2);
        assertThat(watcher.output()).contains("watch-folder cannot start: ").contains(message);
    }

    private void writeOddFiles() throws IOException {
        BufferedImage rgb = OddFiles.picture(BufferedImage.TYPE_INT_RGB);
        OddFiles.write(rgb, "jpeg", inbox.resolve("truncated.jpg"));
        OddFiles.cut(inbox.resolve("truncated.jpg"));
        OddFiles.write(rgb, "png", inbox.resolve("truncated.png"));
        OddFiles.cut(inbox.resolve("truncated.png"));
        Files.writeString(inbox.resolve("text.png"), "This is not a picture.");
        Files.createFile(inbox.resolve("empty.jpg"));
        OddFiles.write(OddFiles.grey16(), "tiff", inbox.resolve("grey16.tif"));
        OddFiles.write(OddFiles.picture(BufferedImage.TYPE_BYTE_GRAY), "jpeg", inbox.resolve("grey8.jpg"));
        OddFiles.write(OddFiles.picture(BufferedImage.TYPE_BYTE_INDEXED), "png", inbox.resolve("palette.png"));
        OddFiles.write(OddFiles.translucent(), "png", inbox.resolve("rgba.png"));
        OddFiles.write(OddFiles.picture(BufferedImage.TYPE_BYTE_BINARY), "png", inbox.resolve("one bit.png"));
        OddFiles.writeCmykJpeg(inbox.resolve("cmyk.jpg"));
        OddFiles.writeTurnedJpeg(inbox.resolve("turned.jpg"));
        OddFiles.write(OddFiles.picture(BufferedImage.TYPE_INT_RGB, 1, 1), "png", inbox.resolve("1x1.png"));
        OddFiles.write(OddFiles.picture(BufferedImage.TYPE_BYTE_INDEXED), "gif", inbox.resolve("film.gif"));
        OddFiles.write(rgb, "png", inbox.resolve("film.png"));
        OddFiles.write(rgb, "bmp", inbox.resolve("old.bmp"));
        OddFiles.write(rgb, "png", inbox.resolve("no extension"));
        OddFiles.write(rgb, "png", inbox.resolve("really a png.jpg"));
        OddFiles.write(rgb, "png", inbox.resolve("café ☕ (1).PNG"));
        OddFiles.write(rgb, "jpeg", inbox.resolve("a+b%20c#d;e&f=1 ${x} {{y}}.jpeg"));
        OddFiles.write(rgb, "jpeg", inbox.resolve("sub dir/deep er/ü.JPG"));
        OddFiles.writeBomb(inbox.resolve("sub dir/bomb.png"), 30_000);
        Files.writeString(inbox.resolve("Thumbs.db"), "what a file manager leaves");
        Files.writeString(inbox.resolve("loading.jpg.part"), "what a browser is still loading");
    }

    private int results() throws IOException {
        return (int) filesIn("outbox").stream()
                .filter(name -> !name.contains(".part-"))
                .count();
    }

    /** The visible pictures of a folder with their sizes. */
    private Map<String, String> sizesIn(String name) throws IOException {
        Map<String, String> sizes = new TreeMap<>();
        for (String file : filesIn(name)) {
            if (!file.contains(".part-")) {
                ImageInfo info = ImageInfo.read(folder.resolve(name).resolve(file));
                sizes.put(file, info.displayWidth() + " x " + info.displayHeight());
            }
        }
        return sizes;
    }

    private Map<String, String> reasons() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        Path failed = folder.resolve("inbox/.failed");
        for (String file : filesIn("inbox/.failed")) {
            if (!file.endsWith(".txt")) {
                reasons.put(
                        file,
                        Files.readString(failed.resolve(file + ".txt"), StandardCharsets.UTF_8)
                                .strip());
            }
        }
        return reasons;
    }

    private List<String> visibleFilesInInbox() throws IOException {
        return filesIn("inbox").stream()
                .filter(name -> !name.startsWith(".done") && !name.startsWith(".failed"))
                .filter(name -> !name.equals("Thumbs.db") && !name.endsWith(".part"))
                .toList();
    }

    private List<String> filesIn(String name) throws IOException {
        Path root = folder.resolve(name);
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .toList();
        } catch (UncheckedIOException movedMeanwhile) {
            return filesIn(name);
        }
    }
}
