package io.camelupscale.benchmarks.waiting;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** Many exchanges through the route, each as one of a consumer: with a unit of work and nothing that a client adds. */
final class Batch {

    private final CamelContext context;
    private final AsyncProducer route;
    private final int size;
    private final long nanos; // from one job to the next
    private final CountDownLatch left;
    private final AsyncCallback callback; // one for all: it is not what a job costs
    private final long[] latencies;
    private final AtomicInteger succeeded = new AtomicInteger();

    Batch(CamelContext context, Load load) throws Exception {
        this.context = context;
        this.route = context.getEndpoint(Client.START).createAsyncProducer();
        this.size = load.jobs();
        this.nanos = TimeUnit.SECONDS.toNanos(load.seconds()) / size;
        this.left = new CountDownLatch(size);
        this.callback = doneSync -> left.countDown();
        this.latencies = new long[size];
    }

    /**
     * Sends them: from this thread, or each from one of its own that is held until its exchange is through.
     *
     * @param first the number of the first one's source
     */
    void start(Contestant contestant, Sources sources, int first) throws InterruptedException {
        ExecutorService threads = contestant.isThreadPerJob() ? Executors.newFixedThreadPool(size) : null;
        long start = System.nanoTime();
        for (int i = 0; i < size; i++) {
            TimeUnit.NANOSECONDS.sleep(start + i * nanos - System.nanoTime());
            Path source = sources.source(first + i);
            if (threads == null) {
                send(source);
            } else {
                threads.execute(() -> send(source));
            }
        }
        if (threads != null) {
            threads.shutdown();
        }
    }

    private void send(Path source) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(source.toFile());
        route.process(exchange, callback);
    }

    /** An exchange has reached the end of its route, so many milliseconds after its job's end. */
    void succeeded(long latency) {
        latencies[succeeded.getAndIncrement()] = latency;
    }

    void await() throws InterruptedException {
        left.await();
    }

    int failed() {
        return done() - succeeded.get();
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
