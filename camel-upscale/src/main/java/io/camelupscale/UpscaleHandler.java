package io.camelupscale;

import io.camelupscale.job.JobOrder;
import io.camelupscale.spi.UpscaleRequest;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Makes a job of a message and goes on with its result. */
final class UpscaleHandler implements OperationHandler {

    private final ProducerServices services;

    UpscaleHandler(ProducerServices services) {
        this.services = services;
    }

    @Override
    public void validate() throws UpscaleRejectedException {
        services.orders().validate();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) throws Exception {
        UpscaleRequest request = services.orders().request(exchange);
        JobOrder order = services.orders().waiting(exchange, request);
        SuspendedExchange suspended = new SuspendedExchange(exchange, callback, request, services);
        services.room().enter(suspended, () -> services.engine().start(order, suspended));
        return false;
    }
}
