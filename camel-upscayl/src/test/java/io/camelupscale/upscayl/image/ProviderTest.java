package io.camelupscale.upscayl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.upscayl.UpscaylSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every call against both contracts, and what becomes of their answers. */
class ProviderTest {

    private static final ApiOptions OLDER = ApiOptions.DEFAULTS.bare();

    @TempDir
    Path folder;

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final UpscaylSimulator current = UpscaylSimulator.builder().time(time).build();

    @RegisterExtension
    final UpscaylSimulator older = UpscaylSimulator.builder().time(time).older().build();

    private UpscaylImageProvider provider;
    private UpscaylImageProvider olderProvider;
    private UpscaleRequest request;

    @BeforeEach
    void open() throws Exception {
        provider = TestProvider.of(current, time::now);
        olderProvider = TestProvider.of(older, older.apiKey(), OLDER, time::now);
        request = new UpscaleRequest(
                TestProvider.picture(folder.resolve("a.png"), 8, 6),
                "a.png",
                new UpscaleSpec("image", 2, null, null, Map.of()));
    }

    @AfterEach
    void close() {
        provider.close();
        olderProvider.close();
    }

    @Test
    void aTaskGoesThroughTheStatesOfTheCurrentContract() {
        RemoteJob job = submit(provider);

        assertThat(status(provider, job)).isEqualTo(new RemoteStatus.Running(0));
        time.advance(Duration.ofSeconds(30));
        assertThat(status(provider, job)).isEqualTo(new RemoteStatus.Running(0.5));
        time.advance(Duration.ofSeconds(30));
        assertThat(status(provider, job)).isInstanceOf(RemoteStatus.Unsettled.class);
        assertThat(credits(status(provider, job))).isEqualTo(1.0);
    }

    @Test
    void andThroughThoseOfTheOlderOne() {
        RemoteJob job = submit(olderProvider);

        time.advance(Duration.ofSeconds(30));
        assertThat(status(olderProvider, job)).isEqualTo(new RemoteStatus.Running(0.5));
        time.advance(Duration.ofSeconds(30));
        RemoteStatus first = status(olderProvider, job);
        assertThat(first).isInstanceOfSatisfying(RemoteStatus.Unsettled.class, unsettled -> assertThat(
                        unsettled.done().credits())
                .isNull());
        assertThat(credits(status(olderProvider, job))).isEqualTo(1.0);
    }

    @ParameterizedTest(name = "{0}: submit {1}, check {2}")
    @CsvSource({
        "400, REJECTED, REJECTED",
        "401, UNAUTHORIZED, UNAUTHORIZED",
        "402, OUT_OF_CREDITS, OUT_OF_CREDITS",
        "404, NOT_FOUND, NOT_FOUND",
        "429, RATE_LIMITED, RATE_LIMITED",
        "500, OUTCOME_UNKNOWN, UNAVAILABLE"
    })
    void everyStatusCodeHasItsKindOfFailureAndShowsUpscaylsWords(int status, Kind ofSubmit, Kind ofCheck) {
        for (UpscaylSimulator simulator : List.of(current, older)) {
            UpscaylImageProvider client = simulator == current ? provider : olderProvider;
            RemoteJob job = submit(client);
            simulator.faults().on(Operation.SUBMIT).inject(Fault.status(status));
            simulator.faults().on(Operation.CHECK).inject(Fault.status(status));

            ProviderException submit = failure(client.submit(request, RemoteJob.NONE, new Steps()));
            ProviderException check = failure(client.check(job));

            assertThat(submit.kind()).isEqualTo(ofSubmit);
            assertThat(check.kind()).isEqualTo(ofCheck);
            assertThat(submit).message().matches("(?s).*status " + status + ": [A-Z][A-Za-z. :0-9]+");
        }
    }

    @Test
    void aWrongKeyIsUnauthorizedInEitherContractAndNotShown() {
        for (UpscaylSimulator simulator : List.of(current, older)) {
            ApiOptions options = simulator == current ? ApiOptions.DEFAULTS : OLDER;
            UpscaylImageProvider wrong = TestProvider.of(simulator, "not-the-key", options, time::now);

            ProviderException failure = failure(wrong.submit(request, RemoteJob.NONE, new Steps()));
            wrong.close();

            assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
            assertThat(failure.toString()).doesNotContain("not-the-key");
        }
    }

    @Test
    void tooManyRequestsPauseAsLongAsIsSetWhereUpscaylDoesNotSay() {
        current.faults().on(Operation.CHECK).inject(Fault.status(429));

        assertThat(failure(provider.check(new RemoteJob("x"))).retryAfter()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aTaskThatFailsSaysWhyWhereUpscaylDoes() {
        current.faults().onJobs().inject(JobFault.fails("E", "out of memory"));
        older.faults().onJobs().inject(JobFault.fails("E", "out of memory"));
        RemoteJob job = submit(provider);
        RemoteJob olderJob = submit(olderProvider);
        time.advance(Duration.ofMinutes(1));

        assertThat(status(provider, job))
                .isEqualTo(new RemoteStatus.Failed("PROCESSING_FAILED", "Upscayl gave up, and gives no reason", false));
        assertThat(status(olderProvider, olderJob))
                .isEqualTo(new RemoteStatus.Failed("failed", "out of memory", false));
    }

    @Test
    void aTaskThatUpscaylDoesNotKnowIsNotFound() {
        assertThat(failure(olderProvider.check(new RemoteJob("x"))).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure(provider.check(new RemoteJob("x"))).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void anAcceptedTaskWithoutAnIdIsInDoubt() {
        current.faults().on(Operation.SUBMIT).inject(Fault.halfBody());

        assertThat(failure(provider.submit(request, RemoteJob.NONE, new Steps()))
                        .kind())
                .isEqualTo(Kind.OUTCOME_UNKNOWN);
    }

    @Test
    void cancellingIsRefusedSinceThereIsNoSuchCall() {
        ProviderException failure = failure(provider.cancel(new RemoteJob("x")));

        assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
        assertThat(failure).hasMessageContaining("cannot cancel");
        assertThat(current.exchanges()).isEmpty();
    }

    @Test
    void aLinkIsNotFollowedOnceItHasExpired() {
        RemoteJob job = submit(provider);
        time.advance(Duration.ofMinutes(1));
        RemoteStatus.Unsettled finished = (RemoteStatus.Unsettled) status(provider, job);
        time.advance(Duration.ofHours(2));

        ProviderException failure =
                failure(provider.download(job, finished.done().result(), folder.resolve("result")));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(current.counters().requests(Operation.DOWNLOAD)).isZero();
    }

    private RemoteJob submit(UpscaylImageProvider client) {
        return client.submit(request, RemoteJob.NONE, new Steps())
                .toCompletableFuture()
                .join();
    }

    private static RemoteStatus status(UpscaylImageProvider client, RemoteJob job) {
        return client.check(job).toCompletableFuture().join();
    }

    private static Double credits(RemoteStatus status) {
        return ((RemoteStatus.Done) status).credits();
    }

    static ProviderException failure(CompletionStage<?> stage) {
        CompletionException thrown = catchThrowableOfType(
                CompletionException.class, () -> stage.toCompletableFuture().join());
        return (ProviderException) thrown.getCause();
    }

    /** What a submit stored. */
    static final class Steps implements SubmitContext {

        final List<RemoteJob> all = new ArrayList<>();

        @Override
        public String key() {
            return "key";
        }

        @Override
        public void checkpoint(RemoteJob soFar) {
            all.add(soFar);
        }

        @Override
        public void changed() {}
    }
}
