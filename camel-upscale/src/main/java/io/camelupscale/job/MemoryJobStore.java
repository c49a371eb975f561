package io.camelupscale.job;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Keeps jobs in this JVM's memory: for tests, and where a restart may forget them. */
public final class MemoryJobStore implements JobStore {

    private final ConcurrentMap<String, Job> jobs = new ConcurrentHashMap<>();

    @Override
    public Job add(Job job) {
        Job before = jobs.putIfAbsent(job.key(), job);
        return before == null ? job : before;
    }

    @Override
    public Optional<Job> find(String key) {
        return Optional.ofNullable(jobs.get(key));
    }

    @Override
    public boolean update(Job job) {
        return jobs.computeIfPresent(job.key(), (key, stored) -> mayWrite(job, stored) ? job : stored) == job;
    }

    @Override
    public boolean remove(Job job) {
        Job stored = jobs.get(job.key());
        return stored != null && mayWrite(job, stored) && jobs.remove(job.key(), stored);
    }

    private static boolean mayWrite(Job job, Job stored) {
        return stored.owner().equals(job.owner()) && stored.epoch() == job.epoch();
    }
}
