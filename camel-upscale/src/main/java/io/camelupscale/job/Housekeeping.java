package io.camelupscale.job;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node alive in the job store, goes on with the jobs of nodes that are not, and removes what has been kept long
 * enough.
 */
public final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final int BEATS_IN_A_LEASE = 3;
    private static final Duration FIRST_PURGE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_PURGES = Duration.ofMinutes(10);

    private final JobServices services;
    private final Executor thread;
    private final Duration lease;
    private final Supplier<Collection<JobEngine>> engines;

    private volatile boolean closed;
    private volatile JobTimer.Alarm beat = () -> {};
    private volatile JobTimer.Alarm purge = () -> {};
    private volatile @Nullable JobStoreException outage;

    /**
     * @param thread its own: a node that cannot beat in time loses its jobs
     * @param lease  how long this node counts as alive after each beat; a third of it is the time between two
     */
    public Housekeeping(
            JobServices services, Executor thread, Duration lease, Supplier<Collection<JobEngine>> engines) {
        this.services = services;
        this.thread = thread;
        this.lease = lease;
        this.engines = engines;
    }

    /**
     * Beats for the first time, and then regularly.
     *
     * @throws JobStoreException if the store is out of order
     */
    public void start() {
        services.store().beat(lease);
        nextBeat();
        nextPurge(FIRST_PURGE);
    }

    /** Why the store is out of order; null if it is not. */
    public @Nullable JobStoreException outage() {
        return outage;
    }

    private void nextBeat() {
        beat = services.timer().schedule(lease.dividedBy(BEATS_IN_A_LEASE), () -> work(this::beat));
    }

    private void nextPurge(Duration pause) {
        purge = services.timer().schedule(pause, () -> work(this::purge));
    }

    private void work(Runnable task) {
        if (!closed) {
            thread.execute(task);
        }
    }

    private void beat() {
        try {
            services.store().beat(lease);
            engines.get().forEach(JobEngine::takeOver);
            outage = null;
        } catch (JobStoreException e) {
            LOG.warn("The job store is out of order", e);
            outage = e;
        } finally {
            nextBeat();
        }
    }

    private void purge() {
        try {
            services.store().purge(services.retention()).forEach(services.work()::delete);
            services.work().purge(services.retention());
            engines.get().forEach(JobEngine::recover);
        } catch (JobStoreException e) {
            LOG.warn("The job store cannot be cleared", e);
        } finally {
            nextPurge(BETWEEN_PURGES);
        }
    }

    @Override
    public void close() {
        closed = true;
        beat.cancel();
        purge.cancel();
    }
}
