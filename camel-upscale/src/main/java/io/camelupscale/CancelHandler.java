package io.camelupscale;

import io.camelupscale.job.JobState;
import io.camelupscale.job.JobStatus;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Cancels a job, and goes on when the provider has heard of it. */
final class CancelHandler implements OperationHandler {

    private final ProducerServices services;

    CancelHandler(ProducerServices services) {
        this.services = services;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) throws Exception {
        String key = services.keys().askedFor(exchange);
        JobStatus before = services.engine()
                .status(key)
                .orElseThrow(() -> new UpscaleNoSuchJobException(services.provider(), key));
        return services.await(
                services.engine().cancel(key),
                exchange,
                callback,
                nothing -> cancelled(exchange.getMessage(), before),
                error -> UpscaleException.ofCall(
                        services.provider(), key, before.job().request().sourceName(), error));
    }

    private void cancelled(Message message, JobStatus before) {
        services.engine()
                .status(before.job().key())
                .ifPresentOrElse(
                        status -> JobMessages.status(message, services.provider(), status),
                        () -> gone(message, before));
    }

    /** A job that somebody waited for is removed when it is cancelled. */
    private void gone(Message message, JobStatus before) {
        JobMessages.status(message, services.provider(), before);
        message.setHeader(UpscaleConstants.STATUS, JobMessages.word(JobState.CANCELLED));
        message.removeHeader(UpscaleConstants.PROGRESS);
        message.removeHeader(UpscaleConstants.PROGRESS_TEXT);
    }
}
