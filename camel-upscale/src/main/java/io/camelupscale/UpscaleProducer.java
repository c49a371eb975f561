package io.camelupscale;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.support.DefaultAsyncProducer;

/** Does with each message what its operation says. */
public class UpscaleProducer extends DefaultAsyncProducer {

    private final ProviderEndpoint endpoint;
    private final UpscaleOperation usual;
    private final Map<UpscaleOperation, OperationHandler> handlers = new EnumMap<>(UpscaleOperation.class);

    public UpscaleProducer(ProviderEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.usual = endpoint.getConfiguration().getOperation();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ProducerServices services = ProducerServices.of(endpoint);
        for (UpscaleOperation operation : UpscaleOperation.values()) {
            handlers.put(operation, handler(operation, services));
        }
        handlers.get(usual).validate();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            UpscaleOperation operation = operation(exchange);
            OperationHandler handler = handlers.get(operation);
            if (operation != usual) {
                handler.validate();
            }
            return handler.process(exchange, callback);
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private UpscaleOperation operation(Exchange exchange) throws UpscaleRejectedException {
        if (!exchange.getMessage().hasHeaders()) {
            return usual;
        }
        try {
            return exchange.getMessage().getHeader(UpscaleConstants.OPERATION, usual, UpscaleOperation.class);
        } catch (TypeConversionException e) {
            throw new UpscaleRejectedException(
                    endpoint.provider(),
                    "Header " + UpscaleConstants.OPERATION + " is none of " + Arrays.toString(UpscaleOperation.values())
                            + ": " + e.getValue(),
                    e);
        }
    }

    private static OperationHandler handler(UpscaleOperation operation, ProducerServices services) {
        return switch (operation) {
            case UPSCALE -> new UpscaleHandler(services);
            case SUBMIT -> new SubmitHandler(services);
            case STATUS -> new StatusHandler(services);
            case DOWNLOAD -> new DownloadHandler(services);
            case CANCEL -> new CancelHandler(services);
            case ESTIMATE -> new EstimateHandler(services);
            case BALANCE -> new BalanceHandler(services);
            case HINT -> new HintHandler(services);
        };
    }
}
