package io.camelupscale;

import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobOutcome;
import io.camelupscale.job.JobResult;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an exchange of each submitted job that has finished, also of those of an earlier run. One whose exchange fails comes
 * again. A job that ended without a result goes to the exception handler, once.
 */
public class UpscaleConsumer extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(UpscaleConsumer.class);

    private final ProviderEndpoint endpoint;
    private final String provider;
    private final int maxRedeliveries;
    private final AtomicInteger underWay = new AtomicInteger();

    private @Nullable JobEngine engine;

    public UpscaleConsumer(ProviderEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.provider = endpoint.provider();
        this.maxRedeliveries = endpoint.maxRedeliveries();
    }

    @Override
    protected void doStart() throws Exception {
        if (getMaxMessagesPerPoll() < 1) {
            throw new IllegalArgumentException(
                    "maxMessagesPerPoll=" + getMaxMessagesPerPoll() + ": at least 1 is needed");
        }
        engine = endpoint.engine();
        super.doStart();
    }

    /** No more are taken than can be under way: what is taken waits for nobody else. */
    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        int room = getMaxMessagesPerPoll() - underWay.get();
        if (room <= 0) {
            return 0;
        }
        int finished = 0;
        Queue<Object> results = new ArrayDeque<>();
        for (JobOutcome outcome : engine.takeFinished(room, maxRedeliveries)) {
            finished++;
            if (outcome instanceof JobFailure failure) {
                report(failure);
            } else {
                results.add(outcome);
            }
        }
        forceConsumerAsReady();
        processBatch(results);
        return finished;
    }

    /** Those that are not handed out any more, since the route stops, come again later. */
    @Override
    public int processBatch(Queue<Object> results) throws Exception {
        int total = results.size();
        for (int index = 0; index < total && isBatchAllowed(); index++) {
            pendingExchanges = total - index - 1;
            process(ObjectHelper.cast(JobResult.class, results.poll()), index, total);
        }
        for (Object left : results) {
            ObjectHelper.cast(JobResult.class, left).giveBack();
        }
        return total;
    }

    private void process(JobResult result, int index, int total) {
        Exchange exchange = createExchange(true);
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, total);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == total - 1);
        underWay.incrementAndGet();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                underWay.decrementAndGet();
            }
        });
        JobMessages.finished(exchange, provider, result);
        JobMessages.deliveries(exchange.getMessage(), result.job());
        getAsyncProcessor().process(exchange, defaultConsumerCallback(exchange, true));
    }

    private void report(JobFailure failure) {
        Exchange exchange = createExchange(false);
        try {
            UpscaleException exception = JobMessages.failed(exchange, provider, failure);
            getExceptionHandler().handleException("A submitted job ended without a result", exchange, exception);
        } catch (RuntimeException e) {
            LOG.warn("The exception handler failed on job {}", failure.key(), e);
        } finally {
            releaseExchange(exchange, false);
            failure.release(true);
        }
    }
}
