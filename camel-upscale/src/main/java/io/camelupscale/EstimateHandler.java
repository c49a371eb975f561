package io.camelupscale;

import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.Estimates;
import io.camelupscale.spi.ProviderTraits.Capability;
import io.camelupscale.spi.UpscaleRequest;
import java.io.IOException;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Tells what a job would cost, or each of a list of them, and starts none. */
final class EstimateHandler implements OperationHandler {

    private final ProducerServices services;

    EstimateHandler(ProducerServices services) {
        this.services = services;
    }

    @Override
    public void validate() throws UpscaleRejectedException {
        if (!services.engine().traits().can(Capability.ESTIMATE)) {
            throw new UpscaleRejectedException(
                    services.provider(),
                    services.provider() + " does not tell what a job will cost: there is no operation ESTIMATE");
        }
        services.orders().validate();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) throws Exception {
        if (exchange.getMessage().getBody() instanceof List<?> items) {
            return processAll(exchange, items, callback);
        }
        UpscaleRequest request = services.orders().request(exchange);
        return services.await(
                services.engine().estimate(request, services.orders().policy().requestTimeout()),
                exchange,
                callback,
                estimate -> fill(exchange.getMessage(), estimate),
                error -> UpscaleException.ofCall(services.provider(), null, request.sourceName(), error));
    }

    private boolean processAll(Exchange exchange, List<?> items, AsyncCallback callback) throws IOException {
        ItemizedRequests requests = ItemizedRequests.read(items, exchange, services.orders());
        return services.await(
                services.engine()
                        .estimateAll(
                                requests.readable(), services.orders().policy().requestTimeout()),
                exchange,
                callback,
                estimates -> fill(exchange.getMessage(), requests.withRefused(estimates)),
                error -> UpscaleException.ofCall(
                        services.provider(), null, "The prices of " + items.size() + " sources are not known", error));
    }

    private void fill(Message message, Estimates estimates) {
        message.setBody(estimates);
        message.setHeader(UpscaleConstants.PROVIDER, services.provider());
        message.setHeader(UpscaleConstants.CREDITS, estimates.credits());
        message.removeHeader(UpscaleConstants.ESTIMATED_DURATION); // they would run side by side
    }

    private void fill(Message message, Estimate estimate) {
        message.setBody(estimate);
        message.setHeader(UpscaleConstants.PROVIDER, services.provider());
        message.setHeader(UpscaleConstants.CREDITS, estimate.credits());
        JobMessages.setOrRemove(
                message,
                UpscaleConstants.ESTIMATED_DURATION,
                estimate.time() == null ? null : estimate.time().toMillis());
    }
}
