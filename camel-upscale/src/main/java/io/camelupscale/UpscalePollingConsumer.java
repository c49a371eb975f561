package io.camelupscale;

import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobObserver;
import io.camelupscale.job.JobOutcome;
import io.camelupscale.job.JobResult;
import io.camelupscale.job.JobStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.DynamicPollingConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.util.StopWatch;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the next submitted job that has finished, or for the one that {@code jobKey} names. The result is acknowledged
 * when the exchange that it is handed over in completes. A job that ended without a result is an exchange with an exception.
 */
public class UpscalePollingConsumer extends PollingConsumerSupport implements DynamicPollingConsumer {

    /** How often is looked for the next finished job, in milliseconds. Also how long a result that is there may take. */
    private static final long PAUSE = 500;

    private final ProviderEndpoint endpoint;
    private final String provider;
    private final JobKeys keys;
    private final int maxRedeliveries;

    private volatile CompletableFuture<Void> stopped = new CompletableFuture<>();
    private @Nullable JobEngine engine;

    public UpscalePollingConsumer(ProviderEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.provider = endpoint.provider();
        this.keys = endpoint.jobKeys();
        this.maxRedeliveries = endpoint.maxRedeliveries();
    }

    @Override
    protected void doStart() {
        stopped = new CompletableFuture<>();
        engine = endpoint.engine();
    }

    /** Whoever waits is sent away. */
    @Override
    protected void doStop() {
        stopped.complete(null);
    }

    @Override
    public @Nullable Exchange receive() {
        return receive(endpoint.createExchange());
    }

    @Override
    public @Nullable Exchange receiveNoWait() {
        return receiveNoWait(endpoint.createExchange());
    }

    @Override
    public @Nullable Exchange receive(long timeout) {
        return receive(endpoint.createExchange(), timeout);
    }

    @Override
    public @Nullable Exchange receive(Exchange current) {
        return receive(current, Long.MAX_VALUE);
    }

    /** A result that is there already is worth the moment that it takes to fetch it from the store. */
    @Override
    public @Nullable Exchange receiveNoWait(Exchange current) {
        checkRunning();
        String key = key(current);
        if (key == null) {
            return next(0);
        }
        Optional<JobStatus> status = engine.status(key);
        return status.isPresent() && status.get().job().state().isUnderWay() ? null : byKey(key, PAUSE);
    }

    @Override
    public @Nullable Exchange receive(Exchange current, long timeout) {
        checkRunning();
        String key = key(current);
        return key == null ? next(timeout) : byKey(key, timeout);
    }

    private @Nullable String key(Exchange current) {
        try {
            return keys.named(current);
        } catch (UpscaleRejectedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private @Nullable Exchange next(long timeout) {
        StopWatch watch = new StopWatch();
        while (true) {
            List<JobOutcome> finished = engine.takeFinished(1, maxRedeliveries);
            if (!finished.isEmpty()) {
                return next(finished.get(0));
            }
            long left = timeout - watch.taken();
            if (left <= 0 || !pause(Math.min(left, PAUSE))) {
                return null;
            }
        }
    }

    private Exchange next(JobOutcome outcome) {
        Exchange exchange = exchange(outcome);
        if (outcome instanceof JobResult result) {
            JobMessages.deliveries(exchange.getMessage(), result.job());
        }
        return exchange;
    }

    private @Nullable Exchange byKey(String key, long timeout) {
        Waiter waiter = new Waiter();
        engine.attend(key, waiter);
        try {
            CompletableFuture.anyOf(waiter.outcome, stopped).get(timeout, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // looked at below
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.leave(key, waiter);
        waiter.outcome.complete(Optional.empty()); // or it was handed over just now
        Optional<JobOutcome> outcome = waiter.outcome.join();
        if (waiter.parked) { // the context is about to stop, and may not say so yet
            throw notRunning();
        }
        if (outcome.isEmpty()) {
            checkRunning();
        }
        return outcome.map(this::exchange).orElse(null);
    }

    private Exchange exchange(JobOutcome outcome) {
        Exchange exchange = endpoint.createExchange();
        if (outcome instanceof JobResult result) {
            JobMessages.finished(exchange, provider, result);
        } else if (outcome instanceof JobFailure failure) {
            JobMessages.failed(exchange, provider, failure);
            failure.release(true);
        }
        return exchange;
    }

    /** False if this thread was interrupted. */
    private boolean pause(long millis) {
        try {
            stopped.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // that is the pause
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        checkRunning();
        return true;
    }

    /** To return nothing would look as if there was nothing. */
    private void checkRunning() {
        CamelContext context = endpoint.getCamelContext();
        if (!isStarted() || stopped.isDone() || context.isStopping() || context.isStopped()) {
            throw notRunning();
        }
    }

    private RejectedExecutionException notRunning() {
        return new RejectedExecutionException(this + " is not running");
    }

    private static final class Waiter implements JobObserver {

        private final CompletableFuture<Optional<JobOutcome>> outcome = new CompletableFuture<>();
        private volatile boolean parked;

        @Override
        public void succeeded(JobResult result) {
            if (!outcome.complete(Optional.of(result))) {
                result.release(false); // nobody waits for it any more
            }
        }

        @Override
        public void failed(JobFailure failure) {
            outcome.complete(Optional.of(failure));
        }

        @Override
        public void parked() {
            parked = true;
            outcome.complete(Optional.empty());
        }
    }
}
