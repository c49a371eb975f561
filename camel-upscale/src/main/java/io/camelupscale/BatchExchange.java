package io.camelupscale;

import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobObserver;
import io.camelupscale.job.JobResult;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.UpscaleRequest;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** An exchange that waits, without a thread, for the jobs of all files of its list. It goes on even if some, or all, fail. */
final class BatchExchange extends SuspendedExchange {

    private final AtomicReferenceArray<UpscaleOutcome> outcomes;
    private final Queue<JobResult> results = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running;
    private final AtomicInteger waiting;

    BatchExchange(Exchange exchange, AsyncCallback callback, int files, ProducerServices services) {
        super(exchange, callback, null, services);
        this.outcomes = new AtomicReferenceArray<>(files);
        this.running = new AtomicInteger(files);
        this.waiting = new AtomicInteger(files);
    }

    /** Who waits for one of the files. */
    Member member(int index, UpscaleRequest request) {
        return new Member(index, request);
    }

    private void put(int index, UpscaleOutcome outcome) {
        outcomes.set(index, outcome);
        if (waiting.decrementAndGet() == 0) {
            List<UpscaleOutcome> all = IntStream.range(0, outcomes.length())
                    .mapToObj(outcomes::get)
                    .toList();
            resume(
                    () -> goOn(exchange ->
                            JobMessages.outcomes(exchange, services().provider(), all, List.copyOf(results))),
                    () -> results.forEach(result -> result.release(false)));
        }
    }

    /** One file of the list. */
    final class Member implements JobObserver {

        private final int index;
        private final UpscaleRequest request;

        private Member(int index, UpscaleRequest request) {
            this.index = index;
            this.request = request;
        }

        /** The exchange that waits. */
        SuspendedExchange whole() {
            return BatchExchange.this;
        }

        @Override
        public void ending() {
            if (running.decrementAndGet() == 0) {
                BatchExchange.this.ending();
            }
        }

        @Override
        public void succeeded(JobResult result) {
            results.add(result);
            put(
                    index,
                    new UpscaleOutcome(
                            request.sourceName(),
                            result.format().fileName(request.sourceName()),
                            result.file() == null ? null : result.file().toFile(),
                            result.location(),
                            result.job().key(),
                            id(result.job().remote()),
                            result.job().credits(),
                            null));
        }

        @Override
        public void failed(JobFailure failure) {
            put(
                    index,
                    new UpscaleOutcome(
                            request.sourceName(),
                            null,
                            null,
                            null,
                            failure.key(),
                            id(failure.remote()),
                            null,
                            UpscaleException.of(services().provider(), request.sourceName(), failure)));
        }

        @Override
        public void parked() {
            BatchExchange.this.parked();
        }

        private @Nullable String id(RemoteJob job) {
            return job.id().isEmpty() ? null : job.id();
        }
    }

    /** What they cost together; null where nobody knows it of any. */
    static @Nullable Double credits(List<UpscaleOutcome> outcomes) {
        List<Double> known = outcomes.stream()
                .map(UpscaleOutcome::credits)
                .filter(Objects::nonNull)
                .toList();
        return known.isEmpty()
                ? null
                : Double.valueOf(known.stream().mapToDouble(Double::doubleValue).sum());
    }
}
