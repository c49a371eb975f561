package io.camelupscale.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeFilesTest {

    private static final int BUFFER = 1 << 16;

    @TempDir
    Path folder;

    private final Map<String, Long> received = new ConcurrentHashMap<>();

    @Test
    void twoGigabytesGoBothWaysThroughAHeapOf64Megabytes() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try {
            server.setExecutor(threads);
            server.createContext("/form", this::take);
            server.createContext("/put", this::take);
            server.createContext("/get", LargeFilesTest::give);
            server.start();
            File log = folder.resolve("log").toFile();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LargeFiles.class.getName(),
                            "http://127.0.0.1:" + server.getAddress().getPort(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            try {
                assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).as(log.toString()).isZero();
                assertThat(received.get("/put")).isEqualTo(LargeFiles.SIZE);
                assertThat(received.get("/form")).isGreaterThan(LargeFiles.SIZE);
            } finally {
                process.destroyForcibly();
            }
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            byte[] buffer = new byte[BUFFER];
            long total = 0;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                total += read;
            }
            assertThat(exchange.getRequestHeaders().getFirst("Content-Length")).isEqualTo(String.valueOf(total));
            received.put(exchange.getRequestURI().getPath(), total);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static void give(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, LargeFiles.SIZE);
            byte[] buffer = new byte[BUFFER];
            OutputStream body = exchange.getResponseBody();
            for (long left = LargeFiles.SIZE; left > 0; left -= BUFFER) {
                body.write(buffer);
            }
        }
    }
}
