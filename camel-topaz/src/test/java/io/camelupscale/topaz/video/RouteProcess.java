package io.camelupscale.topaz.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;

/** A JVM of its own that runs routes of YAML files. It stops when it is told anything, and dies with whoever started it. */
final class RouteProcess implements AutoCloseable {

    private static final long PATIENCE = 60;

    private final Process process;

    private RouteProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param routes   a pattern of files
     * @param settings Camel's properties
     */
    static RouteProcess start(String heap, Path log, String routes, Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                RouteProcess.class.getName(),
                routes));
        settings.forEach((name, value) -> command.add(name + "=" + value));
        return new RouteProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** With SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As a shutdown should be. */
    void stop() throws Exception {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS))
                .as("stopped in time")
                .isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] words) throws Exception {
        Main main = new Main();
        main.configure().withRoutesIncludePattern(words[0]);
        for (int i = 1; i < words.length; i++) {
            String[] setting = words[i].split("=", 2);
            main.addOverrideProperty(setting[0], setting[1]);
        }
        main.start();
        if (System.in.read() < 0) {
            Runtime.getRuntime().halt(2);
        }
        main.stop();
        System.exit(0);
    }
}
