package io.camelupscale;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Has a job checked now, because somebody says that it has moved. What else is said is not read, whatever its size: it is not
 * signed, so only the provider's own answer counts.
 */
final class HintHandler implements OperationHandler {

    private final ProducerServices services;

    HintHandler(ProducerServices services) {
        this.services = services;
    }

    /** A key that nobody knows is no failure: whoever tells would tell it again. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) throws Exception {
        Message message = exchange.getMessage();
        String key = key(exchange);
        if (key != null) {
            services.engine().hint(key);
        }
        message.setBody(null); // else a REST consumer would answer what it was told
        callback.done(true);
        return true;
    }

    private @Nullable String key(Exchange exchange) throws UpscaleRejectedException {
        if (services.keys().areNamed()) {
            return services.keys().named(exchange);
        }
        Message message = exchange.getMessage();
        String key = message.getHeader(UpscaleConstants.HINT_KEY, String.class);
        return key == null ? message.getHeader(UpscaleConstants.JOB_KEY, String.class) : key;
    }
}
