package io.camelupscale.lupa.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.http.Call;
import io.camelupscale.http.Download;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.http.StatusRules;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.ExpectedResult;
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
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API of Lupa Upscaler as a provider. Calls block the thread that makes them.
 *
 * <p>Lupa fetches sources itself: a file is published first, and withdrawn as soon as Lupa says that the job has ended, or
 * that it does not take it. While nobody knows whether it was taken, it stays where it is.
 */
public final class LupaImageProvider implements UpscaleProvider {

    /** 404: there is no such call. An id that is not known is answered otherwise. */
    public static final StatusRules RULES = refusal -> refusal.status() == 404 ? Kind.REJECTED : null;

    private static final Logger LOG = LoggerFactory.getLogger(LupaImageProvider.class);
    private static final int PARALLEL_CALLS = 4;
    private static final RemoteStatus RUNNING = new RemoteStatus.Running(-1);

    private final ServiceClient service;
    private final LupaOptions options;
    private final Wire wire;
    private final Sources sources;
    private final Runnable onClose;
    private final InstantSource clock;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /**
     * A provider for one account.
     *
     * @param service has the {@link #RULES}
     * @param clock   what the grace of jobs that are not found is measured by
     */
    public LupaImageProvider(
            ServiceClient service, LupaOptions options, Sources sources, Runnable onClose, InstantSource clock) {
        this.service = service;
        this.options = options;
        this.wire = options.wire();
        this.sources = sources;
        this.onClose = onClose;
        this.clock = clock;
    }

    /** There is no list to look a job up in, but what the submit had stored tells whether it was sent. */
    @Override
    public ProviderTraits traits() {
        return new ProviderTraits(true, PARALLEL_CALLS, PARALLEL_CALLS, PARALLEL_CALLS)
                .with(Capability.SOURCE_URL, Capability.LOOKUP);
    }

    @Override
    public void validate(UpscaleSpec spec) {
        LupaRules.check(spec, wire);
    }

    /** Any picture, unless its size is known and wanted. */
    @Override
    public ExpectedResult expect(UpscaleRequest request) {
        int width = 0;
        int height = 0;
        if (request.url() == null) {
            ImageInfo source = sources.check(request);
            if (LupaSettings.of(request.spec()).exactSize()) {
                width = source.displayWidth() * request.spec().scale();
                height = source.displayHeight() * request.spec().scale();
            }
        }
        return new ExpectedResult(width, height, 1, null);
    }

    @Override
    public CompletionStage<RemoteJob> submit(UpscaleRequest request, RemoteJob soFar, SubmitContext context) {
        return answer(() -> {
            SubmitState state = SubmitState.of(soFar);
            URI url = request.url();
            if (url == null && state.name() == null) {
                state = SubmitState.publishing(sources.newName(request));
                context.checkpoint(state.job(""));
            }
            try {
                URI source = url == null ? sources.publish(request.source(), String.valueOf(state.name())) : url;
                state = state.sending(source, clock.instant());
                context.checkpoint(state.job(""));
                String id = send(request.spec(), source);
                return state.sending(source, clock.instant()).job(id);
            } catch (ProviderException e) {
                if (e.kind() != Kind.OUTCOME_UNKNOWN) {
                    context.checkpoint(RemoteJob.NONE);
                    sources.withdraw(state.name());
                }
                throw e;
            }
        });
    }

    /** Lupa's id of the new job. */
    private String send(UpscaleSpec spec, URI source) {
        LupaSettings settings = LupaSettings.of(spec);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(wire.get(WireName.IMAGE), source.toString());
        body.put(wire.get(WireName.CREATIVITY), settings.creativity());
        body.put(wire.get(WireName.RESOLUTION), spec.scale());
        settings.more().forEach((name, value) -> body.put(name, LupaSettings.json(value)));
        String path = wire.get(settings.mode().path());
        LupaAnswer answer = new LupaAnswer(service.call(Call.post(path, body)).body(), wire);
        Kind refusal = answer.refusal();
        if (refusal != null) {
            throw new ProviderException(refusal, "POST " + path + ": " + shown(answer));
        }
        String id = answer.field(WireName.ID);
        if (!answer.isSuccess() || id.isEmpty()) {
            throw new ProviderException(
                    Kind.OUTCOME_UNKNOWN,
                    "POST %s: the answer names no %s: %s"
                            .formatted(path, wire.get(WireName.ID), service.show(String.valueOf(answer.json()))));
        }
        return id;
    }

    @Override
    public CompletionStage<RemoteStatus> check(RemoteJob job) {
        return answer(() -> {
            String path = wire.get(WireName.STATUS_PATH);
            JsonNode body = service.call(Call.get(path).query(wire.get(WireName.ID_PARAMETER), job.id()))
                    .body();
            LupaAnswer answer = new LupaAnswer(body, wire);
            if (!answer.isSuccess()) {
                Kind refusal = answer.refusal();
                String why = "GET " + path + ": " + shown(answer);
                warn("answer", "Lupa does not tell how a job is getting on, and is asked again: {}", why);
                // what it says of the call says nothing of the job
                throw new ProviderException(
                        refusal == null || refusal == Kind.REJECTED ? Kind.UNAVAILABLE : refusal, why);
            }
            RemoteStatus status = status(job, answer);
            if (status == null) {
                sources.withdraw(SubmitState.of(job).name());
                throw new ProviderException(
                        Kind.NOT_FOUND, "Lupa does not know job %s: %s".formatted(job.id(), shown(answer)));
            }
            if (!(status instanceof RemoteStatus.Running)) {
                sources.withdraw(SubmitState.of(job).name());
            }
            return status;
        });
    }

    /** Null if Lupa does not know the job, and has had the time to. */
    private @Nullable RemoteStatus status(RemoteJob job, LupaAnswer answer) {
        String word = answer.field(WireName.PROCESS_STATUS);
        if (wire.is(WireName.COMPLETED, word)) {
            String url = answer.field(WireName.RESULT_URL);
            return url.isEmpty()
                    ? failed(
                            "no_result",
                            "Lupa says that job %s is %s, and names no %s: %s"
                                    .formatted(
                                            job.id(),
                                            word,
                                            wire.get(WireName.RESULT_URL),
                                            service.show(answer.json().toString())))
                    : new RemoteStatus.Done(new RemoteResult(url));
        }
        if (wire.is(WireName.FAILED, word)) {
            String type = answer.field(WireName.ERROR_TYPE);
            if (!wire.is(WireName.NOT_FOUND, type)) {
                return failed(type, "Lupa gave job %s up: %s".formatted(job.id(), shown(answer)));
            }
            return isNew(job) ? RUNNING : null;
        }
        if (!wire.is(WireName.PROCESSING, word)) {
            warn(word, "Lupa says '{}' of a job, which is not known here: taken for work in progress", word);
        }
        return RUNNING;
    }

    private static RemoteStatus failed(String code, String text) {
        return new RemoteStatus.Failed(code, text, false);
    }

    private boolean isNew(RemoteJob job) {
        Instant sent = SubmitState.of(job).sent();
        return sent != null && clock.instant().isBefore(sent.plus(options.notFoundGrace()));
    }

    @Override
    public CompletionStage<Void> download(RemoteJob job, RemoteResult result, Path target) {
        return answer(() -> {
            service.download(Download.of(result.location(), target));
            return null;
        });
    }

    @Override
    public CompletionStage<Void> cancel(RemoteJob job) {
        return answer(() -> {
            throw new ProviderException(Kind.REJECTED, "Lupa cannot cancel jobs: " + job.id() + " goes on");
        });
    }

    /** Tells what a person needs to ask Lupa about it. */
    @Override
    public CompletionStage<Lookup> lookUp(UpscaleRequest request, RemoteJob soFar, String key, Instant since) {
        SubmitState state = SubmitState.of(soFar);
        if (state.sent() == null) {
            return CompletableFuture.completedFuture(new Lookup.Absent());
        }
        return CompletableFuture.completedFuture(new Lookup.Unclear(
                "Lupa has no list of jobs to look it up in. It was sent at %s to %s, with the source %s (%s), as the job %s"
                        .formatted(state.sent(), options.account(), state.url(), request.sourceName(), key)));
    }

    @Override
    public void close() {
        onClose.run();
    }

    private String shown(LupaAnswer answer) {
        return service.show(answer.text());
    }

    private void warn(String what, String message, String word) {
        if (warned.add(what)) {
            LOG.warn(message, word);
        }
    }

    private static <T> CompletionStage<T> answer(Supplier<T> call) {
        try {
            return CompletableFuture.completedFuture(call.get());
        } catch (ProviderException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
