package io.camelupscale;

import io.camelupscale.job.JobObserver;
import io.camelupscale.job.JobOrder;
import io.camelupscale.spi.UpscaleRequest;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Makes a job of a message, or of each file of a list, and goes on with what comes of it. */
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
        if (exchange.getMessage().getBody() instanceof List<?> files) {
            return all(files, exchange, callback);
        }
        UpscaleRequest request = services.orders().request(exchange);
        JobOrder order = services.orders().waiting(exchange, request);
        SuspendedExchange suspended = new SuspendedExchange(exchange, callback, request, services);
        services.room().enter(suspended, () -> services.engine().start(order, suspended));
        return false;
    }

    /** Each file of a list is a job; what is wrong with one of them is told of that one. */
    private boolean all(List<?> files, Exchange exchange, AsyncCallback callback) throws Exception {
        List<UpscaleRequest> requests = services.orders().requests(exchange, files);
        if (requests.isEmpty()) {
            callback.done(true);
            return true;
        }
        BatchExchange batch = new BatchExchange(exchange, callback, requests.size(), services);
        List<JobOrder> orders = new ArrayList<>();
        List<JobObserver> members = new ArrayList<>();
        for (UpscaleRequest request : requests) {
            members.add(batch.member(members.size(), request));
            orders.add(services.orders().oneOfMany(request));
        }
        services.room().enter(batch, () -> services.engine().startAll(orders, members));
        return false;
    }
}
