package io.camelupscale;

import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobObserver;
import io.camelupscale.job.JobResult;
import io.camelupscale.spi.UpscaleRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
    private final RouteStops stops;

    private boolean over; // belongs to the lock of RouteStops, like the next
    private boolean uncounted;

    SuspendedExchange(
            Exchange exchange, AsyncCallback callback, String provider, UpscaleRequest request, RouteStops stops) {
        this.exchange = exchange;
        this.callback = callback;
        this.provider = provider;
        this.request = request;
        this.stops = stops;
    }

    @Override
    public void succeeded(JobResult result) {
        stops.resume(this, () -> goOn(result), () -> result.release(false));
    }

    private void goOn(JobResult result) {
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
        stops.resume(this, () -> goOn(failure), () -> failure.release(false));
    }

    private void goOn(JobFailure failure) {
        exchange.setException(UpscaleException.of(provider, request.sourceName(), failure));
        callback.done(false);
    }

    /**
     * Never goes on with the exchange, and takes it out of the counts that a graceful shutdown waits for. For whoever sent
     * it that is as if the process had died: the file stays where it is, the broker delivers again.
     */
    @Override
    public void parked() {
        stops.park(this);
    }

    /** The routes that it is in, the innermost first. */
    List<String> routes() {
        UnitOfWork work = exchange.getUnitOfWork();
        if (over || work == null) {
            return List.of();
        }
        Deque<Route> routes = new ArrayDeque<>();
        for (Route route = work.popRoute(); route != null; route = work.popRoute()) {
            routes.addLast(route);
        }
        routes.descendingIterator().forEachRemaining(work::pushRoute);
        return routes.stream().map(Route::getRouteId).toList();
    }

    /** A stop of one of its routes does not wait for it any more. */
    void uncount() {
        if (!uncounted) {
            uncounted = true;
            routes().forEach(route -> inflight().remove(exchange, route));
        }
    }

    /** It goes on, and is counted again. */
    void recount() {
        if (uncounted) {
            uncounted = false;
            routes().forEach(route -> inflight().add(exchange, route));
        }
        over = true;
    }

    /** It never goes on. */
    void drop() {
        uncount();
        if (!over) {
            over = true;
            inflight().remove(exchange);
        }
    }

    private InflightRepository inflight() {
        return exchange.getContext().getInflightRepository();
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
