package io.camelupscale.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.test.service.ResultData;
import io.camelupscale.test.service.Results;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTest {

    private static final long LENGTH = 2L << 30;

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final UpscaleSimulator simulator = UpscaleSimulator.builder()
            .time(time)
            .results(Results.generated(LENGTH))
            .linksLive(Duration.ofMinutes(5))
            .build();

    private final TestClient client = new TestClient(simulator);
    private final ResultData.Generated expected = new ResultData.Generated(LENGTH, 1);
    private URI link;

    @BeforeEach
    void finishAJob() throws Exception {
        String id = TestClient.json(client.post("/jobs", BodyPublishers.ofString("no picture")))
                .getString("id");
        time.advance(Duration.ofMinutes(1));
        link = client.link(id);
    }

    @Test
    void resultsLieOnAnotherHostAndPort() {
        assertThat(link.getHost()).isNotEqualTo(simulator.baseUrl().getHost());
        assertThat(link.getPort()).isNotEqualTo(simulator.baseUrl().getPort());
    }

    @Test
    void twoGigabytesComeWithoutHeap() throws Exception {
        HttpResponse<InputStream> answer =
                client.downloadLater(link, BodyHandlers.ofInputStream()).get();
        long length = 0;
        byte[] buffer = new byte[1 << 20];
        byte last = 0;
        try (InputStream body = answer.body()) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                length += read;
                last = buffer[read - 1];
            }
        }

        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(LENGTH);
        assertThat(length).isEqualTo(LENGTH);
        assertThat(last).isEqualTo(expected.at(LENGTH - 1));
        assertThat(simulator.counters().bytesSent()).isEqualTo(LENGTH);
    }

    @Test
    void aRangeOfUnchangedContentIsAnsweredAlone() throws Exception {
        long offset = LENGTH - 3;

        HttpResponse<byte[]> part =
                client.download(link, "Range", "bytes=" + offset + "-", "If-Range", expected.etag());
        HttpResponse<byte[]> middle = client.download(link, "Range", "bytes=10-11");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range"))
                .contains("bytes %d-%d/%d".formatted(offset, LENGTH - 1, LENGTH));
        assertThat(part.headers().firstValue("ETag")).contains(expected.etag());
        assertThat(part.body()).containsExactly(expected.at(offset), expected.at(offset + 1), expected.at(offset + 2));
        assertThat(middle.body()).containsExactly(expected.at(10), expected.at(11));
    }

    @Test
    void aRangeOfOtherContentIsAnsweredWhole() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(link)
                .method("HEAD", BodyPublishers.noBody())
                .headers("Range", "bytes=1-", "If-Range", "\"other\"")
                .build();

        HttpResponse<String> answer = client.send(request);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(LENGTH);
        assertThat(simulator.counters().bytesSent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=2147483648-", "bytes=5-4", "bytes=0-1,3-4", "lines=1-2"})
    void aRangeThatDoesNotExistIsRefused(String range) throws Exception {
        assertThat(client.download(link, "Range", range).statusCode()).isEqualTo(416);
    }

    @Test
    void aLinkExpiresInVirtualTimeAndIsRenewedByTheJob() throws Exception {
        time.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(client.link("job-00000001")).isEqualTo(link);
        time.advance(Duration.ofMillis(1));

        assertThat(client.download(link, "Range", "bytes=0-0").statusCode()).isEqualTo(403);
        URI renewed = client.link("job-00000001");

        assertThat(client.download(renewed, "Range", "bytes=0-0").statusCode()).isEqualTo(206);
    }

    @Test
    void whoeverShowsTheKeyToTheStorageIsRefusedAndCounted() throws Exception {
        String key = simulator.apiKey();

        assertThat(client.download(link, "X-API-Key", key).statusCode()).isEqualTo(401);
        assertThat(client.download(link, "Authorization", "Bearer other").statusCode())
                .isEqualTo(401);
        assertThat(client.download(link, "X-Other", "token=" + key).statusCode())
                .isEqualTo(401);
        assertThat(client.download(URI.create(link + "&key=" + key)).statusCode())
                .isEqualTo(401);
        assertThat(simulator.counters().leakedKeys()).isEqualTo(4);
        assertThat(simulator.counters().bytesSent()).isZero();
    }

    @Test
    void aForgedLinkLeadsNowhere() throws Exception {
        URI forged = URI.create(link.toString().replaceAll("signature=.*", "signature=0"));

        assertThat(client.download(forged).statusCode()).isEqualTo(404);
        assertThat(client.download(link.resolve("/results/other")).statusCode()).isEqualTo(404);
    }
}
