package io.camelupscale.topaz.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.topaz.TopazSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** Every status code and every state that the Image API documents, and what becomes of it. */
class ImageStatusesTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    @TempDir
    Path folder;

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .time(time)
            .jobsTake(Duration.ZERO, Duration.ofMinutes(1))
            .build();

    private TopazImageProvider provider;
    private UpscaleRequest request;

    @BeforeEach
    void open() throws Exception {
        provider = TestProvider.of(simulator, time::now);
        request = new UpscaleRequest(
                TestProvider.picture(folder.resolve("a.png"), 8, 6),
                "a.png",
                new UpscaleSpec("image", 2, null, null, Map.of()));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest(name = "{0}: submit {1}, check {2}")
    @CsvSource({
        "400, REJECTED, REJECTED",
        "401, UNAUTHORIZED, UNAUTHORIZED",
        "402, OUT_OF_CREDITS, OUT_OF_CREDITS",
        "403, UNAUTHORIZED, UNAUTHORIZED",
        "404, NOT_FOUND, NOT_FOUND",
        "409, REJECTED, REJECTED",
        "412, UNAUTHORIZED, UNAUTHORIZED",
        "413, REJECTED, REJECTED",
        "415, REJECTED, REJECTED",
        "422, REJECTED, REJECTED",
        "425, UNAVAILABLE, UNAVAILABLE",
        "429, RATE_LIMITED, RATE_LIMITED",
        "500, OUTCOME_UNKNOWN, UNAVAILABLE"
    })
    void everyStatusCodeHasItsKindOfFailure(int status, Kind ofSubmit, Kind ofCheck) throws Exception {
        RemoteJob job = submit();
        simulator.faults().on(Operation.SUBMIT).inject(Fault.status(status));
        simulator.faults().on(Operation.CHECK).inject(Fault.status(status));

        ProviderException submit = failure(provider.submit(request, RemoteJob.NONE, new TestProvider.Key("another")));
        ProviderException check = failure(provider.check(job));

        assertThat(submit.kind()).isEqualTo(ofSubmit);
        assertThat(check.kind()).isEqualTo(ofCheck);
        assertThat(submit).hasMessageContaining("status " + status + ": ");
        assertThat(simulator.counters().charges()).isOne();
    }

    @Test
    void aWrongKeyIsUnauthorizedAndNotShown() throws Exception {
        try (TopazImageProvider wrong = TestProvider.of(simulator, "not-the-key", time::now)) {
            ProviderException failure = failure(wrong.balance());

            assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
            assertThat(failure.toString()).doesNotContain("not-the-key");
        }
    }

    @Test
    void aDownloadThatIsNotReadyIsForLater() throws Exception {
        RemoteJob job = submit();

        ProviderException failure =
                failure(provider.download(job, new RemoteResult(job.id()), folder.resolve("result")));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("409");
    }

    @Test
    void cancellingWhatHasEndedDoesNothing() throws Exception {
        RemoteJob job = submit();
        time.advance(Duration.ofMinutes(2));

        provider.cancel(job).toCompletableFuture().join();

        assertThat(status(job)).isInstanceOf(RemoteStatus.Done.class);
    }

    @Test
    void aJobGoesThroughItsStates() throws Exception {
        RemoteJob job = submit();

        assertThat(status(job)).isEqualTo(new RemoteStatus.Running(0, Duration.ofSeconds(60)));
        time.advance(Duration.ofSeconds(30));
        assertThat(status(job)).isEqualTo(new RemoteStatus.Running(0.5, Duration.ofSeconds(30)));
        time.advance(Duration.ofSeconds(31));
        assertThat(status(job)).isEqualTo(new RemoteStatus.Done(new RemoteResult(job.id()), 1.0));
    }

    @Test
    void aJobThatWasCancelledIsCancelled() throws Exception {
        RemoteJob job = submit();

        provider.cancel(job).toCompletableFuture().join();

        assertThat(status(job)).isEqualTo(new RemoteStatus.Cancelled());
        assertThat(simulator.ledger().balance()).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'status':'Pending'}                                  | Queued[]",
                "{'status':'Processing','progress':40,'eta':1010}      | Running[progress=0.4, eta=PT10S]",
                "{'status':'Processing','progress':'40','eta':'1010'}  | Running[progress=0.4, eta=PT10S]",
                "{'status':'Processing','progress':120,'eta':900}      | Running[progress=1.0, eta=null]",
                "{'status':'Processing'}                               | Running[progress=-1.0, eta=null]",
                "{'status':'Polishing','progress':10}                  | Running[progress=0.1, eta=null]",
                "{}                                                    | Running[progress=-1.0, eta=null]",
                "{'status':'Failed'}     | Failed[code=Failed, text=Topaz gave up, and gives no reason, inputFault=false]",
                "{'status':'CANCELLED'}                                | Cancelled[]",
                "{'process_id':'x','status':'completed','credits':'2'} | Done[result=RemoteResult[location=x, length=-1], credits=2.0]",
                "{'process_id':'x','status':'Completed'}  | Done[result=RemoteResult[location=x, length=-1], credits=null]",
            })
    void everyStateHasItsStatus(String json, String status) throws Exception {
        ImageJob job = new ImageJob(new ObjectMapper().readTree(json.replace('\'', '"')));

        assertThat(job.status(NOW)).hasToString(status);
    }

    private RemoteJob submit() {
        return provider.submit(request, RemoteJob.NONE, new TestProvider.Key("key"))
                .toCompletableFuture()
                .join();
    }

    private RemoteStatus status(RemoteJob job) {
        return provider.check(job).toCompletableFuture().join();
    }

    private static ProviderException failure(CompletionStage<?> stage) {
        CompletionException thrown = catchThrowableOfType(
                CompletionException.class, () -> stage.toCompletableFuture().join());
        return (ProviderException) thrown.getCause();
    }
}
