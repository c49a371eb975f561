package io.camelupscale;

import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobObserver;
import io.camelupscale.job.JobResult;
import io.camelupscale.spi.UpscaleRequest;
import java.util.Locale;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.spi.InflightRepository;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;

/** An exchange that waits for its job without a thread. */
final class SuspendedExchange implements JobObserver {

    private final Exchange exchange;
    private final AsyncCallback callback;
    private final String provider;
    private final UpscaleRequest request;

    SuspendedExchange(Exchange exchange, AsyncCallback callback, String provider, UpscaleRequest request) {
        this.exchange = exchange;
        this.callback = callback;
        this.provider = provider;
        this.request = request;
    }

    @Override
    public void succeeded(JobResult result) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                result.release(true);
            }

            @Override
            public void onFailure(Exchange done) {
                result.release(false);
            }
        });
        fill(exchange.getMessage(), result);
        callback.done(false);
    }

    @Override
    public void failed(JobFailure failure) {
        exchange.setException(UpscaleException.of(provider, request.sourceName(), failure));
        callback.done(false);
    }

    /**
     * Never goes on with the exchange, and takes it out of the counts that a graceful shutdown waits for. For whoever sent
     * it that is as if the process had died: the file stays where it is, the broker delivers again.
     */
    @Override
    public void parked() {
        InflightRepository inflight = exchange.getContext().getInflightRepository();
        UnitOfWork work = exchange.getUnitOfWork();
        if (work != null) {
            for (Route route = work.popRoute(); route != null; route = work.popRoute()) {
                inflight.remove(exchange, route.getRouteId());
            }
        }
        inflight.remove(exchange);
    }

    private void fill(Message message, JobResult result) {
        message.setBody(result.file().toFile());
        message.setHeader(UpscaleConstants.FILE_NAME, result.info().format().fileName(request.sourceName()));
        message.setHeader(UpscaleConstants.CONTENT_TYPE, result.info().format().mediaType());
        message.setHeader(UpscaleConstants.PROVIDER, provider);
        message.setHeader(UpscaleConstants.JOB_KEY, result.job().key());
        message.setHeader(UpscaleConstants.REMOTE_ID, result.job().remote().id());
        message.setHeader(UpscaleConstants.RESULT_WIDTH, result.info().displayWidth());
        message.setHeader(UpscaleConstants.RESULT_HEIGHT, result.info().displayHeight());
        message.setHeader(
                UpscaleConstants.RESULT_FORMAT, result.info().format().name().toLowerCase(Locale.ROOT));
        message.setHeader(UpscaleConstants.RESULT_SCALE, request.spec().scale());
        if (request.spec().model() != null) {
            message.setHeader(UpscaleConstants.RESULT_MODEL, request.spec().model());
        }
        message.setHeader(UpscaleConstants.POLLS, result.polls());
        message.setHeader(UpscaleConstants.DURATION, result.took().toMillis());
    }
}
