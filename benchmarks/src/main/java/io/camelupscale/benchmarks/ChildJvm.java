package io.camelupscale.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of this class path in a JVM of its own, with the Vector API. */
final class ChildJvm {

    private ChildJvm() {}

    /**
     * Runs it to its end.
     *
     * @param options of the JVM
     * @throws IllegalStateException if it fails
     */
    static void run(Class<?> main, List<String> options, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "--add-modules=jdk.incubator.vector", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException(
                    "%s %s ended with %d".formatted(main.getSimpleName(), List.of(args), status));
        }
    }
}
