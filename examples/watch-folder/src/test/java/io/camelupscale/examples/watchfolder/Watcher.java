package io.camelupscale.examples.watchfolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The example in a JVM of its own, as a user starts it. */
final class Watcher {

    private final Process process;
    private final Path output;

    private Watcher(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it on {@code folder/inbox} and {@code folder/outbox}. */
    static Watcher start(Path folder, String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-Dinbox=" + folder.resolve("inbox"),
                "-Doutbox=" + folder.resolve("outbox"),
                "-Dwork=" + folder.resolve("work"),
                "-Dscale=2"));
        command.addAll(List.of(settings));
        command.add(WatchFolder.class.getName());
        Path output = Files.createTempFile(folder, "run", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Watcher(process, output);
    }

    static Watcher once(Path folder, String... settings) throws IOException {
        String[] all = new String[settings.length + 1];
        System.arraycopy(settings, 0, all, 0, settings.length);
        all[settings.length] = "-Donce=true";
        return start(folder, all);
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(4, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("it did not end; it said:\n" + output());
        }
        return process.exitValue();
    }

    /** As a power cut does it. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As Ctrl-C does it. */
    void interrupt() {
        process.destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
