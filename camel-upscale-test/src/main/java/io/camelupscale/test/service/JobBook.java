package io.camelupscale.test.service;

import io.camelupscale.job.JobTimer;
import io.camelupscale.test.fault.FaultPlan;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.meter.Counters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** All jobs of a simulated service, in the order in which they were accepted. */
public final class JobBook {

    private final JobTimer time;
    private final Settings settings;
    private final Ledger ledger;
    private final FaultPlan faults;
    private final Counters counters;
    private int created;
    private final Lock lock = new ReentrantLock();
    private final Map<String, String> idByKey = new HashMap<>();
    private final ConcurrentSkipListMap<String, SimulatedJob> jobs = new ConcurrentSkipListMap<>();

    /** @param time the clock, also where the settings leave it open */
    public JobBook(Settings settings, JobTimer time, Ledger ledger, FaultPlan faults, Counters counters) {
        this.time = time;
        this.settings = settings;
        this.ledger = ledger;
        this.faults = faults;
        this.counters = counters;
    }

    /**
     * Accepts an order and charges it, or answers the job that was accepted with the same idempotency key.
     *
     * @return empty if there are not enough credits
     */
    public Optional<SimulatedJob> accept(JobOrder order, double credits) {
        lock.lock();
        try {
            String key = order.idempotencyKey();
            String known = key == null || !settings.idempotent() ? null : idByKey.get(key);
            if (known != null) {
                return Optional.ofNullable(jobs.get(known));
            }
            if (!ledger.charge(order, credits)) {
                return Optional.empty();
            }
            SimulatedJob job = create(null, order, credits);
            jobs.put(job.id(), job);
            if (key != null) {
                idByKey.put(key, job.id());
            }
            counters.accept();
            return Optional.of(job);
        } finally {
            lock.unlock();
        }
    }

    /** Lets a job begin that was reserved before, under its own id. */
    public SimulatedJob begin(String id, JobOrder order, double credits) {
        lock.lock();
        try {
            ledger.use(order);
            SimulatedJob job = create(id, order, credits);
            jobs.put(id, job);
            return job;
        } finally {
            lock.unlock();
        }
    }

    /** The job, unless the service does not know it (any more). */
    public Optional<SimulatedJob> find(String id) {
        return Optional.ofNullable(jobs.get(id)).filter(job -> !job.isGone(time.now()));
    }

    /** Every job that the service knows. */
    public List<SimulatedJob> all() {
        return jobs.values().stream().filter(job -> !job.isGone(time.now())).toList();
    }

    /**
     * Those accepted after this one.
     *
     * @param id null for all of them
     */
    public List<SimulatedJob> after(@Nullable String id) {
        return (id == null ? jobs : jobs.tailMap(id, false))
                .values().stream().filter(job -> !job.isGone(time.now())).toList();
    }

    /** Cancels the job, if it has not ended yet, and answers what it is now. Nothing is given back. */
    public Optional<SimulatedJob> cancel(String id) {
        return Optional.ofNullable(jobs.computeIfPresent(
                id, (known, job) -> job.at(time.now()).state().isFinal() ? job : job.cancelled(time.now())));
    }

    /** Forgets a job, as if it had never been. Nothing is given back. */
    public void remove(String id) {
        jobs.remove(id);
    }

    private SimulatedJob create(@Nullable String id, JobOrder order, double credits) {
        int number = ++created;
        JobFault fault = faults.nextJob(order.names()).orElse(null);
        SplittableRandom random =
                new SplittableRandom(settings.seed() * 31 + order.content().hashCode());
        JobTimes times = settings.durations().of(order, random);
        String name = id == null ? settings.ids().apply(number) : id;
        return new SimulatedJob(name, number, order, times, fault, credits, time.now(), null);
    }
}
