package io.camelupscale.topaz.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.meter.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every status code and every state that the Video API documents, and what becomes of it. */
class VideoStatusesTest extends VideoTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);

    private UpscaleProvider provider;

    @BeforeEach
    void openProvider() {
        provider = provider(simulator.apiKey());
    }

    @AfterEach
    void closeProvider() throws Exception {
        provider.close();
    }

    @ParameterizedTest(name = "{0}: create {1}, accept {2}, complete {3}, check {4}")
    @CsvSource({
        "400, REJECTED, REJECTED, REJECTED, REJECTED",
        "401, UNAUTHORIZED, UNAUTHORIZED, UNAUTHORIZED, UNAUTHORIZED",
        "402, OUT_OF_CREDITS, OUT_OF_CREDITS, OUT_OF_CREDITS, OUT_OF_CREDITS",
        "403, UNAUTHORIZED, UNAUTHORIZED, UNAUTHORIZED, UNAUTHORIZED",
        "404, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND",
        "413, REJECTED, REJECTED, REJECTED, REJECTED",
        "429, RATE_LIMITED, RATE_LIMITED, RATE_LIMITED, RATE_LIMITED",
        "500, UNAVAILABLE, UNAVAILABLE, OUTCOME_UNKNOWN, UNAVAILABLE",
        "503, UNAVAILABLE, UNAVAILABLE, OUTCOME_UNKNOWN, UNAVAILABLE"
    })
    void everyStatusCodeHasItsKindOfFailure(int status, Kind create, Kind accept, Kind complete, Kind check) {
        RemoteJob job = join(provider.submit(request(Map.of()), RemoteJob.NONE, new Context()));

        assertThat(failedAt(Operation.SUBMIT, status)).isEqualTo(create);
        assertThat(failedAt(Operation.ACCEPT, status)).isEqualTo(accept);
        assertThat(failedAt(Operation.START, status)).isEqualTo(complete);
        simulator.faults().on(Operation.CHECK).inject(Fault.status(status));
        assertThat(failure(provider.check(job)).kind()).isEqualTo(check);
    }

    private Kind failedAt(Operation operation, int status) {
        simulator.faults().on(operation).times(1).inject(Fault.status(status));
        return failure(provider.submit(request(Map.of()), RemoteJob.NONE, new Context()))
                .kind();
    }

    @Test
    void aWrongKeyIsUnauthorizedAndNotShown() throws Exception {
        try (UpscaleProvider wrong = provider("not-the-key")) {
            ProviderException failure = failure(wrong.balance());

            assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
            assertThat(failure.toString()).doesNotContain("not-the-key");
        }
    }

    @Test
    void aFieldThatTheServiceRefusesIsNamed() {
        ProviderException failure = failure(provider.submit(
                request(Map.of("filter.1.model", "prob-4", "filter.1.noise", "7")), RemoteJob.NONE, new Context()));

        assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
        assertThat(failure).hasMessageContaining("filters.0.noise: noise must be a number");
    }

    @Test
    void aVideoGoesThroughItsStates() {
        RemoteJob job = join(provider.submit(request(Map.of()), RemoteJob.NONE, new Context()));

        assertThat(join(provider.check(job))).isEqualTo(new RemoteStatus.Queued());
        time.advance(Duration.ofSeconds(20 + 150));
        assertThat(join(provider.check(job)))
                .isEqualTo(new RemoteStatus.Running(0.5, null, "processing, chunks at 100 %, 0 %, 5.0 frames/s"));
        time.advance(Duration.ofSeconds(150));
        assertThat(join(provider.check(job))).isInstanceOf(RemoteStatus.Done.class);
    }

    @Test
    void cancellingWhatHasEndedDoesNothing() {
        RemoteJob job = join(provider.submit(request(Map.of()), RemoteJob.NONE, new Context()));
        time.advance(Duration.ofMinutes(6));

        join(provider.cancel(job));

        assertThat(join(provider.check(job))).isInstanceOf(RemoteStatus.Done.class);
    }

    @Test
    void whatIsStoredOnTheWayLeadsNobodyToTheUpload() {
        Context context = new Context();

        RemoteJob job = join(provider.submit(request(Map.of()), RemoteJob.NONE, context));

        assertThat(context.checkpoints)
                .extracting(stored -> stored.state().get("step"))
                .containsExactly("CREATED", "ACCEPTED", "ACCEPTED", "ACCEPTED", "ACCEPTED", "COMPLETING");
        assertThat(context.checkpoints.toString()).doesNotContain("http");
        assertThat(job.state()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'status':'requested'}                                | Queued[]",
                "{'status':'accepted'}                                 | Queued[]",
                "{'status':'initializing'}                             | Queued[]",
                "{'status':'preprocessing'} | Running[progress=-1.0, eta=null, detail=preprocessing]",
                "{'status':'Processing','progress':33.33} | Running[progress=0.3333, eta=null, detail=processing]",
                "{'status':'processing','progress':'40'} | Running[progress=0.4, eta=null, detail=processing]",
                "{'status':'processing','progress':120} | Running[progress=1.0, eta=null, detail=processing]",
                "{'status':'processing','combinedFps':4.2,'processingJobs':[{'progress':50},{'progress':'0'}]}"
                        + " | Running[progress=0.25, eta=null, detail=processing, chunks at 50 %, 0 %, 4.2 frames/s]",
                "{'status':'postprocessing','progress':99} | Running[progress=0.99, eta=null, detail=postprocessing]",
                "{'status':'polishing','progress':10} | Running[progress=0.1, eta=null, detail=polishing]",
                "{}                                                    | Running[progress=-1.0, eta=null]",
                "{'status':'canceling'}                                | Cancelled[]",
                "{'status':'canceled'}                                 | Cancelled[]",
                "{'status':'failed'}                 | Failed[code=UNKNOWN, text=UNKNOWN, inputFault=false]",
                "{'status':'failed','errorCode':'INVALID_INPUT','message':'no frames'}"
                        + " | Failed[code=INVALID_INPUT, text=INVALID_INPUT: no frames, inputFault=true]",
                "{'status':'failed','errorCode':'INSUFFICIENT_CREDITS'} | OutOfCredits[text=INSUFFICIENT_CREDITS]",
                "{'status':'complete','estimates':{'cost':[10,12]},'download':{'url':'u'}}"
                        + " | Done[result=RemoteResult[location=u, length=-1], credits=10.0]",
                "{'status':'complete','estimates':{'cost':['0.25','1']},'download':{'url':'u','expiresAt':1000001}}"
                        + " | Done[result=RemoteResult[location=u, length=-1], credits=0.25]",
                "{'status':'complete','download':{'url':'u'}}"
                        + " | Done[result=RemoteResult[location=u, length=-1], credits=null]",
            })
    void everyStateHasItsStatus(String json, String status) throws Exception {
        assertThat(status(json).status(NOW)).hasToString(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status':'complete'}",
                "{'status':'complete','download':{'url':''}}",
                "{'status':'complete','download':{'url':'u','expiresAt':1000000}}"
            })
    void aVideoWithoutALinkThatWorksIsAskedForAgainLater(String json) throws Exception {
        VideoStatus status = status(json);

        ProviderException failure = catchThrowableOfType(ProviderException.class, () -> status.status(NOW));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    private static VideoStatus status(String json) throws Exception {
        return new VideoStatus(new ObjectMapper().readTree(json.replace('\'', '"')));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static ProviderException failure(CompletionStage<?> stage) {
        CompletionException thrown = catchThrowableOfType(CompletionException.class, () -> join(stage));
        return (ProviderException) thrown.getCause();
    }

    private static final class Context implements SubmitContext {

        private final List<RemoteJob> checkpoints = new ArrayList<>();

        @Override
        public String key() {
            return "key";
        }

        @Override
        public void checkpoint(RemoteJob soFar) {
            checkpoints.add(soFar);
        }

        @Override
        public void changed() {}
    }
}
