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

/** {@link EngineMain} in a JVM of its own, with other flags or fewer jars than this one. */
record EngineProcess(Engine engine, List<String> flags, List<String> missingJars) {

    /** What it ended with, and all that it said. */
    record Outcome(int exit, String output) {}

    EngineProcess(Engine engine, String... flags) {
        this(engine, List.of(flags), List.of());
    }

    /** Without the jar of ONNX Runtime. */
    EngineProcess withoutOnnxRuntime() {
        return new EngineProcess(engine, flags, List.of("onnxruntime"));
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
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> missingJars.stream().noneMatch(jar::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
