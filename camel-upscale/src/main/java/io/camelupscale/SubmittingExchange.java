package io.camelupscale;

import io.camelupscale.job.Job;
import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobResult;
import io.camelupscale.job.JobStatus;
import io.camelupscale.spi.UpscaleRequest;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** An exchange that waits, without a thread, for the provider to take its job. */
final class SubmittingExchange extends SuspendedExchange {

    private final AtomicBoolean answered = new AtomicBoolean();

    SubmittingExchange(Exchange exchange, AsyncCallback callback, UpscaleRequest request, ProducerServices services) {
        super(exchange, callback, request, services);
    }

    @Override
    public boolean accepted(Job job) {
        if (answered.compareAndSet(false, true)) {
            super.ending();
            services().completions().execute(() -> resume(() -> taken(job), () -> {}));
        }
        return true;
    }

    /** The job had its result already, which is for those who wait for it, and for the consumer. */
    @Override
    public void succeeded(JobResult result) {
        boolean first = answered.compareAndSet(false, true);
        result.release(first); // if not, nobody else may have got it
        if (first) {
            resume(() -> taken(result.job()), () -> {});
        }
    }

    @Override
    public void failed(JobFailure failure) {
        if (answered.compareAndSet(false, true)) {
            super.failed(failure);
        }
    }

    private void taken(Job job) {
        goOn(exchange -> JobMessages.status(exchange.getMessage(), services().provider(), new JobStatus(job, -1)));
    }
}
