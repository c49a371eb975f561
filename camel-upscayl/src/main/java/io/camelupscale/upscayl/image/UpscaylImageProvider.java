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
import java.util.ArrayList;
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
    /** What stands in {@link RemoteJob#state()}. */
    private static final String ANNOUNCED = "credits";

    private static final String NAME = "name";

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
    public int taskSize() {
        return Math.max(1, options.batchSize());
    }

    /** Files share a task if they are wanted in the same way and in one format, and all of them together are not too large for one. */
    @Override
    public @Nullable String taskKind(UpscaleRequest request) {
        if (request.file() == null) {
            return null;
        }
        try {
            ImageOrder order = ImageOrder.of(request);
            return order.bytes() > ImageRules.MAX_BYTES / taskSize() ? null : order.format() + " " + request.spec();
        } catch (ProviderException e) {
            return null; // it fails alone
        }
    }

    @Override
    public CompletionStage<List<RemoteJob>> submitAll(List<UpscaleRequest> requests) {
        return answer(() -> {
            List<ImageOrder> orders = requests.stream().map(ImageOrder::of).toList();
            List<String> names = new ArrayList<>();
            for (ImageOrder order : orders) {
                names.add(unique(order.fileName(), names));
            }
            RemoteJob task = start(ImageOrder.form(orders, names));
            return names.stream().map(name -> share(task, name, names.size())).toList();
        });
    }

    @Override
    public boolean isShared(RemoteJob job) {
        return job.state().containsKey(NAME);
    }

    @Override
    public CompletionStage<RemoteStatus> check(RemoteJob job) {
        return answer(() -> status(job, task(job)));
    }

    @Override
    public CompletionStage<List<RemoteStatus>> checkAll(List<RemoteJob> jobs) {
        return answer(() -> {
            TaskStatus task = task(jobs.get(0));
            return jobs.stream().map(job -> status(job, task)).toList();
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

    private TaskStatus task(RemoteJob job) {
        return TaskStatus.of(calls.data("/get-task-status", Map.of("taskId", job.id())), options.wire());
    }

    private RemoteStatus status(RemoteJob job, TaskStatus whole) {
        TaskStatus task = whole.of(job.state().getOrDefault(NAME, ""));
        Term meaning = task.meaning();
        if (meaning == null && warned.add("status " + task.word())) {
            LOG.warn("Upscayl says '{}' of a task, which is not known here: taken for work in progress", task.word());
        }
        if (meaning == Term.SUCCESS || meaning == Term.FAILURE) {
            return hasFailed(job, task, meaning) ? failed(task) : finished(job, task);
        }
        return meaning == Term.QUEUED ? new RemoteStatus.Queued() : new RemoteStatus.Running(task.progress());
    }

    /** Of a task with several files some may be done though others have failed, whatever is said of the task. */
    private boolean hasFailed(RemoteJob job, TaskStatus task, Term meaning) {
        if (!isShared(job)) {
            return meaning == Term.FAILURE;
        }
        return task.link().isEmpty()
                && (meaning == Term.FAILURE || !task.error().isEmpty());
    }

    private static RemoteStatus failed(TaskStatus task) {
        String why = task.error().isEmpty() ? "Upscayl gave up, and gives no reason" : task.error();
        return new RemoteStatus.Failed(task.word(), why, false);
    }

    /** Done, or asked for once more: for a link that is missing, or for the bill, which asking settles. */
    private RemoteStatus finished(RemoteJob job, TaskStatus task) {
        String link = task.link();
        String file = job.id() + "/" + task.name();
        if (link.isEmpty()) {
            if (linkless.add(file)) {
                return new RemoteStatus.Running(1, Duration.ZERO); // it may come a moment later
            }
            linkless.remove(file);
            throw new ProviderException(
                    Kind.REJECTED,
                    "Upscayl says '%s' of task %s, and tells no link to its result in %s: %s"
                            .formatted(task.word(), job.id(), options.wire().words(Term.LINK), task.record()));
        }
        linkless.remove(file);
        RemoteResult result = new ResultLink(link, task.expires(clock.instant())).toResult();
        RemoteStatus.Done done = new RemoteStatus.Done(result, credits(job, task));
        return task.isCharged() || !options.awaitCredits() ? done : new RemoteStatus.Unsettled(done);
    }

    /** What was charged, or else announced. Files of one task bear equal shares: how it divides is not told. */
    private @Nullable Double credits(RemoteJob job, TaskStatus task) {
        Double charged = task.isCharged() ? task.charged() : null;
        if (charged != null) {
            return isShared(job) ? Double.valueOf(charged / task.finished()) : charged;
        }
        return number(job.state().get(ANNOUNCED));
    }

    private static RemoteJob share(RemoteJob task, String name, int files) {
        Map<String, String> state = new HashMap<>(task.state());
        state.put(NAME, name);
        Double announced = number(state.remove(ANNOUNCED));
        if (announced != null) {
            state.put(ANNOUNCED, String.valueOf(announced / files));
        }
        return new RemoteJob(task.id(), state);
    }

    private static @Nullable Double number(@Nullable String text) {
        try {
            return text == null ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Results are known by the name that the file was sent under. */
    private static String unique(String name, List<String> taken) {
        String free = name;
        int dot = name.lastIndexOf('.');
        for (int i = 2; taken.contains(free); i++) {
            free = name.substring(0, dot) + "-" + i + name.substring(dot);
        }
        return free;
    }

    private static <T> CompletionStage<T> answer(Supplier<T> call) {
        try {
            return CompletableFuture.completedFuture(call.get());
        } catch (ProviderException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
