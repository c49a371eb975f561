package io.camelupscale.examples.upscaleservice;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service in a JVM of its own, as a user starts it. */
final class ServiceProcess {

    private static final Pattern ADDRESS = Pattern.compile("Listening on (http://\\S+)");

    private final Process process;
    private final Path output;

    private ServiceProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Returns when it listens. */
    static ServiceProcess start(Path folder, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-Dport=0",
                "-Ddata=" + folder.resolve("data")));
        command.addAll(List.of(options));
        command.add(UpscaleService.class.getName());
        Path output = Files.createTempFile(folder, "run", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        ServiceProcess started = new ServiceProcess(process, output);
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        !process.isAlive() || ADDRESS.matcher(started.output()).find());
        return started;
    }

    URI apiUrl() {
        Matcher address = ADDRESS.matcher(output());
        if (!address.find()) {
            throw new AssertionError("it does not listen; it said:\n" + output());
        }
        return URI.create(address.group(1));
    }

    /** As a power cut does it. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As Ctrl-C does it; its exit code. */
    int interrupt() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
