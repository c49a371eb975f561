package io.camelupscale.benchmarks.waiting;

import io.camelupscale.UpscaleConstants;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Many exchanges through the route, each as one of a consumer: with a unit of work and nothing that a client adds. */
final class Batch {

    /** The exchange property with the milliseconds from a job's end to the route's. */
    static final String LATENCY = "latency";

    private final CamelContext context;
    private final AsyncProducer route;
    private final int size;
    private final @Nullable String model;
    private final CountDownLatch left;
    private final long[] latencies;
    private final AtomicInteger succeeded = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    /** @param model of which the jobs are said to be; null for none */
    Batch(CamelContext context, int size, @Nullable String model) throws Exception {
        this.context = context;
        this.model = model;
        this.route = context.getEndpoint(Client.START).createAsyncProducer();
        this.size = size;
        this.left = new CountDownLatch(size);
        this.latencies = new long[size];
    }

    /**
     * Sends them: from this thread, or each from one of its own that is held until its exchange is through.
     *
     * @param first the number of the first one's source
     */
    void start(Contestant contestant, Sources sources, int first) {
        if (!contestant.isThreadPerJob()) {
            for (int i = 0; i < size; i++) {
                send(sources.source(first + i));
            }
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(size);
        for (int i = 0; i < size; i++) {
            Path source = sources.source(first + i);
            threads.execute(() -> send(source));
        }
        threads.shutdown();
    }

    private void send(Path source) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(source.toFile());
        if (model != null) {
            exchange.getMessage().setHeader(UpscaleConstants.MODEL, model);
        }
        route.process(exchange, doneSync -> end(exchange));
    }

    private void end(Exchange exchange) {
        Long latency = exchange.getProperty(LATENCY, Long.class);
        if (exchange.isFailed() || latency == null) {
            if (failed.incrementAndGet() == 1) {
                System.err.println("The first that failed: " + exchange.getException());
            }
        } else {
            latencies[succeeded.getAndIncrement()] = latency;
        }
        left.countDown();
    }

    void await() throws InterruptedException {
        left.await();
    }

    int failed() {
        return failed.get();
    }

    int done() {
        return size - (int) left.getCount();
    }

    /** Of those that did not fail, from the shortest to the longest. */
    long[] latencies() {
        long[] all = Arrays.copyOf(latencies, succeeded.get());
        Arrays.sort(all);
        return all;
    }

    static double mean(long[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    static double percentile(long[] sorted, int percent) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) ((sorted.length - 1) * (long) percent / 100)];
    }
}
