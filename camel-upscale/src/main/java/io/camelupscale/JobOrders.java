package io.camelupscale;

import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobKey;
import io.camelupscale.job.JobOrder;
import io.camelupscale.job.JobPolicy;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderTraits.Capability;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Makes orders of messages, by the options of one endpoint. */
final class JobOrders {

    private final String provider;
    private final JobEngine engine;
    private final JobPolicy policy; // one for all jobs: many of them wait
    private final UpscaleSpec defaults;
    private final RequestReader requests;
    private final JobKeys keys;
    private final CarriedHeaders carried;

    private volatile boolean validated;

    JobOrders(ProviderEndpoint endpoint, JobEngine engine, JobKeys keys) {
        UpscaleConfiguration options = endpoint.getConfiguration();
        this.provider = endpoint.provider();
        this.engine = engine;
        this.policy = policy(options, engine.traits().paid());
        this.defaults = endpoint.spec();
        this.requests = new RequestReader(endpoint, engine.traits().can(Capability.SOURCE_URL));
        this.keys = keys;
        this.carried = new CarriedHeaders(provider, options.getCarryHeaders());
    }

    JobPolicy policy() {
        return policy;
    }

    /** Has the provider look at the options, once. */
    void validate() throws UpscaleRejectedException {
        if (!validated) {
            if ((policy.maxCredits() != null || policy.budget() != null)
                    && !engine.traits().can(Capability.ESTIMATE)) {
                throw new UpscaleRejectedException(
                        provider,
                        provider + " does not tell what a job will cost: maxCredits and creditBudget cannot be used");
            }
            validate(defaults);
            validated = true;
        }
    }

    /** What this message wants. */
    UpscaleRequest request(Exchange exchange) throws UpscaleRejectedException, IOException {
        return validated(requests.read(exchange));
    }

    /** What one of the items wants that the message's body is a list of. */
    UpscaleRequest request(@Nullable Object item, int number, Exchange exchange)
            throws UpscaleRejectedException, IOException {
        return validated(requests.readItem(item, number, exchange));
    }

    private UpscaleRequest validated(UpscaleRequest request) throws UpscaleRejectedException {
        if (!request.spec().equals(defaults)) {
            validate(request.spec());
        }
        return request;
    }

    /** What this message wants of each file of a list. */
    List<UpscaleRequest> requests(Exchange exchange, List<?> files) throws UpscaleRejectedException, IOException {
        if (keys.areNamed()) {
            throw new UpscaleRejectedException(provider, "The option jobKey names one job, and the body is a list");
        }
        List<UpscaleRequest> all = requests.readAll(exchange, files);
        for (UpscaleRequest each : all) {
            validated(each);
        }
        return all;
    }

    /** An order of one who waits for the results of several. */
    JobOrder oneOfMany(UpscaleRequest request) throws IOException {
        return new JobOrder(JobKey.of(engine.account(), request), engine.account(), request, policy);
    }

    /** An order of one who waits for the result. */
    JobOrder waiting(Exchange exchange, UpscaleRequest request) throws UpscaleRejectedException, IOException {
        return new JobOrder(key(exchange, request), engine.account(), request, policy);
    }

    /** An order whose result goes to a consumer. */
    JobOrder detached(Exchange exchange, UpscaleRequest request) throws UpscaleRejectedException, IOException {
        return new JobOrder(key(exchange, request), engine.account(), request, policy, carried.of(exchange));
    }

    private String key(Exchange exchange, UpscaleRequest request) throws UpscaleRejectedException, IOException {
        String named = keys.named(exchange);
        return named == null ? JobKey.of(engine.account(), request) : named;
    }

    private void validate(UpscaleSpec spec) throws UpscaleRejectedException {
        try {
            engine.validate(spec);
        } catch (ProviderException e) {
            throw new UpscaleRejectedException(provider, String.valueOf(e.getMessage()), e);
        }
    }

    private static JobPolicy policy(UpscaleConfiguration options, boolean paid) {
        OnInDoubt onInDoubt = options.getOnInDoubt();
        return new JobPolicy(
                Duration.ofMillis(options.getQueueTimeout()),
                Duration.ofMillis(options.getJobTimeout()),
                limit(options.getRequestTimeout()),
                limit(options.getTransferTimeout()),
                options.getOnTimeout() == OnTimeout.CANCEL,
                onInDoubt == null ? !paid : onInDoubt == OnInDoubt.RESUBMIT,
                options.getMaxCredits(),
                RateParser.parseBudget("creditBudget", options.getCreditBudget()));
    }

    private static @Nullable Duration limit(long millis) {
        return millis == 0 ? null : Duration.ofMillis(millis);
    }
}
