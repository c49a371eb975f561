package io.camelupscale;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Waits for the result of a job that was submitted earlier. */
final class DownloadHandler implements OperationHandler {

    private final ProducerServices services;

    DownloadHandler(ProducerServices services) {
        this.services = services;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) throws Exception {
        String key = services.keys().askedFor(exchange);
        SuspendedExchange suspended = new SuspendedExchange(exchange, callback, null, services);
        services.room().enter(suspended, () -> services.engine().attend(key, suspended));
        return false;
    }
}
