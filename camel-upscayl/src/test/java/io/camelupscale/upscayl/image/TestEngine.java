package io.camelupscale.upscayl.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobOrder;
import io.camelupscale.job.JobPolicy;
import io.camelupscale.job.JobResult;
import io.camelupscale.job.JobServices;
import io.camelupscale.job.JobStore;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.job.MemoryJobStore;
import io.camelupscale.job.Rate;
import io.camelupscale.job.Rates;
import io.camelupscale.job.WorkDirectory;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.test.AwaitedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;

/**
 * An engine whose calls are made by the thread that turns the clock: time stands still during a call, so that what is measured
 * is the engine's alone.
 */
final class TestEngine implements AutoCloseable {

    static final String ACCOUNT = "upscayl:test";
    static final Rates DOCUMENTED = new Rates(new Rate(50, Duration.ofHours(1)), new Rate(100, Duration.ofHours(1)));

    private static final JobPolicy POLICY = new JobPolicy(Duration.ofHours(24), Duration.ofMinutes(15), true, false);

    private final ManualJobTimer time;
    private final WorkDirectory work;
    private final JobEngine engine;

    TestEngine(ManualJobTimer time, Path folder, Rates rates, UpscaleProvider provider) throws IOException {
        this(time, folder, rates, provider, new MemoryJobStore(time::now));
    }

    TestEngine(ManualJobTimer time, Path folder, Rates rates, UpscaleProvider provider, JobStore store)
            throws IOException {
        this.time = time;
        this.work = WorkDirectory.open(folder);
        Executor here = Runnable::run;
        this.engine = new JobEngine(
                ACCOUNT,
                rates,
                provider,
                new JobServices(
                        store, time, here, here, work, (job, progress) -> {}, new Random(1), Duration.ofHours(24)));
    }

    Outcome start(String key, UpscaleRequest request) {
        Outcome outcome = new Outcome(time);
        engine.start(new JobOrder(key, ACCOUNT, request, POLICY), outcome);
        return outcome;
    }

    /** Jobs with their sources' names for keys. */
    List<Outcome> startAll(List<UpscaleRequest> requests) {
        List<Outcome> outcomes =
                requests.stream().map(request -> new Outcome(time)).toList();
        engine.startAll(
                requests.stream()
                        .map(request -> new JobOrder(request.sourceName(), ACCOUNT, request, POLICY))
                        .toList(),
                outcomes);
        return outcomes;
    }

    /** Turns the clock until the job has ended. */
    void await(Outcome outcome) {
        while (!outcome.isDone()) {
            assertThat(time.alarms()).isPositive();
            time.advance(Duration.ofSeconds(1));
        }
    }

    @Override
    public void close() {
        engine.close();
        work.close();
    }

    static final class Outcome extends AwaitedJob {

        private final ManualJobTimer time;
        private volatile Instant at = Instant.MAX;

        private Outcome(ManualJobTimer time) {
            this.time = time;
        }

        @Override
        public void succeeded(JobResult result) {
            at = time.now();
            super.succeeded(result);
        }

        /** When the result was there. */
        Instant at() {
            return at;
        }
    }
}
