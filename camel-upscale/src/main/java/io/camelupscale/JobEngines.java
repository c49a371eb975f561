package io.camelupscale;

import io.camelupscale.job.Housekeeping;
import io.camelupscale.job.Job;
import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobServices;
import io.camelupscale.job.JobStore;
import io.camelupscale.job.JobStoreException;
import io.camelupscale.job.MemoryJobStore;
import io.camelupscale.job.Rate;
import io.camelupscale.job.Rates;
import io.camelupscale.job.SystemJobTimer;
import io.camelupscale.job.WorkDirectory;
import io.camelupscale.job.jdbc.JdbcJobStore;
import io.camelupscale.spi.UpscaleProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;
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

    /** How long a stop waits for the answers to submits. One that comes later is lost, and its job in doubt. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final CamelContext context;
    private final WorkDirectory work;
    private final SystemJobTimer timer;
    private final ExecutorService workers;
    private final ExecutorService completions;
    private final ExecutorService housekeeper;
    private final JobServices services;
    private final Housekeeping housekeeping;
    private final WaitingRoom room;
    private final Meters meters;
    private final ConcurrentMap<String, JobEngine> engines = new ConcurrentHashMap<>();

    JobEngines(CamelContext context, UpscaleComponent options) throws IOException {
        this.context = context;
        this.work = WorkDirectory.open(Path.of(options.getWorkDirectory()));
        this.timer =
                new SystemJobTimer(task -> context.getExecutorServiceManager().newThread("UpscaleTimer", task));
        JobStore store = store(options);
        ExecutorServiceManager pools = context.getExecutorServiceManager();
        this.workers = pools.newThreadPool(this, "UpscaleWorker", profile("upscale-worker", options.getMaxWorkers()));
        this.completions = pools.newThreadPool(
                this, "UpscaleCompletion", profile("upscale-completion", options.getMaxCompletions()));
        this.housekeeper = pools.newSingleThreadExecutor(this, "UpscaleHousekeeping");
        this.services = new JobServices(
                store,
                timer,
                workers,
                completions,
                work,
                this::notify,
                new Random(), // which many threads may share
                Duration.ofMillis(options.getRetention()));
        this.housekeeping =
                new Housekeeping(services, housekeeper, Duration.ofMillis(options.getNodeLease()), engines::values);
        this.room = new WaitingRoom(context, options.getMaxWaiting(), completions, this::showSuspended);
        this.meters = hasMicrometer() ? MicrometerMeters.of(context, room, timer::now) : Meters.NONE;
        context.getRoutes().forEach(room::add);
        housekeeping.start();
    }

    /** Where exchanges wait for their jobs. */
    WaitingRoom room() {
        return room;
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        routes.forEach(room::add);
    }

    /** Also called for routes that are only stopped, when the context room: then they are parked already. */
    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        routes.forEach(room::remove);
    }

    private void showSuspended(Consumer<SuspendedExchange> viewer) {
        engines.values().forEach(engine -> engine.observers().forEach(observer -> {
            if (observer instanceof SuspendedExchange exchange) {
                viewer.accept(exchange);
            } else if (observer instanceof BatchExchange.Member member) {
                viewer.accept(member.whole());
            }
        }));
    }

    /**
     * The account's engine; it is made with the first one who asks, and goes on with what an earlier run left behind.
     *
     * @throws IllegalArgumentException if somebody else set other rates for the same account
     */
    JobEngine engine(String account, Rates rates, Supplier<UpscaleProvider> provider) {
        JobEngine engine = engines.computeIfAbsent(account, unknown -> {
            JobEngine made = new JobEngine(unknown, rates, provider.get(), services);
            meters.add(made);
            housekeeper.execute(made::takeOver);
            return made;
        });
        if (contradicts(rates.submits(), engine.rates().submits())
                || contradicts(rates.checks(), engine.rates().checks())) {
            throw new IllegalArgumentException("submitRate and pollRate belong to the account, and another endpoint of "
                    + account + " has set others. Set them on the component.");
        }
        return engine;
    }

    private static boolean contradicts(@Nullable Rate wanted, @Nullable Rate set) {
        return wanted != null && !wanted.equals(set);
    }

    /** All engines, by account. */
    List<JobEngine> all() {
        return engines.values().stream()
                .sorted(Comparator.comparing(JobEngine::account))
                .toList();
    }

    /** This process's name in the job store. */
    String node() {
        return services.store().node();
    }

    /** Where routes go on. */
    Executor completions() {
        return completions;
    }

    WorkDirectory work() {
        return work;
    }

    /** Why the job store is out of order; null if it is not. */
    @Nullable
    Throwable outage() {
        return housekeeping.outage();
    }

    /** Lets all jobs go, after the answers to submits under way have been stored. */
    @Override
    public void onContextStopping(CamelContext stopping) {
        room.open();
        CompletableFuture<?>[] parked = engines.values().stream()
                .map(engine -> engine.park().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(parked).get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("Some submits were not answered within {} s: their jobs are in doubt", GRACE.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engines.values().forEach(JobEngine::letGo);
    }

    @Override
    public void close() {
        housekeeping.close();
        engines.values().forEach(JobEngine::close);
        ExecutorServiceManager pools = context.getExecutorServiceManager();
        pools.shutdownNow(workers);
        pools.shutdownNow(completions);
        pools.shutdownNow(housekeeper);
        timer.close();
        try {
            services.store().close();
        } catch (JobStoreException e) {
            LOG.warn("Could not close the job store", e);
        }
        work.close();
        meters.close();
    }

    /** Asked of the class loader that would have to find it. */
    private static boolean hasMicrometer() {
        try {
            Class.forName("io.micrometer.core.instrument.MeterRegistry", false, JobEngines.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private JobStore store(UpscaleComponent options) {
        try {
            if (options.getJobStore() == JobStoreType.MEMORY) {
                return new MemoryJobStore(timer::now);
            }
            return options.getDataSource() == null
                    ? JdbcJobStore.embedded(work.root())
                    : new JdbcJobStore(options.getDataSource(), options.isCreateTables());
        } catch (JobStoreException e) {
            timer.close();
            work.close();
            throw e;
        }
    }

    private void notify(Job job, double progress) {
        meters.changed(job, progress);
        try {
            context.getManagementStrategy().notify(new UpscaleEvent(context, job, progress));
        } catch (Exception | Error e) { // a job must not suffer from whoever watches it
            LOG.warn("An event notifier failed on {}: {}", job.key(), e.toString());
        }
    }

    /**
     * A pool that queues without limit: its tasks are the steps of jobs that were accepted, none may be refused. Without a
     * queue, which is what a size of -1 means to Camel, they would run on the timer or in the route.
     */
    private static ThreadPoolProfile profile(String id, int threads) {
        ThreadPoolProfile profile = new ThreadPoolProfile(id);
        profile.setPoolSize(threads);
        profile.setMaxPoolSize(threads);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setKeepAliveTime(60L);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setAllowCoreThreadTimeOut(true);
        return profile;
    }
}
