package io.camelupscale.benchmarks.waiting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.AccountHttpClient;
import io.camelupscale.http.Call;
import io.camelupscale.http.Download;
import io.camelupscale.http.Form;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.http.StatusRules;
import io.camelupscale.spi.ProviderTraits;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The stub as a provider, written as one for a real service would be. */
final class StubProvider implements UpscaleProvider {

    private static final int PARALLEL = 16;

    private final AccountHttpClient http;
    private final ServiceClient service;

    StubProvider(URI baseUrl, AccountHttpClient http) {
        this.http = http;
        this.service = new ServiceClient(
                new HttpAccount(baseUrl, null), http.client(), new ObjectMapper(), StatusRules.DEFAULT);
    }

    @Override
    public ProviderTraits traits() {
        return new ProviderTraits(true, PARALLEL, PARALLEL, PARALLEL);
    }

    @Override
    public void validate(UpscaleSpec spec) {
        // the stub takes everything
    }

    @Override
    public CompletionStage<RemoteJob> submit(UpscaleRequest request, RemoteJob soFar, SubmitContext context) {
        return CompletableFuture.completedFuture(submit(request.source(), request.sourceName()));
    }

    @Override
    public CompletionStage<RemoteStatus> check(RemoteJob job) {
        return CompletableFuture.completedFuture(check(job.id()));
    }

    @Override
    public CompletionStage<Void> download(RemoteJob job, RemoteResult result, Path target) {
        service.download(Download.of(result.location(), target));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> cancel(RemoteJob job) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        http.close();
    }

    RemoteJob submit(Path source, String name) {
        Form form = Form.empty().file("image", source, name, "image/png");
        return new RemoteJob(
                service.call(Call.post("/jobs", form)).body().path("id").asText());
    }

    RemoteStatus check(String id) {
        JsonNode answer = service.call(Call.get("/jobs/" + id)).body();
        return answer.path("status").asText().equals("completed")
                ? new RemoteStatus.Done(new RemoteResult(answer.path("url").asText()))
                : new RemoteStatus.Running(answer.path("progress").asDouble());
    }
}
