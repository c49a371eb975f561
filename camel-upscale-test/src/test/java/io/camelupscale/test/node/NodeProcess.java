package io.camelupscale.test.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link Node} in a JVM of its own. What it logs goes to a file in its folder. */
public final class NodeProcess implements AutoCloseable {

    private static final long PATIENCE = 60;

    private final Process process;
    private final BufferedReader output;

    private NodeProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    public static NodeProcess start(NodeOptions options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it does not live long enough for more
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                "-cp",
                System.getProperty("java.class.path"),
                options.main()));
        command.addAll(options.words());
        File log = options.place().log().toFile();
        return new NodeProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start());
    }

    /** Waits until its routes run. */
    public NodeProcess awaitUp() throws IOException {
        assertThat(output.readLine()).isEqualTo(Node.UP);
        return this;
    }

    /** Waits until it has died where it was told to. */
    public void awaitHalt() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS))
                .as("died where it was to")
                .isTrue();
        assertThat(process.exitValue()).isOne();
    }

    /** With SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As a shutdown should be. */
    public void stop() throws Exception {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS))
                .as("stopped in time")
                .isTrue();
        assertThat(process.exitValue()).isZero();
    }

    /** Takes the processor away from it. */
    public void freeze() throws Exception {
        signal("STOP");
    }

    /** It goes on as if nothing had happened. */
    public void thaw() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    @Override
    public void close() {
        kill();
    }
}
