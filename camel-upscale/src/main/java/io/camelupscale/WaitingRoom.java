package io.camelupscale;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Where exchanges wait for their jobs. There is room for so many; whoever comes then has to wait outside, on its thread, so that
 * the source gets no further.
 *
 * <p>A single route can be stopped although exchanges of it wait: the stop does not wait for them, and those whose job ends
 * meanwhile go on when the route is started again.
 */
final class WaitingRoom {

    /** An exchange whose job ended while its route is stopped. */
    private record Held(SuspendedExchange exchange, Runnable goOn, Runnable discard) {}

    private final Lock lock = new ReentrantLock();
    private final Set<String> stopping = new HashSet<>();
    private final List<Held> held = new ArrayList<>();
    private final CamelContext context;
    private final Executor completions;
    private final Consumer<Consumer<SuspendedExchange>> suspended;
    private final Semaphore places;
    private final int size;

    /**
     * @param places    how many exchanges may wait
     * @param suspended shows all exchanges that wait for a job
     */
    WaitingRoom(
            CamelContext context, int places, Executor completions, Consumer<Consumer<SuspendedExchange>> suspended) {
        this.places = new Semaphore(places);
        this.size = places;
        this.context = context;
        this.completions = completions;
        this.suspended = suspended;
    }

    /** How many exchanges wait here. */
    int waiting() {
        return Math.max(0, size - places.availablePermits());
    }

    /** How many may. */
    int size() {
        return size;
    }

    /** A route is about to start, for the first time or again. */
    void add(Route route) {
        route.addService(new Hook(route.getRouteId()));
        started(route.getRouteId());
    }

    /** A route is gone for good. */
    void remove(Route route) {
        List<Held> lost;
        lock.lock();
        try {
            stopping.remove(route.getRouteId());
            lost = held.stream()
                    .filter(one -> one.exchange().routes().contains(route.getRouteId()))
                    .toList();
            held.removeAll(lost);
            lost.forEach(one -> one.exchange().drop());
        } finally {
            lock.unlock();
        }
        lost.forEach(one -> one.discard().run());
    }

    /**
     * An exchange begins to wait, once there is room.
     *
     * @param start starts the job, or joins it
     * @throws InterruptedException if there is no room until the thread is interrupted
     */
    void enter(SuspendedExchange exchange, Runnable start) throws InterruptedException {
        places.acquire();
        try {
            start.run();
        } catch (RuntimeException | Error e) {
            places.release();
            throw e;
        }
        lock.lock();
        try {
            if (!stopping.isEmpty() && exchange.routes().stream().anyMatch(stopping::contains)) {
                exchange.uncount();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * An exchange need not wait any more. Said before it is given a thread to go on: those may all be held by exchanges that
     * wait outside.
     */
    void leave(SuspendedExchange exchange) {
        lock.lock();
        try {
            if (!exchange.leaves()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        places.release();
    }

    /** The context stops: whoever waits outside comes in, and is let go of. */
    void open() {
        places.release(Integer.MAX_VALUE / 2);
    }

    /**
     * An exchange has what it waited for: goes on, now or when its routes are running again.
     *
     * @param discard what is done instead if one of its routes is removed
     */
    void resume(SuspendedExchange exchange, Runnable goOn, Runnable discard) {
        lock.lock();
        try {
            if (!stopping.isEmpty() && exchange.routes().stream().anyMatch(this::isStopped)) {
                held.add(new Held(exchange, goOn, discard));
                return;
            }
            exchange.recount();
        } finally {
            lock.unlock();
        }
        goOn.run();
    }

    /** An exchange will never go on. */
    void park(SuspendedExchange exchange) {
        lock.lock();
        try {
            exchange.drop();
        } finally {
            lock.unlock();
        }
    }

    private boolean isStopped(String route) {
        return stopping.contains(route)
                && context.getRouteController().getRouteStatus(route).isStopped();
    }

    private void stopping(String route) {
        lock.lock();
        try {
            stopping.add(route);
            uncount(route);
        } finally {
            lock.unlock();
        }
    }

    private void uncount(String route) {
        suspended.accept(exchange -> {
            if (exchange.routes().contains(route)) {
                exchange.uncount();
            }
        });
    }

    private void started(String route) {
        List<Held> free;
        lock.lock();
        try {
            if (!stopping.remove(route)) {
                return;
            }
            free = List.copyOf(held);
            held.clear();
        } finally {
            lock.unlock();
        }
        free.forEach(one -> completions.execute(() -> resume(one.exchange(), one.goOn(), one.discard())));
    }

    /** Among the services of a route it is told when the route is about to be stopped: a producer is not. */
    private final class Hook extends ServiceSupport implements ShutdownPrepared {

        private final String route;

        Hook(String route) {
            this.route = route;
        }

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean forced) {
            if (suspendOnly) {
                lock.lock();
                try {
                    uncount(route);
                } finally {
                    lock.unlock();
                }
            } else {
                stopping(route);
            }
        }
    }
}
