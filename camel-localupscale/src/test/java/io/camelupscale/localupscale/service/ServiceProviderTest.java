package io.camelupscale.localupscale.service;

import static io.camelupscale.localupscale.service.Requests.request;
import static io.camelupscale.localupscale.service.Requests.spec;
import static io.camelupscale.localupscale.service.Requests.twice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelupscale.http.Credential;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.http.ExchangeLog.Exchange;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpRequest;
import io.camelupscale.test.http.LoopbackHost;
import io.camelupscale.test.http.ReplyBody;
import io.camelupscale.test.localservice.LocalServiceSimulator;
import io.camelupscale.test.meter.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Single calls: what is sent where, and what the answers mean. */
class ServiceProviderTest {

    private static final String TOKEN = "very-secret";

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final LocalServiceSimulator guarded = LocalServiceSimulator.builder()
            .time(time)
            .prefix("/upscaler/v1")
            .token(TOKEN)
            .jobsTake(Duration.ZERO, Duration.ofSeconds(10))
            .build();

    @TempDir
    Path folder;

    private @Nullable ServiceProvider provider;

    @AfterEach
    void close() {
        if (provider != null) {
            provider.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServiceBehindAnotherPrefixThatWantsATokenIsSpokenToByItsOwnUrlsAlone(TokenHeader header) throws Exception {
        open(header.credential(TOKEN), guarded.apiUrl());
        RemoteJob job = answer(provider.submit(twice(folder, "a.png"), RemoteJob.NONE, new Context()));

        assertThat(job.id()).hasSize(19);
        assertThat(job.state()).containsEntry("service", guarded.apiUrl().toString());
        assertThat(answer(provider.check(job))).isEqualTo(new RemoteStatus.Running(0.01));
        time.advance(Duration.ofSeconds(10));
        RemoteStatus.Done done = (RemoteStatus.Done) answer(provider.check(job));
        Path result = folder.resolve("result");
        answer(provider.download(job, done.result(), result));

        assertThat(result).hasSize(done.result().length());
        assertThat(guarded.exchanges())
                .extracting(Exchange::toString)
                .containsExactly(
                        "POST /upscaler/v1/upscale -> 202",
                        "GET /upscaler/v1/status/" + job.id() + " -> 200",
                        "GET /upscaler/v1/status/" + job.id() + " -> 200",
                        "GET /upscaler/v1/download/" + job.id() + " -> 200");
        assertThat(guarded.counters().unauthorized()).isZero();
        String wanted = header == TokenHeader.AUTHORIZATION ? "authorization" : "x-auth-token";
        String other = header == TokenHeader.AUTHORIZATION ? "x-auth-token" : "authorization";
        assertThat(guarded.exchanges())
                .allSatisfy(exchange ->
                        assertThat(exchange.headers()).containsKey(wanted).doesNotContainKey(other));
    }

    @Test
    void aWrongTokenIsUnauthorizedAndIsNotRepeatedInTheMessage() throws IOException {
        open(Credential.bearer("quite-wrong"), guarded.apiUrl());

        ProviderException failure = failure(provider.submit(twice(folder, "a.png"), RemoteJob.NONE, new Context()));

        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure).hasMessageContaining("unauthorized").hasMessageNotContaining("quite-wrong");
    }

    @Test
    void whatIsSentIsTheServicesOwnChoiceUnlessItIsSet() throws IOException {
        open(Credential.bearer(TOKEN), guarded.apiUrl());
        answer(provider.submit(twice(folder, "a.png"), RemoteJob.NONE, new Context()));
        String plain = body();
        UpscaleRequest request =
                request(folder, "Gr\u00fc\u00dfe & \"K\u00fcsse\".png", spec(3, "realesrgan-x4plus", "jpeg"));
        answer(provider.submit(request, RemoteJob.NONE, new Context()));
        String chosen = body();

        assertThat(plain)
                .contains("name=\"scale\"", "name=\"image\"; filename=\"a.png\"")
                .doesNotContain("model_name", "tile_size", "format");
        assertThat(chosen)
                .contains("name=\"model_name\"", "realesrgan-x4plus", "filename=\"Gru_e_Kusse_.jpg\"")
                .doesNotContain("tile_size");
    }

    @Test
    void anotherHostNeverSeesTheToken() throws Exception {
        List<HttpRequest> elsewhere = new CopyOnWriteArrayList<>();
        try (LoopbackHost other = LoopbackHost.start("other", request -> {
                    elsewhere.add(request);
                    return HttpReply.empty(200).with(ReplyBody.of(new byte[] {1, 2, 3}));
                });
                LoopbackHost service = LoopbackHost.start("service", request -> HttpReply.empty(302)
                        .with("Location", other.baseUrl("localhost") + "/x"))) {
            open(Credential.bearer(TOKEN), service.baseUrl());
            RemoteJob foreign =
                    new RemoteJob("1", Map.of("service", other.baseUrl().toString()));
            RemoteJob own =
                    new RemoteJob("1", Map.of("service", service.baseUrl().toString()));

            assertThat(failure(provider.check(foreign)).kind()).isEqualTo(Kind.NOT_FOUND);
            assertThat(failure(provider.cancel(foreign))).hasMessageContaining("serviceUrl does not name any more");
            assertThat(failure(provider.check(own)).kind()).isEqualTo(Kind.REJECTED);
            assertThat(elsewhere).isEmpty();
            answer(provider.download(own, result(-1), folder.resolve("result")));

            assertThat(elsewhere).hasSize(1);
            assertThat(elsewhere.get(0).headers()).doesNotContainKeys("authorization", "x-auth-token");
        }
    }

    @Test
    void aServiceThatMakesTheResultAtOnceIsTakenAtItsWord() throws Exception {
        try (LoopbackHost older = LoopbackHost.start(
                "older",
                request -> request.method().equals("POST")
                        ? HttpReply.json(200, Map.of("success", true, "download_url", "/api/v1/download/77?x=1"))
                        : request.path().equals("/download/77")
                                ? HttpReply.empty(200).with(ReplyBody.of(new byte[] {1, 2, 3}))
                                : HttpReply.empty(500))) {
            open(null, older.baseUrl());
            RemoteJob job = answer(provider.submit(twice(folder, "a.png"), RemoteJob.NONE, new Context()));
            RemoteStatus.Done done = (RemoteStatus.Done) answer(provider.check(job));
            answer(provider.download(job, done.result(), folder.resolve("result")));

            assertThat(job.id()).isEqualTo("77");
            assertThat(folder.resolve("result")).hasBinaryContent(new byte[] {1, 2, 3});
        }
    }

    @Test
    void aBrokenDownloadGoesOnWhereTheServiceOffersThat() throws Exception {
        byte[] picture = new byte[300_000];
        new Random(1).nextBytes(picture);
        List<String> ranges = new CopyOnWriteArrayList<>();
        try (LoopbackHost better = LoopbackHost.start("better", request -> {
            String range = String.valueOf(request.header("range"));
            ranges.add(range);
            int from = range.equals("null") ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            ReplyBody body = ReplyBody.of(
                    picture.length - from, out -> out.write(picture, from, Math.min(100_000, picture.length - from)));
            HttpReply.Answer answer = HttpReply.empty(from == 0 ? 200 : 206)
                    .with("ETag", "\"e\"")
                    .with("Accept-Ranges", "bytes")
                    .with(body);
            return from == 0
                    ? answer
                    : answer.with(
                            "Content-Range", "bytes %d-%d/%d".formatted(from, picture.length - 1, picture.length));
        })) {
            open(null, better.baseUrl());
            answer(provider.download(job(better.baseUrl()), result(picture.length), folder.resolve("result")));

            assertThat(folder.resolve("result")).hasBinaryContent(picture);
            assertThat(ranges).containsExactly("null", "bytes=100000-", "bytes=200000-");
        }
    }

    @Test
    void aServiceThatCannotBeReachedStillHasTheResultPerhaps() throws Exception {
        LocalServiceSimulator gone = LocalServiceSimulator.builder().time(time).build();
        gone.start();
        open(null, gone.apiUrl());
        RemoteJob job = job(gone.apiUrl());
        gone.close();

        ProviderException download = failure(provider.download(job, result(3), folder.resolve("result")));
        ProviderException check = failure(provider.check(job));

        assertThat(download.kind())
                .as("what becomes of it is for the next check to tell")
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(check.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aDiskThatIsFullIsNoFaultOfTheFile() throws Exception {
        try (LoopbackHost full = LoopbackHost.start(
                "full",
                request -> HttpReply.json(
                        500, Map.of("success", false, "error", "failed to save upload: no space left on device")))) {
            open(null, full.baseUrl());

            assertThat(failure(provider.submit(twice(folder, "a.png"), RemoteJob.NONE, new Context()))
                            .kind())
                    .isEqualTo(Kind.UNAVAILABLE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, REJECTED",
        "413, REJECTED",
        "422, REJECTED",
        "400, REJECTED",
        "429, RATE_LIMITED",
        "500, OUTCOME_UNKNOWN",
        "502, OUTCOME_UNKNOWN",
        "403, UNAUTHORIZED"
    })
    void theStatusOfARefusedSubmitSaysWhatToDo(int status, Kind kind) throws IOException {
        open(Credential.bearer(TOKEN), guarded.apiUrl());
        guarded.faults().on(Operation.SUBMIT).inject(Fault.status(status));

        assertThat(failure(provider.submit(twice(folder, "a.png"), RemoteJob.NONE, new Context()))
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"cancelled", "Canceled", "CANCELLED "})
    void cancelledIsWrittenInEitherWay(String word) throws Exception {
        try (LoopbackHost service = LoopbackHost.start(
                "service", request -> HttpReply.json(200, Map.of("job_id", "1", "status", word, "progress", 7)))) {
            open(null, service.baseUrl());

            assertThat(answer(provider.check(job(service.baseUrl())))).isEqualTo(new RemoteStatus.Cancelled());
        }
    }

    private void open(@Nullable Credential credential, URI url) {
        provider = TestEngine.provider(time, 3, credential, List.of(url));
    }

    private String body() {
        List<Exchange> exchanges = guarded.exchanges();
        return new String(exchanges.get(exchanges.size() - 1).body(), StandardCharsets.ISO_8859_1);
    }

    private static RemoteJob job(URI service) {
        return new RemoteJob("1", Map.of("service", service.toString()));
    }

    private static RemoteResult result(long length) {
        return new RemoteResult("", length);
    }

    private static <T> T answer(CompletionStage<T> call) {
        return call.toCompletableFuture().join();
    }

    private static ProviderException failure(CompletionStage<?> call) {
        CompletableFuture<?> future = call.toCompletableFuture();
        CompletionException failure = catchThrowableOfType(CompletionException.class, future::join);
        assertThat(failure).hasCauseInstanceOf(ProviderException.class);
        return (ProviderException) failure.getCause();
    }

    private static final class Context implements SubmitContext {

        @Override
        public String key() {
            return "key";
        }

        @Override
        public void checkpoint(RemoteJob soFar) {
            throw new AssertionError("a submit is one call");
        }

        @Override
        public void changed() {}
    }
}
