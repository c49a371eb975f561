package io.camelupscale.http;

import static io.camelupscale.http.Service.failureOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.spi.Deadline;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {

    private static final byte[] PICTURE = bytes(300_000);
    private static final String ETAG = "\"v1\"";

    @TempDir
    Path folder;

    private Path target;
    private Service service;

    @BeforeEach
    void start() throws IOException {
        service = new Service();
        target = folder.resolve("result");
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    @Test
    void aResultArrivesWholeAndThePresignedQueryUnchanged() {
        service.on("/r", exchange -> Service.send(exchange, 200, PICTURE));

        service.client()
                .download(Download.of(service.url("/r?sig=a%2Fb+c"), target).length(PICTURE.length));

        assertThat(target).hasBinaryContent(PICTURE);
        assertThat(service.seen.get(0).uri().getRawQuery()).isEqualTo("sig=a%2Fb+c");
        assertThat(service.seen.get(0).headers()).doesNotContainKey("X-api-key");
    }

    @Test
    void aRelativeUrlAndOneWithSpacesAreUnderstood() {
        service.on("/my results/a|b.png", exchange -> Service.send(exchange, 200, PICTURE));

        service.client().download(Download.of("/my results/a|b.png", target));

        assertThat(target).hasBinaryContent(PICTURE);
    }

    @Test
    void theKeyGoesToTheAccountsOriginOnDemandAndNowhereElse() throws IOException {
        InMemoryDnsResolver names = names();
        service.on("/own", exchange -> Service.send(exchange, 200, PICTURE));
        service.answer("/hop", 302, "", "Location", "/own?hop");
        try (Service storage = new Service().on("/r", exchange -> Service.send(exchange, 200, PICTURE))) {
            service.answer("/away", 302, "", "Location", storage.url("/r"));
            storage.answer("/back", 302, "", "Location", service.url("/own?back"));
            ServiceClient client = service.client(service.url(), StatusRules.DEFAULT, names);

            client.download(Download.of("/own", folder.resolve("1")).withCredentials());
            client.download(Download.of("/hop", folder.resolve("2")).withCredentials());
            client.download(Download.of("/away", folder.resolve("3")).withCredentials());
            client.download(
                    Download.of(storage.url("/back"), folder.resolve("4")).withCredentials());

            assertThat(service.seen.stream()
                            .filter(seen -> seen.headers().containsKey("X-api-key"))
                            .map(seen -> seen.uri().toString()))
                    .containsExactly("/own", "/hop", "/own?hop", "/away");
            assertThat(storage.seen).hasSize(2).noneMatch(seen -> seen.headers().containsKey("X-api-key"));
        }
    }

    @Test
    void endlessRedirectsAreGivenUp() {
        service.answer("/loop", 302, "", "Location", "/loop");

        assertThat(failureOf(() -> service.client().download(Download.of("/loop", target)))
                        .kind())
                .isEqualTo(Kind.REJECTED);
        assertThat(service.seen).hasSize(6);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aRedirectIntoAnotherNetworkIsRefused() {
        service.answer("/r", 302, "", "Location", "http://169.254.169.254/latest/meta-data");

        assertThat(failureOf(() -> service.client().download(Download.of("/r", target))))
                .hasMessageContaining("not public");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aBrokenTransferGoesOnWhereItBroke() throws IOException {
        try (RawService raw = new RawService(
                connection -> whole(connection, 0, 100_000).reset(),
                connection -> rest(connection, 200_000).reset(),
                connection -> rest(connection, PICTURE.length))) {
            clientOf(raw).download(Download.of("/r", target).length(PICTURE.length));

            assertThat(target).hasBinaryContent(PICTURE);
            assertThat(raw.heads).hasSize(3);
            assertThat(raw.heads.get(0)).doesNotContain("Range:");
            assertThat(raw.heads.get(1)).contains("If-Range: " + ETAG);
        }
    }

    @Test
    void aResultThatChangedMeanwhileIsTakenFromItsBeginning() throws IOException {
        byte[] other = bytes(50_000);
        try (RawService raw =
                new RawService(connection -> whole(connection, 0, 100_000).reset(), connection -> connection
                        .say("HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n")
                        .say(other, 0, other.length))) {
            clientOf(raw).download(Download.of("/r", target));

            assertThat(target).hasBinaryContent(other);
        }
    }

    @Test
    void aRangeThatWasNotAskedForIsRefused() throws IOException {
        try (RawService raw = new RawService(
                connection -> whole(connection, 0, 100_000).reset(),
                connection -> connection.say("HTTP/1.1 206 Partial Content\r\nContent-Length: 3\r\n"
                        + "Content-Range: bytes 299997-299999/300000\r\n\r\nabc"))) {
            assertThat(failureOf(() -> clientOf(raw).download(Download.of("/r", target)))
                            .kind())
                    .isEqualTo(Kind.UNAVAILABLE);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void resumingIsGivenUpAfterFiveTimes() throws IOException {
        try (RawService raw = new RawService(connection -> {
            if (connection.header("Range").isEmpty()) {
                whole(connection, 0, 10).reset();
            }
            connection.reset();
        })) {
            assertThat(failureOf(() -> clientOf(raw).download(Download.of("/r", target)))
                            .kind())
                    .isEqualTo(Kind.UNAVAILABLE);
            assertThat(raw.heads).hasSize(6);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ETag: \"v1\"\r\n", "Accept-Ranges: bytes\r\n", "Accept-Ranges: bytes\r\nETag: W/\"v1\"\r\n"
            })
    void whereTheServiceCannotResumeTheTransferFails(String headers) throws IOException {
        try (RawService raw = new RawService(connection -> connection
                .say("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n" + headers + "\r\n")
                .say(PICTURE, 0, 100_000)
                .reset())) {
            assertThat(failureOf(() -> clientOf(raw).download(Download.of("/r", target)))
                            .kind())
                    .isEqualTo(Kind.UNAVAILABLE);
            assertThat(raw.heads).hasSize(1);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aSingleAttemptIsNotRepeatable() throws IOException {
        try (RawService raw = new RawService(connection -> connection
                .say("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n")
                .say(PICTURE, 0, 100_000)
                .reset())) {
            assertThat(failureOf(() -> clientOf(raw)
                                    .download(Download.of("/r", target).once()))
                            .kind())
                    .isEqualTo(Kind.OUTCOME_UNKNOWN);
            assertThat(raw.heads).hasSize(1);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aSingleAttemptIsResumedWhereTheServiceOffersIt() throws IOException {
        try (RawService raw = new RawService(
                connection -> whole(connection, 0, 100_000).reset(), connection -> rest(connection, PICTURE.length))) {
            clientOf(raw).download(Download.of("/r", target).once());

            assertThat(target).hasBinaryContent(PICTURE);
            assertThat(raw.heads).hasSize(2);
        }
    }

    @Test
    void aTransferThatDripsIsGivenUpAtTheDeadline() throws IOException {
        try (RawService raw =
                new RawService(connection -> whole(connection, 0, 10).drip())) {
            ServiceClient client = clientOf(raw);

            ProviderException failure = failureOf(() -> Deadline.within(Duration.ofMillis(300), () -> {
                client.download(Download.of("/r", target));
                return null;
            }));

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("it was not through in time");
            assertThat(raw.heads).hasSize(1);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aStalledTransferFails() throws IOException {
        try (RawService raw = new RawService(connection -> connection
                .say("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n")
                .say(PICTURE, 0, 100_000)
                .hang())) {
            assertThat(failureOf(() -> clientOf(raw).download(Download.of("/r", target))))
                    .hasMessageContaining("timed out")
                    .extracting(ProviderException::kind)
                    .isEqualTo(Kind.UNAVAILABLE);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aTruncatedTransferFails() throws IOException {
        RawService.Script sized = connection -> connection.say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12345");
        RawService.Script chunked =
                connection -> connection.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n");
        RawService.Script unsized = connection -> connection.say("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n12345");
        for (RawService.Script script : new RawService.Script[] {sized, chunked, unsized}) {
            try (RawService raw = new RawService(script)) {
                assertThat(failureOf(() -> clientOf(raw)
                                        .download(Download.of("/r", target).length(9)))
                                .kind())
                        .isEqualTo(Kind.UNAVAILABLE);
                assertThat(folder).isEmptyDirectory();
            }
        }
    }

    @Test
    void anotherLengthThanExpectedFails() throws IOException {
        service.on("/r", exchange -> Service.send(exchange, 200, PICTURE));
        RawService.Script endless = connection -> {
            connection.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 1_000_000; i++) {
                connection.say("5\r\n12345\r\n");
            }
        };
        for (Download download : new Download[] {
            Download.of("/r", target).length(299_999),
            Download.of("/r", target).length(300_001),
            Download.of("/r", target).maxLength(299_999)
        }) {
            assertThat(failureOf(() -> service.client().download(download)).kind())
                    .isEqualTo(Kind.UNAVAILABLE);
            assertThat(folder).isEmptyDirectory();
        }
        try (RawService raw = new RawService(endless)) {
            assertThat(failureOf(() ->
                            clientOf(raw).download(Download.of("/r", target).length(9))))
                    .hasMessageContaining("more than 9 bytes");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aFileThatIsThereIsLeftAlone() throws IOException {
        Files.writeString(target, "mine", UTF_8);
        service.on("/r", exchange -> Service.send(exchange, 200, PICTURE));

        assertThat(failureOf(() -> service.client().download(Download.of("/r", target))))
                .hasMessageContaining("Cannot write");
        assertThat(target).hasContent("mine");
        assertThat(service.seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 204, 206, 304})
    void aStatusThatBringsNoFileFails(int status) {
        service.answer("/r", status, status == 202 ? "{}" : "");

        assertThat(failureOf(() -> service.client().download(Download.of("r", target))))
                .isNotNull();
        assertThat(service.seen).hasSize(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aResultThatIsGoneIsNotFound() {
        service.answer("/r", 404, "{\"error\":\"output file missing\"}");

        assertThat(failureOf(() ->
                        service.client().download(Download.of("/r", target).once())))
                .hasMessageContaining("output file missing")
                .extracting(ProviderException::kind)
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(folder).isEmptyDirectory();
    }

    private static RawService.Connection whole(RawService.Connection connection, int from, int to) throws IOException {
        return connection
                .say("HTTP/1.1 200 OK\r\nContent-Length: " + PICTURE.length + "\r\nAccept-Ranges: bytes\r\nETag: "
                        + ETAG + "\r\n\r\n")
                .say(PICTURE, from, to);
    }

    /** Answers the range that is asked for, up to {@code to}. */
    private static RawService.Connection rest(RawService.Connection connection, int to) throws IOException {
        int from = Integer.parseInt(connection.header("Range").replaceAll("\\D", ""));
        return connection
                .say("HTTP/1.1 206 Partial Content\r\nContent-Length: " + (PICTURE.length - from)
                        + "\r\nContent-Range: bytes " + from + "-" + (PICTURE.length - 1) + "/" + PICTURE.length
                        + "\r\nETag: " + ETAG + "\r\n\r\n")
                .say(PICTURE, from, Math.max(from, to));
    }

    private static InMemoryDnsResolver names() throws IOException {
        InMemoryDnsResolver names = new InMemoryDnsResolver();
        names.add("127.0.0.1", InetAddress.getByName("127.0.0.1"));
        return names;
    }

    private ServiceClient clientOf(RawService raw) {
        URI base = raw.url();
        return service.client(
                new HttpAccount(base, Service.KEY, Set.of(), 10_000),
                StatusRules.DEFAULT,
                SystemDefaultDnsResolver.INSTANCE);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
