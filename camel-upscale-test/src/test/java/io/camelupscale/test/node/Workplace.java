package io.camelupscale.test.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The folder that survives: what goes in, what comes out, and what the engine keeps meanwhile. */
public record Workplace(Path folder, String node) {

    /** What the names of files begin with that somebody is still writing. */
    public static final String HALF = ".half-";

    private static final int SCALE = 2;

    public Path inbox(Way way) {
        return folder.resolve(node).resolve(way.name());
    }

    public Path log() {
        return folder.resolve(node + ".log");
    }

    public Path outbox() {
        return folder.resolve("outbox");
    }

    public Path reasons() {
        return folder.resolve("reasons");
    }

    public Path work() {
        return folder.resolve("work");
    }

    /** Drops pictures into an inbox, each another one, and at once. */
    public void drop(Way way, int from, int to) throws IOException {
        Files.createDirectories(inbox(way));
        for (int number = from; number < to; number++) {
            Path file = Files.createTempFile(folder, "picture", ".tmp");
            Files.write(file, Pictures.png(number));
            Files.move(file, inbox(way).resolve(name(number)), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static String name(int number) {
        return "%04d.png".formatted(number);
    }

    /** How many pictures came out so far. */
    public long delivered() throws IOException {
        return files(outbox()).size();
    }

    /** How many sources wait or are worked on. */
    public long waiting() throws IOException {
        return files(inbox(Way.WAIT)).size() + files(inbox(Way.SUBMIT)).size();
    }

    /** How many sources failed. */
    public long failed() throws IOException {
        return files(inbox(Way.WAIT).resolve(".failed")).size()
                + files(inbox(Way.SUBMIT).resolve(".failed")).size();
    }

    /** Whether so many sources have come to an end, be it a failure. */
    public boolean isThrough(long sources) throws IOException {
        return waiting() == 0 && delivered() + failed() == sources;
    }

    /** The texts of the failures. */
    public List<String> failures() throws IOException {
        List<Path> files = files(reasons());
        return files.stream().map(Workplace::text).toList();
    }

    /** Every picture came out, and none of them is half written. */
    public void hasWholeResults(int count) throws IOException {
        assertThat(files(outbox()))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).mapToObj(Workplace::name).toList());
        hasOnlyWholeResults();
    }

    /** None of the results is half written, and none is anybody else's. */
    public void hasOnlyWholeResults() throws IOException {
        for (Path file : files(outbox())) {
            BufferedImage image = ImageIO.read(file.toFile());
            assertThat(image).as("%s is a picture", file).isNotNull();
            assertThat(image.getWidth()).isEqualTo(Pictures.SIDE * SCALE);
            assertThat(image.getHeight()).isEqualTo(Pictures.SIDE * SCALE);
        }
    }

    /** When each result was written. */
    public Map<Path, FileTime> resultTimes() throws IOException {
        Map<Path, FileTime> times = new HashMap<>();
        for (Path file : files(outbox())) {
            times.put(file, Files.getLastModifiedTime(file));
        }
        return times;
    }

    /** What the engine keeps for jobs. */
    public List<Path> keptResults() throws IOException {
        return files(work().resolve("results"));
    }

    public List<Path> keptSources() throws IOException {
        return files(work().resolve("sources"));
    }

    /** What belongs to a process, and should be gone with it. */
    public List<Path> runFolders() throws IOException {
        try (Stream<Path> all = Files.list(work())) {
            return all.filter(path -> path.getFileName().toString().startsWith("run-"))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What others see of a folder: neither what somebody is still writing, nor Camel's own marks. */
    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith(HALF))
                    .filter(file -> !file.getFileName().toString().endsWith(".camelLock"))
                    .toList();
        }
    }
}
