package io.camelupscale.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.util.Timeout;

/** A program with a small heap: sends 2 GiB as a form and as a plain body, and takes 2 GiB. */
final class LargeFiles {

    static final long SIZE = 2L << 30;

    private LargeFiles() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        Path source = folder.resolve("source");
        try (RandomAccessFile sparse = new RandomAccessFile(source.toFile(), "rw")) {
            sparse.setLength(SIZE);
        }
        try (CloseableHttpClient http = Service.httpClient(Timeout.ofSeconds(30))) {
            ServiceClient client = new ServiceClient(
                    new HttpAccount(URI.create(arguments[0]), Service.KEY),
                    http,
                    new ObjectMapper(),
                    StatusRules.DEFAULT);
            client.call(new Call(
                    "POST",
                    "/form",
                    Map.of(),
                    Form.empty().file("image", source, "big.png", "image/png"),
                    Effect.SUBMIT));
            client.upload(Upload.of("/put", source));
            Path target = folder.resolve("result");
            client.download(Download.of("/get", target).length(SIZE));
            if (Files.size(target) != SIZE) {
                throw new AssertionError(Files.size(target));
            }
        }
    }
}
