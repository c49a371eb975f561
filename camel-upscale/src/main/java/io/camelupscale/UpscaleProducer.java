package io.camelupscale;

import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobKey;
import io.camelupscale.job.JobOrder;
import io.camelupscale.job.JobPolicy;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.time.Duration;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Makes a job of each message and goes on with the route when the result is there. */
public class UpscaleProducer extends DefaultAsyncProducer {

    private final ProviderEndpoint endpoint;

    private @Nullable JobEngine engine;
    private @Nullable RequestReader requests;
    private @Nullable UpscaleSpec spec;

    public UpscaleProducer(ProviderEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        engine = endpoint.engine();
        requests = new RequestReader(endpoint, endpoint.engines().work());
        spec = endpoint.spec();
        engine.validate(spec);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            UpscaleRequest request = requests.read(exchange);
            if (!request.spec().equals(spec)) {
                engine.validate(request.spec());
            }
            engine.start(
                    new JobOrder(
                            JobKey.of(engine.account(), request),
                            engine.account(),
                            request,
                            policy(endpoint.getConfiguration(), engine.traits().paid())),
                    new SuspendedExchange(exchange, callback, endpoint.provider(), request));
            return false;
        } catch (ProviderException e) {
            return fail(
                    exchange,
                    callback,
                    new UpscaleRejectedException(endpoint.provider(), String.valueOf(e.getMessage()), e));
        } catch (Exception e) {
            return fail(exchange, callback, e);
        }
    }

    private static boolean fail(Exchange exchange, AsyncCallback callback, Exception failure) {
        exchange.setException(failure);
        callback.done(true);
        return true;
    }

    private static JobPolicy policy(UpscaleConfiguration options, boolean paid) {
        OnInDoubt onInDoubt = options.getOnInDoubt();
        return new JobPolicy(
                Duration.ofMillis(options.getQueueTimeout()),
                Duration.ofMillis(options.getJobTimeout()),
                options.getOnTimeout() == OnTimeout.CANCEL,
                onInDoubt == null ? !paid : onInDoubt == OnInDoubt.RESUBMIT);
    }
}
