package io.camelupscale.upscayl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.http.Download;
import io.camelupscale.http.Form;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.http.StatusRules;
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
import io.camelupscale.upscayl.image.Wire.Term;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Upscayl Cloud as a provider. Calls block the thread that makes them. */
public final class UpscaylImageProvider implements UpscaleProvider {

    /** How a missing or wrong key shows, and a lack of credits, whatever the status. */
    public static final StatusRules RULES = refusal -> {
        if (refusal.text().contains("Missing User ID")) {
            return Kind.UNAUTHORIZED;
        }
        return refusal.body().path("error").asText().equals("INSUFFICIENT_CREDITS") ? Kind.OUT_OF_CREDITS : null;
    };

    private static final Logger LOG = LoggerFactory.getLogger(UpscaylImageProvider.class);
    private static final int PARALLEL_CALLS = 4;
    private static final String ANNOUNCED = "credits";

    private final ServiceClient service;
    private final ApiOptions options;
    private final ApiCalls calls;
    private final Runnable onClose;
    private final InstantSource clock;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** Finished tasks without a link to their result, which are asked for once more. */
    private final Set<String> linkless = ConcurrentHashMap.newKeySet();

    /**
     * A provider for one account.
     *
     * @param service has the {@link #RULES}
     * @param clock   what the times of the service are measured by
     */
    public UpscaylImageProvider(ServiceClient service, ApiOptions options, Runnable onClose, InstantSource clock) {
        this.service = service;
        this.options = options;
        this.calls = new ApiCalls(service, options);
        this.onClose = onClose;
        this.clock = clock;
    }

    @Override
    public ProviderTraits traits() {
        return new ProviderTraits(true, PARALLEL_CALLS, PARALLEL_CALLS, PARALLEL_CALLS).with(Capability.SOURCE_URL);
    }

    @Override
    public void validate(UpscaleSpec spec) {
        ImageRules.check(spec);
        String model = spec.model();
        if (model != null && !ImageRules.knows(model) && warned.add("model " + model)) {
            LOG.warn("No model '{}' is known here: Upscayl may refuse it", model);
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
            if (order.bytes() <= options.multipartThreshold()) {
                return start(order.form());
            }
            SourceUpload upload = new SourceUpload(service, calls, options.wire(), order, soFar, context);
            JsonNode file = upload.file();
            upload.sending();
            try {
                return start(order.form(file));
            } catch (ProviderException e) {
                if (e.kind() != Kind.OUTCOME_UNKNOWN) {
                    upload.notSent();
                }
                throw e;
            }
        });
    }

    @Override
    public boolean isResumable(RemoteJob soFar) {
        return SourceUpload.isUnsent(soFar);
    }

    @Override
    public CompletionStage<RemoteStatus> check(RemoteJob job) {
        return answer(() -> {
            TaskStatus task = TaskStatus.of(calls.data("/get-task-status", Map.of("taskId", job.id())), options.wire());
            Term meaning = task.meaning();
            if (meaning == null && warned.add("status " + task.word())) {
                LOG.warn(
                        "Upscayl says '{}' of a task, which is not known here: taken for work in progress",
                        task.word());
            }
            if (meaning == Term.SUCCESS) {
                return finished(job, task);
            }
            if (meaning == Term.FAILURE) {
                String why = task.error().isEmpty() ? "Upscayl gave up, and gives no reason" : task.error();
                return new RemoteStatus.Failed(task.word(), why, false);
            }
            return meaning == Term.QUEUED ? new RemoteStatus.Queued() : new RemoteStatus.Running(task.progress());
        });
    }

    @Override
    public CompletionStage<Void> download(RemoteJob job, RemoteResult result, Path target) {
        return answer(() -> {
            ResultLink link = ResultLink.of(result);
            Instant expires = link.expires();
            if (expires != null && !clock.instant().isBefore(expires)) {
                throw new ProviderException(
                        Kind.NOT_FOUND, "The link to the result of task " + job.id() + " has expired");
            }
            service.download(Download.of(link.url(), target));
            return null;
        });
    }

    /** There is no such call. */
    @Override
    public CompletionStage<Void> cancel(RemoteJob job) {
        return CompletableFuture.failedFuture(
                new ProviderException(Kind.REJECTED, "Upscayl cannot cancel a task: " + job.id() + " goes on"));
    }

    @Override
    public void close() {
        onClose.run();
    }

    private RemoteJob start(Form form) {
        JsonNode data = calls.form("/start-task", form);
        String id = data.path("taskId").asText();
        if (id.isEmpty()) {
            throw new ProviderException(Kind.OUTCOME_UNKNOWN, "Upscayl accepted a picture and told no taskId");
        }
        String credits = data.path("creditsToDeduct").asText("");
        return new RemoteJob(id, credits.isEmpty() ? Map.of() : Map.of(ANNOUNCED, credits));
    }

    private RemoteStatus finished(RemoteJob job, TaskStatus task) {
        String link = task.link();
        if (link.isEmpty()) {
            if (linkless.add(job.id())) {
                return new RemoteStatus.Running(1, Duration.ZERO); // it may come a moment later
            }
            linkless.remove(job.id());
            throw new ProviderException(
                    Kind.REJECTED,
                    "Upscayl says '%s' of task %s, and tells no link to its result in %s: %s"
                            .formatted(task.word(), job.id(), options.wire().words(Term.LINK), task.record()));
        }
        linkless.remove(job.id());
        RemoteResult result = new ResultLink(link, task.expires(clock.instant())).toResult();
        RemoteStatus.Done done = new RemoteStatus.Done(result, credits(job, task));
        return task.isCharged() || !options.awaitCredits() ? done : new RemoteStatus.Unsettled(done);
    }

    private static @Nullable Double credits(RemoteJob job, TaskStatus task) {
        Double charged = task.isCharged() ? task.charged() : null;
        String announced = job.state().get(ANNOUNCED);
        if (charged != null || announced == null) {
            return charged;
        }
        try {
            return Double.valueOf(announced);
        } catch (NumberFormatException e) {
            return null;
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
