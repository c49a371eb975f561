package io.camelupscale.benchmarks.limits;

import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobObserver;
import io.camelupscale.job.JobOrder;
import io.camelupscale.job.JobPolicy;
import io.camelupscale.job.JobResult;
import io.camelupscale.job.JobServices;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.job.MemoryJobStore;
import io.camelupscale.job.Rate;
import io.camelupscale.job.Rates;
import io.camelupscale.job.WorkDirectory;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/** The engine with the documented limits. Its calls take no time: they are made by the thread that turns the clock. */
final class EnginePoller implements Poller {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final JobPolicy POLICY = new JobPolicy(HOUR.multipliedBy(24), HOUR.multipliedBy(2), true, false);
    private static final String ACCOUNT = "upscayl";

    private final ManualJobTimer time;
    private final BiConsumer<String, Instant> found;
    private final WorkDirectory work;
    private final JobEngine engine;

    EnginePoller(UpscaleProvider provider, ManualJobTimer time, Path folder, BiConsumer<String, Instant> found)
            throws IOException {
        this.time = time;
        this.found = found;
        this.work = WorkDirectory.open(folder);
        Executor here = Runnable::run;
        this.engine = new JobEngine(
                ACCOUNT,
                new Rates(new Rate(50, HOUR), new Rate(100, HOUR)),
                provider,
                new JobServices(
                        new MemoryJobStore(time::now),
                        time,
                        here,
                        here,
                        work,
                        (job, progress) -> {},
                        new Random(1),
                        Duration.ZERO));
    }

    @Override
    public void submit(UpscaleRequest request) {
        engine.start(new JobOrder(request.sourceName(), ACCOUNT, request, POLICY), new JobObserver() {
            @Override
            public void succeeded(JobResult result) {
                found.accept(result.job().remote().id(), time.now());
                result.release(true);
            }

            @Override
            public void failed(JobFailure failure) {
                throw new IllegalStateException(failure.message());
            }

            @Override
            public void parked() {}
        });
    }

    @Override
    public void close() {
        engine.close();
        work.close();
    }
}
