package io.camelupscale.localupscale.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.http.Answer;
import io.camelupscale.http.ServiceClient;
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
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Image Upscale Service or several as a provider. They cost nothing and forget: a job that is lost, with its service or
 * with its result, is not found, and the job engine submits it again. Calls block the thread that makes them.
 */
public final class ServiceProvider implements UpscaleProvider {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProvider.class);
    private static final int PARALLEL_CALLS = 4;

    /** In {@link RemoteJob#state()}: the base URL of the service that has the job. */
    private static final String SERVICE = "service";
    /** In {@link RemoteJob#state()}: that the answer to its submit told of the result already. */
    private static final String DONE = "done";

    private final ServicePool pool;
    private final int maxResubmits;
    private final Runnable onClose;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** Jobs whose results are gone, though the service still calls them completed, and why. */
    private final Map<RemoteJob, ProviderException> gone = new ConcurrentHashMap<>();

    /**
     * A provider for one account.
     *
     * @param services     at least one; their clients have the {@link ServiceRules}
     * @param maxResubmits how often a job that was lost is submitted again
     */
    public ServiceProvider(List<Service> services, int maxResubmits, Runnable onClose, InstantSource clock) {
        this.pool = new ServicePool(services.stream()
                .map(service -> new ServiceHost(service.baseUrl(), service.client(), clock))
                .toList());
        this.maxResubmits = maxResubmits;
        this.onClose = onClose;
    }

    @Override
    public ProviderTraits traits() {
        int calls = PARALLEL_CALLS * pool.size();
        return new ProviderTraits(false, calls, calls, calls)
                .withResubmits(maxResubmits)
                .with(Capability.QUICK);
    }

    @Override
    public void validate(UpscaleSpec spec) {
        ServiceOrder.check(spec);
    }

    @Override
    public ExpectedResult expect(UpscaleRequest request) {
        return ServiceOrder.of(request).expected();
    }

    @Override
    public CompletionStage<RemoteJob> submit(UpscaleRequest request, RemoteJob soFar, SubmitContext context) {
        return answer(() -> {
            ServiceOrder order = ServiceOrder.of(request);
            ServiceHost host = pool.next();
            try {
                RemoteJob job = accepted(host, host.submit(order.form()));
                host.has(job.id());
                return job;
            } catch (ProviderException e) {
                throw notAccepted(host, e);
            } finally {
                host.release();
            }
        });
    }

    @Override
    public CompletionStage<RemoteStatus> check(RemoteJob job) {
        return answer(() -> {
            ProviderException why = gone.remove(job);
            if (why != null) {
                throw why;
            }
            ServiceHost host = host(job);
            if (job.state().containsKey(DONE)) {
                return new RemoteStatus.Done(new RemoteResult(host.resultUrl(job.id())));
            }
            try {
                RemoteStatus status = status(host, job);
                count(host, job, status);
                return status;
            } catch (ProviderException e) {
                if (e.kind() == Kind.NOT_FOUND) {
                    host.hasNot(job.id());
                }
                throw e;
            }
        });
    }

    @Override
    public CompletionStage<Void> download(RemoteJob job, RemoteResult result, Path target) {
        return answer(() -> {
            ServiceHost host = host(job);
            try {
                host.download(job.id(), result.length(), target);
                host.hasNot(job.id());
                return null;
            } catch (ProviderException e) {
                throw notDownloaded(job, e);
            }
        });
    }

    @Override
    public CompletionStage<Void> cancel(RemoteJob job) {
        return answer(() -> {
            ServiceHost host = host(job);
            try {
                host.cancel(job.id());
            } catch (ProviderException e) {
                // it has finished, or is not known any more: the next check tells
                if (e.kind() != Kind.REJECTED && e.kind() != Kind.NOT_FOUND) {
                    throw e;
                }
            }
            return null;
        });
    }

    @Override
    public void close() {
        onClose.run();
    }

    /** The answer to a submit. An older service makes the result at once, and names it by its URL alone. */
    private static RemoteJob accepted(ServiceHost host, Answer answer) {
        JsonNode body = answer.body();
        String link = body.path("download_url").asText("");
        boolean done = answer.status() == 200 && !link.isEmpty();
        String id = body.path("job_id").asText("");
        if (id.isEmpty() && done) {
            id = link.replaceFirst("[?#].*", "").replaceFirst(".*/", "");
        }
        if (id.isEmpty()) {
            throw new ProviderException(Kind.OUTCOME_UNKNOWN, host.name() + " accepted a picture and told no job_id");
        }
        Map<String, String> state = new HashMap<>();
        state.put(SERVICE, host.name());
        if (done) {
            state.put(DONE, "true");
        }
        return new RemoteJob(id, state);
    }

    private static ProviderException notAccepted(ServiceHost host, ProviderException failure) {
        String text = String.valueOf(failure.getMessage());
        if (failure.kind() == Kind.NOT_FOUND) { // there is no job yet that could be missing
            return new ProviderException(Kind.REJECTED, text + " (is the path in serviceUrl right?)", failure);
        }
        return failure.kind() == Kind.REJECTED && text.contains("model not found")
                ? new ProviderException(Kind.REJECTED, text + models(host), failure)
                : failure;
    }

    private RemoteStatus status(ServiceHost host, RemoteJob job) {
        if (pool.isGivenUp(host)) {
            throw new ProviderException(
                    Kind.NOT_FOUND,
                    "Job " + job.id() + " goes to another service: "
                            + host.failure().getMessage());
        }
        if (pool.isSkipped(host)) {
            throw host.failure();
        }
        JobReport report = new JobReport(job.id(), host.status(job.id()));
        if (report.lacksModel()) {
            return new RemoteStatus.Failed(report.word(), report.error() + models(host), true);
        }
        RemoteStatus status = report.status(host.resultUrl(job.id()));
        if (status == null) {
            if (warned.add(report.word())) {
                LOG.warn(
                        "{} says '{}' of a job, which is not known here: taken for work in progress",
                        host.name(),
                        report.word());
            }
            return report.running();
        }
        return status;
    }

    private static void count(ServiceHost host, RemoteJob job, RemoteStatus status) {
        if (status instanceof RemoteStatus.Failed || status instanceof RemoteStatus.Cancelled) {
            host.hasNot(job.id());
        } else {
            host.has(job.id());
        }
    }

    /**
     * What a failed download means. Where bytes may have flowed, and the service cannot resume, it has deleted the result; and
     * so it has where there is none. Where it could not be reached, its next status tells whether it still has the job.
     */
    private ProviderException notDownloaded(RemoteJob job, ProviderException failure) {
        boolean lost = failure.kind() == Kind.OUTCOME_UNKNOWN || failure.kind() == Kind.NOT_FOUND;
        if (!lost && (failure.kind() != Kind.UNAVAILABLE || failure.retryAfter() != null)) {
            return failure;
        }
        String text = String.valueOf(failure.getMessage());
        if (!lost) {
            return new ProviderException(Kind.NOT_FOUND, text, failure);
        }
        ProviderException why =
                new ProviderException(Kind.NOT_FOUND, "The result of job " + job.id() + " is gone: " + text, failure);
        gone.put(job, why);
        return why;
    }

    /** The service that has the job. The token goes to no other than those that the option names now. */
    private ServiceHost host(RemoteJob job) {
        String name = job.state().getOrDefault(SERVICE, "");
        return pool.find(name)
                .orElseThrow(() -> new ProviderException(
                        Kind.NOT_FOUND,
                        "Job " + job.id() + " is at " + name + ", which serviceUrl does not name any more"));
    }

    /** What the service has instead of the model that it lacks; a help, no more. */
    private static String models(ServiceHost host) {
        try {
            return " (the service has " + host.models() + ")";
        } catch (ProviderException e) {
            return "";
        }
    }

    private static <T> CompletionStage<T> answer(Supplier<T> call) {
        try {
            return CompletableFuture.completedFuture(call.get());
        } catch (ProviderException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Where a service is, and what calls to it go through. */
    public record Service(URI baseUrl, ServiceClient client) {}
}
