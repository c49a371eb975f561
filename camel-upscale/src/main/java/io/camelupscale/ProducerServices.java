package io.camelupscale;

import io.camelupscale.job.JobEngine;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * What the operations of one endpoint share.
 *
 * @param provider    the provider's name
 * @param completions where routes go on
 */
record ProducerServices(
        String provider, JobEngine engine, JobOrders orders, JobKeys keys, WaitingRoom room, Executor completions) {

    static ProducerServices of(ProviderEndpoint endpoint) {
        JobEngine engine = endpoint.engine();
        JobKeys keys = endpoint.jobKeys();
        return new ProducerServices(
                endpoint.provider(),
                engine,
                new JobOrders(endpoint, engine, keys),
                keys,
                endpoint.engines().room(),
                endpoint.engines().completions());
    }

    /**
     * Goes on with the exchange when a call has been answered.
     *
     * @param then      puts the answer into the exchange
     * @param otherwise makes the exchange's exception of the failure
     * @return false, for {@link org.apache.camel.AsyncProcessor}
     */
    <T> boolean await(
            CompletionStage<T> call,
            Exchange exchange,
            AsyncCallback callback,
            Consumer<T> then,
            Function<Throwable, Exception> otherwise) {
        call.whenCompleteAsync(
                (answer, error) -> {
                    try {
                        if (error == null) {
                            then.accept(answer);
                        } else {
                            exchange.setException(otherwise.apply(error));
                        }
                    } catch (RuntimeException e) {
                        exchange.setException(e);
                    }
                    callback.done(false);
                },
                completions);
        return false;
    }
}
