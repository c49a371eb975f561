package io.camelupscale.test.neutral;

import io.camelupscale.spi.Lookup;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.ProviderTraits;
import io.camelupscale.spi.ProviderTraits.Capability;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** A provider for the neutral service, as small as one over HTTP can be. */
public final class NeutralProvider implements UpscaleProvider {

    /** What a submit says about itself, so that it can be told from another one when its answer is lost. */
    public enum Identity {
        /** Nothing: a job in doubt stays in doubt. */
        NONE,
        /** Our key as a reference by which the job can be found in the list. */
        REFERENCE,
        /** Our key as an idempotency key: the same submit again is the same job. */
        KEY
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI baseUrl;
    private final String apiKey;
    private final Identity identity;

    public NeutralProvider(URI baseUrl, String apiKey) {
        this(baseUrl, apiKey, Identity.NONE);
    }

    public NeutralProvider(URI baseUrl, String apiKey, Identity identity) {
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
        this.identity = identity;
    }

    @Override
    public ProviderTraits traits() {
        ProviderTraits traits = new ProviderTraits(true, 4, 4, 4);
        return switch (identity) {
            case NONE -> traits;
            case REFERENCE -> traits.with(Capability.LOOKUP);
            case KEY -> traits.with(Capability.REPEATABLE_SUBMIT);
        };
    }

    @Override
    public void validate(UpscaleSpec spec) {
        if (spec.scale() < 2 || spec.scale() > 8) {
            throw new ProviderException(Kind.REJECTED, "scale=" + spec.scale() + " is not in 2 to 8");
        }
    }

    @Override
    public CompletionStage<RemoteJob> submit(UpscaleRequest request, RemoteJob soFar, SubmitContext context) {
        HttpRequest.BodyPublisher source;
        try {
            source = BodyPublishers.ofFile(request.source());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String format = request.spec().outputFormat() == null
                ? ""
                : "&format=" + request.spec().outputFormat();
        String reference = identity == Identity.REFERENCE ? "&reference=" + context.key() : "";
        HttpRequest.Builder submit = api("/jobs?scale=" + request.spec().scale() + format + reference);
        if (identity == Identity.KEY) {
            submit.header("Idempotency-Key", context.key());
        }
        return call(
                submit.POST(source).build(),
                Kind.OUTCOME_UNKNOWN,
                answer -> new RemoteJob(json(answer).getString("id")));
    }

    @Override
    public CompletionStage<RemoteStatus> check(RemoteJob job) {
        return call(api("/jobs/" + job.id()).build(), Kind.UNAVAILABLE, answer -> status(json(answer)));
    }

    @Override
    public CompletionStage<Void> download(RemoteJob job, RemoteResult result, Path target) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(result.location())).build();
        return http.sendAsync(request, BodyHandlers.ofFile(target)).handle((answer, lost) -> {
            if (lost != null) {
                throw new ProviderException(Kind.UNAVAILABLE, "download broke off", lost);
            }
            refuse(answer);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> cancel(RemoteJob job) {
        return call(api("/jobs/" + job.id()).DELETE().build(), Kind.UNAVAILABLE, answer -> null);
    }

    @Override
    public CompletionStage<Lookup> lookUp(UpscaleRequest request, RemoteJob soFar, String key, Instant since) {
        return call(api("/jobs?reference=" + key).build(), Kind.UNAVAILABLE, answer -> {
            Collection<JsonObject> jobs = json(answer).getCollection("jobs");
            return jobs.isEmpty()
                    ? new Lookup.Absent()
                    : new Lookup.Found(new RemoteJob(jobs.iterator().next().getString("id")));
        });
    }

    private HttpRequest.Builder api(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path)).header("X-API-Key", apiKey);
    }

    private <T> CompletionStage<T> call(HttpRequest request, Kind ifLost, Function<HttpResponse<String>, T> read) {
        CompletableFuture<HttpResponse<String>> sent = http.sendAsync(request, BodyHandlers.ofString());
        return sent.handle((answer, lost) -> {
            if (lost != null) {
                Throwable cause = lost instanceof CompletionException ? lost.getCause() : lost;
                throw new ProviderException(
                        cause instanceof ConnectException ? Kind.UNAVAILABLE : ifLost, "no answer", cause);
            }
            refuse(answer);
            return read.apply(answer);
        });
    }

    private static void refuse(HttpResponse<?> answer) {
        Kind kind =
                switch (answer.statusCode()) {
                    case 200, 202 -> null;
                    case 401 -> Kind.UNAUTHORIZED;
                    case 402 -> Kind.OUT_OF_CREDITS;
                    case 403, 404 -> Kind.NOT_FOUND; // 403: the link has expired
                    case 429 -> Kind.RATE_LIMITED;
                    case 503 -> Kind.UNAVAILABLE;
                    case 500 -> Kind.OUTCOME_UNKNOWN;
                    default -> Kind.REJECTED;
                };
        if (kind != null) {
            Duration wait = answer.headers()
                    .firstValue("Retry-After")
                    .filter(text -> text.matches("\\d+"))
                    .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                    .orElse(null);
            throw new ProviderException(kind, "status " + answer.statusCode(), wait, null);
        }
    }

    private static RemoteStatus status(JsonObject job) {
        return switch (job.getString("state")) {
            case "queued" -> new RemoteStatus.Queued();
            case "done" -> {
                Map<String, Object> result = job.getMap("result");
                yield new RemoteStatus.Done(
                        new RemoteResult(result.get("url").toString(), ((Number) result.get("length")).longValue()),
                        job.getDouble("credits"));
            }
            case "failed" ->
                new RemoteStatus.Failed(job.getString("code"), job.getString("message"), job.getBoolean("inputFault"));
            case "cancelled" -> new RemoteStatus.Cancelled();
            default -> new RemoteStatus.Running(job.getDouble("progress"));
        };
    }

    private static JsonObject json(HttpResponse<String> answer) {
        try {
            return (JsonObject) Jsoner.deserialize(answer.body());
        } catch (DeserializationException | ClassCastException e) {
            throw new ProviderException(Kind.OUTCOME_UNKNOWN, "no JSON object: " + answer.body(), e);
        }
    }
}
