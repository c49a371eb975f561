package io.camelupscale.examples.upscaleservice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A service in this JVM, on a port of its own, for a class of tests. */
final class ServiceExtension implements BeforeAllCallback, AfterAllCallback {

    private final Properties given = new Properties();
    private @Nullable Path data;
    private @Nullable Service service;

    /** @param settings names and values in turn */
    ServiceExtension(String... settings) {
        given.setProperty("port", "0");
        for (int i = 0; i < settings.length; i += 2) {
            given.setProperty(settings[i], settings[i + 1]);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        data = Files.createTempDirectory("upscale-service");
        given.setProperty("data", data.toString());
        service = new Service(Settings.of(given));
        service.start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        service.stop();
        deleteAll(data);
    }

    /** As if all that it knew were lost; at the same address. */
    void forgetAll() throws Exception {
        given.setProperty("port", String.valueOf(port()));
        service.stop();
        deleteAll(data);
        service = new Service(Settings.of(given));
        service.start();
    }

    Service service() {
        return service;
    }

    int port() {
        return service.port();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    URI apiUrl() {
        return url(given.getProperty("prefix", ApiDocument.DEFAULT_PREFIX));
    }

    Path jobFolder(String id) {
        return data.resolve("jobs").resolve(id);
    }

    /** What has been received and belongs to no job. */
    List<Path> uploads() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("uploads"))) {
            return files.toList();
        }
    }

    static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
