package io.camelupscale;

import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobObserver;
import io.camelupscale.job.JobResult;
import io.camelupscale.spi.UpscaleRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.InflightRepository;
import org.apache.camel.spi.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** An exchange that waits for its job without a thread. */
class SuspendedExchange implements JobObserver {

    private final Exchange exchange;
    private final AsyncCallback callback;
    private final ProducerServices services;
    private final @Nullable UpscaleRequest request;

    private boolean over; // belongs to the lock of WaitingRoom, like the next two
    private boolean uncounted;
    private boolean left;

    /** @param request null for a job that was submitted by another message */
    SuspendedExchange(
            Exchange exchange, AsyncCallback callback, @Nullable UpscaleRequest request, ProducerServices services) {
        this.exchange = exchange;
        this.callback = callback;
        this.request = request;
        this.services = services;
    }

    final ProducerServices services() {
        return services;
    }

    @Override
    public void ending() {
        services.room().leave(this);
    }

    @Override
    public void succeeded(JobResult result) {
        resume(
                () -> goOn(waiting -> JobMessages.result(
                        waiting,
                        services.provider(),
                        result,
                        request == null ? result.job().request() : request)),
                () -> result.release(false));
    }

    @Override
    public void failed(JobFailure failure) {
        resume(
                () -> goOn(waiting -> waiting.setException(
                        request == null
                                ? UpscaleException.ofKey(services.provider(), failure)
                                : UpscaleException.of(services.provider(), request.sourceName(), failure))),
                () -> failure.release(false));
    }

    /**
     * Goes on, now or when its routes are running again.
     *
     * @param discard what is done instead if one of its routes is removed
     */
    final void resume(Runnable goOn, Runnable discard) {
        services.room().resume(this, goOn, discard);
    }

    final void goOn(Consumer<Exchange> filler) {
        filler.accept(exchange);
        callback.done(false);
    }

    /**
     * Never goes on with the exchange, and takes it out of the counts that a graceful shutdown waits for. For whoever sent
     * it that is as if the process had died: the file stays where it is, the broker delivers again.
     */
    @Override
    public void parked() {
        services.room().leave(this);
        services.room().park(this);
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

    /** True the first time. */
    boolean leaves() {
        boolean first = !left;
        left = true;
        return first;
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
}
