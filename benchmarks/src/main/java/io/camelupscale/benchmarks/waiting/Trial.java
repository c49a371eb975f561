package io.camelupscale.benchmarks.waiting;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs contestants one after the other, each in a JVM of its own, against one stub in another. */
public final class Trial implements AutoCloseable {

    private static final String HEAP = "-Xmx4g";

    private final Sources sources;
    private final Process stub;
    private final String url;

    /**
     * Starts the stub.
     *
     * @param folder for the sources
     * @param jobs   the most that a contestant will be given, in all batches
     */
    public Trial(Path folder, int jobs) throws IOException {
        sources = Sources.write(folder, jobs + Client.MORE_SOURCES);
        stub = java(StubService.class, sources.result().toString());
        url = "http://127.0.0.1:" + line(stub);
    }

    /** Measures one contestant, batch by batch. */
    public List<Measurement> run(Contestant contestant, Load load) throws IOException {
        Process client = java(
                Client.class,
                contestant.toString(),
                load.toString(),
                url,
                sources.folder().toString());
        try {
            return new ObjectMapper().readValue(line(client), new TypeReference<>() {});
        } finally {
            client.destroyForcibly();
        }
    }

    private static Process java(Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-Dhttp.keepAlive=false", // of the questions to the stub, which would take a thread more
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String line(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        if (line == null) {
            throw new IOException("a child process ended without an answer");
        }
        return line;
    }

    @Override
    public void close() {
        stub.destroy();
    }
}
