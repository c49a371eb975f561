package io.camelupscale;

import io.camelupscale.spi.Balance;
import io.camelupscale.spi.ProviderTraits.Capability;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Tells what the account has left. */
final class BalanceHandler implements OperationHandler {

    private final ProducerServices services;

    BalanceHandler(ProducerServices services) {
        this.services = services;
    }

    @Override
    public void validate() throws UpscaleRejectedException {
        if (!services.engine().traits().can(Capability.BALANCE)) {
            throw new UpscaleRejectedException(
                    services.provider(),
                    services.provider() + " does not tell what an account has left: there is no operation BALANCE");
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return services.await(
                services.engine().balance(services.orders().policy().requestTimeout()),
                exchange,
                callback,
                balance -> fill(exchange.getMessage(), balance),
                error -> UpscaleException.ofCall(services.provider(), null, "The balance is not known", error));
    }

    private void fill(Message message, Balance balance) {
        message.setBody(balance);
        message.setHeader(UpscaleConstants.PROVIDER, services.provider());
        message.setHeader(UpscaleConstants.BALANCE, balance.credits());
    }
}
