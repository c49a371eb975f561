package io.camelupscale;

import io.camelupscale.job.Job;
import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobServices;
import io.camelupscale.job.MemoryJobStore;
import io.camelupscale.job.Rates;
import io.camelupscale.job.SystemJobTimer;
import io.camelupscale.job.WorkDirectory;
import io.camelupscale.spi.UpscaleProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job engines of one Camel context, one per account, and what they share.
 *
 * <p>Parks them when the context begins to stop. That is the only hook early enough: from then on the shutdown strategy waits
 * for exchanges in flight, and a suspended one would keep it waiting for as long as its job takes.
 */
final class JobEngines extends LifecycleStrategySupport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobEngines.class);

    private final CamelContext context;
    private final WorkDirectory work;
    private final SystemJobTimer timer;
    private final ExecutorService workers;
    private final ExecutorService completions;
    private final JobServices services;
    private final ConcurrentMap<String, JobEngine> engines = new ConcurrentHashMap<>();

    JobEngines(CamelContext context, Path workDirectory, int maxWorkers, int maxCompletions) throws IOException {
        this.context = context;
        this.work = WorkDirectory.open(workDirectory);
        ExecutorServiceManager pools = context.getExecutorServiceManager();
        this.timer = new SystemJobTimer(task -> pools.newThread("UpscaleTimer", task));
        this.workers = pools.newThreadPool(this, "UpscaleWorker", profile("upscale-worker", maxWorkers));
        this.completions =
                pools.newThreadPool(this, "UpscaleCompletion", profile("upscale-completion", maxCompletions));
        this.services = new JobServices(
                UUID.randomUUID().toString(),
                new MemoryJobStore(),
                timer,
                workers,
                completions,
                work,
                this::notify,
                RandomGenerator.getDefault());
    }

    /**
     * The account's engine; it is made with the first one who asks.
     *
     * @throws IllegalArgumentException if somebody else set other rates for the same account
     */
    JobEngine engine(String account, Rates rates, Supplier<UpscaleProvider> provider) {
        JobEngine engine =
                engines.computeIfAbsent(account, unknown -> new JobEngine(unknown, rates, provider.get(), services));
        if (!engine.rates().equals(rates)) {
            throw new IllegalArgumentException("submitRate and pollRate belong to the account, and another endpoint of "
                    + account + " has set others. Set them on the component.");
        }
        return engine;
    }

    /** All engines, by account. */
    Collection<JobEngine> all() {
        return engines.values();
    }

    WorkDirectory work() {
        return work;
    }

    @Override
    public void onContextStopping(CamelContext stopping) {
        engines.values().forEach(JobEngine::park);
    }

    @Override
    public void close() {
        engines.values().forEach(JobEngine::close);
        context.getExecutorServiceManager().shutdownNow(workers);
        context.getExecutorServiceManager().shutdownNow(completions);
        timer.close();
        work.close();
    }

    private void notify(Job job, double progress) {
        try {
            context.getManagementStrategy().notify(new UpscaleEvent(context, job, progress));
        } catch (Exception e) {
            LOG.warn("An event notifier failed on {}: {}", job.key(), e.toString());
        }
    }

    /** A pool that queues without limit: its tasks are the steps of jobs that were accepted, none may be refused. */
    private static ThreadPoolProfile profile(String id, int threads) {
        ThreadPoolProfile profile = new ThreadPoolProfile(id);
        profile.setPoolSize(threads);
        profile.setMaxPoolSize(threads);
        profile.setMaxQueueSize(-1);
        profile.setKeepAliveTime(60L);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setAllowCoreThreadTimeOut(true);
        return profile;
    }
}
