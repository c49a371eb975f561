package io.camelupscale;

import io.camelupscale.job.JobStatus;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Tells how a job is getting on, without asking the provider. */
final class StatusHandler implements OperationHandler {

    private final ProducerServices services;

    StatusHandler(ProducerServices services) {
        this.services = services;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) throws Exception {
        String key = services.keys().askedFor(exchange);
        JobStatus status = services.engine()
                .status(key)
                .orElseThrow(() -> new UpscaleNoSuchJobException(services.provider(), key));
        exchange.getMessage().setBody(status);
        JobMessages.status(exchange.getMessage(), services.provider(), status);
        callback.done(true);
        return true;
    }
}
