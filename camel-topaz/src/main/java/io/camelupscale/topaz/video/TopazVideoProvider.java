package io.camelupscale.topaz.video;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.http.Call;
import io.camelupscale.http.Download;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.http.Webhook;
import io.camelupscale.media.VideoFormat;
import io.camelupscale.spi.Balance;
import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.ExpectedResult;
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
import io.camelupscale.topaz.video.Steps.Wish;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Video API of Topaz Labs as a provider. Calls block the thread that makes them. There is a list of requests, and it tells
 * no progress, so each is asked for by itself.
 */
public final class TopazVideoProvider implements UpscaleProvider {

    private static final Logger LOG = LoggerFactory.getLogger(TopazVideoProvider.class);
    private static final int PARALLEL_CALLS = 4;

    private final ServiceClient service;
    private final Executor uploads;
    private final @Nullable Webhook webhook;
    private final Runnable onClose;
    private final InstantSource clock;
    private final VideoModels models;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /**
     * A provider for one account.
     *
     * @param uploads has a thread for each part that may be uploaded at once
     * @param webhook where the service shall tell of jobs; null for nowhere
     * @param clock   what the times of the service are measured by
     */
    public TopazVideoProvider(
            ServiceClient service, Executor uploads, @Nullable Webhook webhook, Runnable onClose, InstantSource clock) {
        this.service = service;
        this.uploads = uploads;
        this.webhook = webhook;
        this.onClose = onClose;
        this.clock = clock;
        this.models = new VideoModels(service, clock);
    }

    @Override
    public ProviderTraits traits() {
        return new ProviderTraits(true, PARALLEL_CALLS, PARALLEL_CALLS, PARALLEL_CALLS)
                .with(
                        Capability.ESTIMATE,
                        Capability.QUOTED_SUBMIT,
                        Capability.REPEATABLE_SUBMIT,
                        Capability.BALANCE,
                        Capability.DISCARD,
                        Capability.SOURCE_URL);
    }

    @Override
    public void validate(UpscaleSpec spec) {
        VideoRules.check(spec);
        models.check(VideoFilters.of(spec));
    }

    @Override
    public ExpectedResult expect(UpscaleRequest request) {
        return VideoOrder.of(request).expected();
    }

    @Override
    public @Nullable URI destination(UpscaleRequest request, ExpectedResult expected) {
        ExternalStorage storage = ExternalStorage.destination(VideoSettings.of(request.spec()));
        return storage == null
                ? null
                : storage.location(
                        VideoFormat.valueOf(String.valueOf(expected.format())).fileName(request.sourceName()));
    }

    @Override
    public CompletionStage<RemoteJob> submit(UpscaleRequest request, RemoteJob soFar, SubmitContext context) {
        return answer(() -> new VideoSubmit(service, uploads, webhook, request, context).run(Steps.of(soFar)));
    }

    @Override
    public CompletionStage<RemoteStatus> check(RemoteJob job) {
        return answer(() -> {
            VideoStatus status =
                    new VideoStatus(service.call(Call.get(path(job, "/status"))).body());
            if (!status.isKnownWord() && warned.add(status.word())) {
                LOG.warn(
                        "Topaz says '{}' of a video, which is not known here: taken for work in progress",
                        status.word());
            }
            return Steps.wishes(job).contains(Wish.PUT) ? status.put() : status.status(clock.instant());
        });
    }

    @Override
    public CompletionStage<Void> download(RemoteJob job, RemoteResult result, Path target) {
        return answer(() -> {
            service.download(Download.of(result.location(), target));
            return null;
        });
    }

    /** Says what it costs before it is done: from when the work begins, a part of the price is charged. */
    @Override
    public CompletionStage<Void> cancel(RemoteJob job) {
        return answer(() -> {
            try {
                JsonNode settlement =
                        service.call(Call.get(path(job, "/cancel-estimate"))).body();
                LOG.info(
                        "Cancelling video {}: {}",
                        job.id(),
                        settlement.path("message").asText());
            } catch (ProviderException e) {
                LOG.debug("What it costs to cancel video {} is not known: {}", job.id(), e.getMessage());
            }
            try {
                service.call(Call.delete(path(job, "")));
            } catch (ProviderException e) {
                if (e.kind() != Kind.REJECTED) {
                    throw e;
                }
                LOG.debug("Not cancelled, its status will tell why: {}", e.getMessage()); // 400: it has ended
            }
            return null;
        });
    }

    /** Deletes source and result at the service, if the job's options said so. */
    @Override
    public CompletionStage<Void> discard(RemoteJob job) {
        return answer(() -> {
            if (Steps.wishes(job).contains(Wish.DELETE)) {
                service.call(Call.delete(path(job, "/media")));
            }
            return null;
        });
    }

    /** By a request that is never accepted. */
    @Override
    public CompletionStage<Estimate> estimate(UpscaleRequest request) {
        return answer(() -> {
            VideoOrder order = VideoOrder.of(request);
            if (order.express()) {
                throw new ProviderException(Kind.REJECTED, "express=true does not tell what a video will cost");
            }
            Quote quote =
                    Quote.of(service.call(Call.post("/video/", order.json()).repeatable())
                            .body()
                            .path("estimates"));
            if (quote == null) {
                throw new ProviderException(Kind.UNAVAILABLE, "Topaz told no estimate");
            }
            return quote.estimate();
        });
    }

    @Override
    public CompletionStage<Balance> balance() {
        return answer(() -> {
            JsonNode balance =
                    service.call(Call.get("/account/v1/credits/balance")).body().path("available_credits");
            double credits = balance.asDouble(Double.NaN);
            if (Double.isNaN(credits)) {
                throw new ProviderException(Kind.UNAVAILABLE, "Topaz told no available_credits");
            }
            return new Balance(credits);
        });
    }

    @Override
    public void close() {
        onClose.run();
    }

    private static String path(RemoteJob job, String rest) {
        return "/video/" + Call.encode(job.id()) + rest;
    }

    private static <T> CompletionStage<T> answer(Supplier<T> call) {
        try {
            return CompletableFuture.completedFuture(call.get());
        } catch (ProviderException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
