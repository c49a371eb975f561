package io.camelupscale.topaz.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelupscale.http.Answer;
import io.camelupscale.http.Call;
import io.camelupscale.http.Download;
import io.camelupscale.http.Form;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.http.StatusRules;
import io.camelupscale.http.Webhook;
import io.camelupscale.spi.Balance;
import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.Estimates;
import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.Lookup;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.ProviderTraits;
import io.camelupscale.spi.ProviderTraits.Capability;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.StatusPage;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Image API of Topaz Labs as a provider. Calls block the thread that makes them. */
public final class TopazImageProvider implements UpscaleProvider {

    /** 412: the account has no subscription that includes the API. */
    public static final StatusRules RULES = refusal -> refusal.status() == 412 ? Kind.UNAUTHORIZED : null;

    private static final Logger LOG = LoggerFactory.getLogger(TopazImageProvider.class);
    private static final String API = "/image/v1";
    private static final int PARALLEL_CALLS = 4;
    private static final int LIST_SIZE = 100;
    private static final int LOOKUP_PAGES = 100;
    private static final String DELETE = "delete";

    /**
     * What an account is set to.
     *
     * @param webhook       where the service shall tell of jobs; null for nowhere
     * @param estimateBatch how many prices are asked for by one call
     */
    public record Options(@Nullable Webhook webhook, int estimateBatch) {}

    private final ServiceClient service;
    private final Options options;
    private final Runnable onClose;
    private final InstantSource clock;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /**
     * A provider for one account.
     *
     * @param service has the {@link #RULES}
     * @param clock   what the times of the service are measured by
     */
    public TopazImageProvider(ServiceClient service, Options options, Runnable onClose, InstantSource clock) {
        this.service = service;
        this.options = options;
        this.onClose = onClose;
        this.clock = clock;
    }

    @Override
    public ProviderTraits traits() {
        return new ProviderTraits(true, PARALLEL_CALLS, PARALLEL_CALLS, PARALLEL_CALLS)
                .with(
                        Capability.ESTIMATE,
                        Capability.BALANCE,
                        Capability.LOOKUP,
                        Capability.DISCARD,
                        Capability.SOURCE_URL)
                .withListSize(LIST_SIZE)
                .withEstimateBatch(options.estimateBatch());
    }

    @Override
    public void validate(UpscaleSpec spec) {
        ImageRules.check(spec);
        ImageTask task = ImageSettings.of(spec).task();
        String model = spec.model();
        if (model != null && !task.knows(model) && warned.add(task + model)) {
            LOG.warn(
                    "No model '{}' of task={} is known here: Topaz may refuse it, or take another", model, task.word());
        }
    }

    @Override
    public ExpectedResult expect(UpscaleRequest request) {
        return ImageOrder.of(request).expected();
    }

    @Override
    public CompletionStage<RemoteJob> submit(UpscaleRequest request, RemoteJob soFar, SubmitContext context) {
        return answer(() -> {
            ImageOrder order = ImageOrder.of(request);
            Form form = order.form(new SubmitName(context.key()).of(request, order.format()));
            if (options.webhook() != null) {
                form = form.field("webhook_url", options.webhook().address(context.key()));
            }
            String path = API + "/" + order.settings().task().word() + "/async";
            Answer answer = service.call(Call.post(path, form));
            String id = answer.body()
                    .path("process_id")
                    .asText(answer.header("X-Process-ID").orElse(""));
            if (id.isEmpty()) {
                throw new ProviderException(Kind.OUTCOME_UNKNOWN, "Topaz accepted a picture and told no process_id");
            }
            return new RemoteJob(id, state(order.settings()));
        });
    }

    @Override
    public CompletionStage<RemoteStatus> check(RemoteJob job) {
        return answer(() -> status(
                new ImageJob(service.call(Call.get(path("/status/", job))).body())));
    }

    @Override
    public CompletionStage<StatusPage> list(@Nullable String cursor) {
        return answer(() -> {
            JsonNode page = page(cursor);
            Map<String, RemoteStatus> jobs = new HashMap<>();
            for (JsonNode json : page.path("data")) {
                ImageJob job = new ImageJob(json);
                jobs.put(job.id(), status(job));
            }
            return new StatusPage(jobs, next(page));
        });
    }

    /** Always by a new link: they live for an hour, and a status has none. */
    @Override
    public CompletionStage<Void> download(RemoteJob job, RemoteResult result, Path target) {
        return answer(() -> {
            service.download(Download.of(link(job), target));
            return null;
        });
    }

    @Override
    public CompletionStage<Void> cancel(RemoteJob job) {
        return answer(() -> {
            try {
                service.call(Call.delete(path("/cancel/", job)));
            } catch (ProviderException e) {
                if (e.kind() != Kind.REJECTED) {
                    throw e;
                }
                LOG.debug("Not cancelled, its status will tell why: {}", e.getMessage()); // 409: it has ended
            }
            return null;
        });
    }

    /** Removes the job from the service's list, if its options said so. */
    @Override
    public CompletionStage<Void> discard(RemoteJob job) {
        return answer(() -> {
            if (job.state().containsKey(DELETE)) {
                service.call(Call.delete(path("/status/", job)));
            }
            return null;
        });
    }

    @Override
    public CompletionStage<Lookup> lookUp(UpscaleRequest request, RemoteJob soFar, String key, Instant since) {
        return answer(() -> {
            ImageOrder order = ImageOrder.of(request);
            ImageSearch search = new ImageSearch(new SubmitName(key), order, since, state(order.settings()));
            String cursor = null;
            for (int pages = 0; pages < LOOKUP_PAGES; pages++) {
                JsonNode page = page(cursor);
                page.path("data").forEach(json -> search.look(new ImageJob(json)));
                cursor = next(page);
                if (cursor == null || search.isThrough()) {
                    return search.outcome(true);
                }
            }
            return search.outcome(false);
        });
    }

    @Override
    public CompletionStage<Estimate> estimate(UpscaleRequest request) {
        return answer(() -> {
            ImageOrder order = ImageOrder.of(request);
            String path = API + (order.settings().task().isGenerative() ? "/estimate-gen" : "/estimate");
            return BulkQuote.estimate(
                    service.call(Call.post(path, order.quote()).repeatable()).body());
        });
    }

    @Override
    public CompletionStage<Estimates> estimateAll(List<UpscaleRequest> requests) {
        return answer(() -> {
            BulkQuote quote = BulkQuote.of(requests);
            Call call = Call.post(API + "/estimate-bulk", quote.body()).repeatable();
            return quote.read(
                    quote.body().isEmpty()
                            ? MissingNode.getInstance()
                            : service.call(call).body());
        });
    }

    @Override
    public CompletionStage<Balance> balance() {
        return answer(() -> {
            double credits = service.call(Call.get("/account/v1/credits/balance"))
                    .body()
                    .path("available_credits")
                    .asDouble(Double.NaN);
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

    private RemoteStatus status(ImageJob job) {
        if (!job.isKnownWord() && warned.add(job.word())) {
            LOG.warn("Topaz says '{}' of a job, which is not known here: taken for work in progress", job.word());
        }
        return job.status(clock.instant());
    }

    private JsonNode page(@Nullable String cursor) {
        Call call = Call.get(API + "/status").query("paginated", "true").query("limit", String.valueOf(LIST_SIZE));
        return service.call(cursor == null ? call : call.query("cursor", cursor))
                .body();
    }

    private static @Nullable String next(JsonNode page) {
        JsonNode pagination = page.path("pagination");
        String cursor = pagination.path("next_cursor").asText("");
        return pagination.path("has_next_page").asBoolean() && !cursor.isEmpty() ? cursor : null;
    }

    private String link(RemoteJob job) {
        JsonNode links;
        try {
            links = service.call(Call.get(path("/download/", job))).body();
        } catch (ProviderException e) {
            if (e.kind() == Kind.REJECTED) { // 409: not ready yet
                throw new ProviderException(Kind.UNAVAILABLE, String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
        String link = links.path("download_url").asText(links.path("url").asText());
        if (link.isEmpty()) {
            throw new ProviderException(Kind.UNAVAILABLE, "Topaz told no link for job " + job.id());
        }
        return link;
    }

    private static String path(String before, RemoteJob job) {
        return API + before + Call.encode(job.id());
    }

    private static Map<String, String> state(ImageSettings settings) {
        return settings.deleteRemote() ? Map.of(DELETE, "true") : Map.of();
    }

    private static <T> CompletionStage<T> answer(Supplier<T> call) {
        try {
            return CompletableFuture.completedFuture(call.get());
        } catch (ProviderException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
