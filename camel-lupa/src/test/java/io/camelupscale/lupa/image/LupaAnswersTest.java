package io.camelupscale.lupa.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.http.ExchangeLog;
import io.camelupscale.test.http.ExchangeLog.Exchange;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.LoopbackHost;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every answer that is documented or was seen, and what becomes of it. */
class LupaAnswersTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final URI SOURCE = URI.create("https://pictures.example/a.png?signature=secret");

    private final ExchangeLog exchanges = new ExchangeLog();
    private HttpReply reply = HttpReply.empty(500);
    private LoopbackHost host;
    private LupaImageProvider provider;

    @BeforeEach
    void open() throws IOException {
        host = LoopbackHost.start("lupa", exchanges.recording(request -> {
            request.text();
            return reply;
        }));
        provider = provider(Map.of());
    }

    @AfterEach
    void close() {
        provider.close();
        host.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the four answers of the vendor's page
                "{'status':'success','response':{'process_status':'processing'}} | Running[progress=-1.0, eta=null]",
                "{'status':'success','response':{'process_status':'completed','final_image_url':'https://cdn.example/r.png'}}"
                        + " | Done[result=RemoteResult[location=https://cdn.example/r.png, length=-1], credits=null]",
                "{'status':'success','response':{'process_status':'failed','error_type':'not_found','message':'Upscale ID not found'}}"
                        + " | NOT_FOUND: Lupa does not know job 7: Upscale ID not found",
                "{'status':'success','response':{'process_status':'failed','error_type':'unexpected_error'}}"
                        + " | Failed[code=unexpected_error, text=Lupa gave job 7 up: unexpected_error, inputFault=false]",
                // what may come all the same
                "{'status':'Success','response':{'process_status':'COMPLETED','final_image_url':'//cdn.example/r.png'}}"
                        + " | Done[result=RemoteResult[location=//cdn.example/r.png, length=-1], credits=null]",
                "{'status':'success','response':{'process_status':'polishing'}} | Running[progress=-1.0, eta=null]",
                "{'status':'success','response':{}} | Running[progress=-1.0, eta=null]",
                "{'status':'success','response':{'process_status':'completed','final_image_url':null,'preview':'//cdn.example/p.png?sig=secret','key':'simulated-key'}}"
                        + " | Failed[code=no_result, text=Lupa says that job 7 is completed, and names no final_image_url:"
                        + " {'status':'success','response':{'process_status':'completed','final_image_url':null,'preview':'//cdn.example/p.png','key':'***'}},"
                        + " inputFault=false]",
                "{'status':'error','message':'busy'} | UNAVAILABLE: GET /check-upscale-status: busy",
                "{'status':'error','error':'broken'} | UNAVAILABLE: GET /check-upscale-status: broken",
                "{'statusCode':401,'body':{'status':'ERROR','message':'not allowed'}} | UNAUTHORIZED: GET /check-upscale-status: not allowed",
                "{'statusCode':429,'body':{'status':'ERROR','message':'slowly'}} | RATE_LIMITED: GET /check-upscale-status: slowly",
                "[] | UNAVAILABLE: GET /check-upscale-status: []",
            })
    void everyAnswerToACheckHasItsMeaning(String json, String meaning) {
        reply = HttpReply.text(200, "application/json", json.replace('\'', '"'));

        assertThat(check()).isEqualTo(meaning.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {'status':'success','response':{'upscale_id':'1x2'}} | 1x2",
                "200 | {'status':'success','response':{'upscale_id':12}} | 12",
                "200 | {'status':'error','message':'no credits'} | REJECTED: POST /standard: no credits",
                "200 | {'status':'NOT_RUN','response':{'message':'inner','error_type':'e'},'message':'outer'} | REJECTED: POST /standard: inner",
                "200 | {'statusCode':400,'body':{'status':'MISSING_DATA','message':'Missing parameter'}} | REJECTED: POST /standard: Missing parameter",
                "200 | {'status':'success','response':{}} | OUTCOME_UNKNOWN: POST /standard: the answer names no upscale_id: {'status':'success','response':{}}",
                "200 | {} | OUTCOME_UNKNOWN: POST /standard: the answer names no upscale_id: {}",
                "200 | {'statusCode':503,'body':{}} | OUTCOME_UNKNOWN: POST /standard: the answer names no upscale_id: {'statusCode':503,'body':{}}",
                "400 | {'statusCode':400,'body':{'status':'MISSING_DATA','message':'Missing parameter'}} | REJECTED: status 400: Missing parameter",
                "401 | {'statusCode':401,'body':{'message':'wrong key simulated-key'}} | UNAUTHORIZED: status 401: wrong key ***",
                "404 | {'statusCode':404,'body':{'message':'Workflow not found'}} | REJECTED: status 404: Workflow not found",
                "429 | {'statusCode':429,'body':{'message':'Too many requests'}} | RATE_LIMITED: status 429: Too many requests",
                "503 | {'statusCode':503,'body':{'message':'down'}} | OUTCOME_UNKNOWN: status 503: down",
                "500 | <html> | OUTCOME_UNKNOWN: status 500",
                "200 | <html> | OUTCOME_UNKNOWN: status 200, and the answer is no JSON",
            })
    void everyAnswerToASubmitHasItsMeaning(int status, String json, String meaning) {
        reply = HttpReply.text(status, "application/json", json.replace('\'', '"'));

        assertThat(told(provider.submit(request(), RemoteJob.NONE, new Context()))
                        .replace("POST " + host.baseUrl() + "/standard: status", "status"))
                .isEqualTo(meaning.replace('\'', '"'));
    }

    @Test
    void aJobIsNotMissingWhileItIsNew() {
        reply = HttpReply.text(
                200,
                "application/json",
                "{\"status\":\"success\",\"response\":{\"process_status\":\"failed\",\"error_type\":\"not_found\"}}");

        assertThat(status(NOW.minusSeconds(29))).startsWith("Running");
        assertThat(status(NOW.minusSeconds(30))).isEqualTo("NOT_FOUND: Lupa does not know job 7: not_found");
    }

    @Test
    void aSubmitHasTheFieldsThatAreKnownAndThoseThatAreAdded() throws Exception {
        reply = HttpReply.text(200, "application/json", "{\"status\":\"success\",\"response\":{\"upscale_id\":\"1\"}}");
        Map<String, String> settings = LupaSettings.of(
                        LupaMode.PRECISION, -3, false, Map.of("seed", "7", "fast", "true", "style", "photo 1"))
                .asText();

        provider.submit(
                        new UpscaleRequest(SOURCE, "a.png", new UpscaleSpec("image", 6, null, null, settings)),
                        RemoteJob.NONE,
                        new Context())
                .toCompletableFuture()
                .join();

        Exchange sent = exchanges.all().get(0);
        assertThat(sent).hasToString("POST /precision -> 200");
        assertThat(sent.headers()).containsEntry("x-api-key", java.util.List.of(TestProvider.KEY));
        assertThat(json(sent.body()))
                .isEqualTo(json(("{\"image\":\"" + SOURCE
                                + "\",\"creativity\":-3,\"Resolution\":6,\"fast\":true,\"seed\":7,\"style\":\"photo 1\"}")
                        .getBytes()));
    }

    @Test
    void everyNameCanBeAnotherOne() throws Exception {
        provider.close();
        provider = provider(Map.ofEntries(
                Map.entry("standardPath", "/v2/upscale"),
                Map.entry("statusPath", "/v2/status"),
                Map.entry("keyHeader", "x-key"),
                Map.entry("image", "url"),
                Map.entry("creativity", "fantasy"),
                Map.entry("resolution", "factor"),
                Map.entry("idParameter", "id"),
                Map.entry("outerStatus", "ok"),
                Map.entry("success", "true, yes"),
                Map.entry("response", ""),
                Map.entry("id", "job.id"),
                Map.entry("processStatus", "job.state"),
                Map.entry("completed", "done,ready"),
                Map.entry("resultUrl", "job.link")));

        reply = HttpReply.text(200, "application/json", "{\"ok\":true,\"job\":{\"id\":\"9\"}}");
        String id = provider.submit(request(), RemoteJob.NONE, new Context())
                .toCompletableFuture()
                .join()
                .id();
        reply = HttpReply.text(
                200,
                "application/json",
                "{\"ok\":\"YES\",\"job\":{\"state\":\"Ready\",\"link\":\"https://x.example/r\"}}");

        assertThat(id).isEqualTo("9");
        assertThat(check()).contains("https://x.example/r");
        Exchange sent = exchanges.all().get(0);
        assertThat(sent).hasToString("POST /v2/upscale -> 200");
        assertThat(sent.headers()).containsKey("x-key").doesNotContainKey("x-api-key");
        assertThat(json(sent.body()).fieldNames()).toIterable().containsExactly("url", "fantasy", "factor");
        assertThat(exchanges.all().get(1).path()).isEqualTo("/v2/status");
        assertThat(exchanges.all().get(1).query()).containsExactly(Map.entry("id", "7"));
    }

    private LupaImageProvider provider(Map<String, Object> wire) {
        return TestProvider.of(host.baseUrl(), null, () -> NOW, wire);
    }

    private static UpscaleRequest request() {
        return new UpscaleRequest(SOURCE, "a.png", new UpscaleSpec("image", 2, null, null, Map.of()));
    }

    private String check() {
        return status(NOW.minusSeconds(600));
    }

    private String status(Instant sent) {
        return told(provider.check(new SubmitState(null, null, sent).job("7")));
    }

    /** The outcome in one line. */
    private static String told(CompletionStage<?> stage) {
        if (!stage.toCompletableFuture().isCompletedExceptionally()) {
            Object value = stage.toCompletableFuture().join();
            return value instanceof RemoteJob job ? job.id() : ((RemoteStatus) value).toString();
        }
        CompletionException thrown = catchThrowableOfType(
                CompletionException.class, () -> stage.toCompletableFuture().join());
        ProviderException failure = (ProviderException) thrown.getCause();
        Kind kind = failure.kind();
        return kind + ": " + failure.getMessage();
    }

    private static JsonNode json(byte[] body) throws IOException {
        return new ObjectMapper().readTree(body);
    }

    private record Context() implements SubmitContext {

        @Override
        public String key() {
            return "key";
        }

        @Override
        public void checkpoint(RemoteJob soFar) {}

        @Override
        public void changed() {}
    }
}
