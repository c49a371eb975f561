package io.camelupscale;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Carries out one {@link UpscaleOperation}. Has no state: several messages may come at once. */
interface OperationHandler {

    /** Refuses what can be seen to be wrong before any message comes. */
    default void validate() throws UpscaleRejectedException {}

    /**
     * Deals with a message, without holding a thread for long.
     *
     * @return as {@link org.apache.camel.AsyncProcessor#process(Exchange, AsyncCallback)}
     * @throws Exception which fails the exchange; then the callback was not called
     */
    boolean process(Exchange exchange, AsyncCallback callback) throws Exception;
}
