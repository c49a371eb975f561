package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@link EngineMain} in a JVM of its own, with other flags and another class path than this one.
 *
 * @param missing part of the names of jars that are left out; null for none
 * @param added   a folder that comes first
 */
record EngineProcess(Engine engine, List<String> flags, @Nullable String missing, @Nullable Path added) {

    /** What it ended with, and all that it said. */
    record Outcome(int exit, String output) {}

    EngineProcess(Engine engine, String... flags) {
        this(engine, List.of(flags), null, null);
    }

    EngineProcess withoutOnnxRuntime() {
        return new EngineProcess(engine, flags, "onnxruntime", added);
    }

    EngineProcess with(Path folder) {
        return new EngineProcess(engine, flags, missing, folder);
    }

    Outcome run(Path source, Path target, int scale, String model, int tile) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Djava.awt.headless=true");
        command.add(EngineMain.class.getName());
        command.addAll(List.of(
                engine.name(),
                source.toString(),
                target.toString(),
                String.valueOf(scale),
                model,
                String.valueOf(tile)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", classPath());
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return new Outcome(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    private String classPath() {
        return Stream.concat(
                        Stream.ofNullable(added).map(Path::toString),
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(jar -> missing == null || !jar.contains(missing)))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
