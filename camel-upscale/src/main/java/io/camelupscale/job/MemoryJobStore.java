package io.camelupscale.job;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps jobs in this JVM's memory, for one node: for tests, and where a restart may forget them. */
public final class MemoryJobStore implements JobStore {

    private static final String NODE = "memory";

    /** The jobs of an account, and of those in nobody's hands since when, and until when nobody is handed them. */
    private record Jobs(Map<String, Job> all, Map<String, Rest> resting) {}

    /** Times in milliseconds of the epoch. */
    private record Rest(long since, long until) {}

    private record Spending(String account, String key, Instant spent, double credits) {}

    private final InstantSource clock;
    private final Lock lock = new ReentrantLock();
    private final Map<String, Jobs> accounts = new HashMap<>();
    private final List<Spending> spendings = new ArrayList<>();

    public MemoryJobStore() {
        this(InstantSource.system());
    }

    public MemoryJobStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String node() {
        return NODE;
    }

    @Override
    public boolean isPersistent() {
        return false;
    }

    @Override
    public Job add(Job job) {
        return locked(() -> {
            Job before = jobs(job.account()).all().get(job.key());
            if (before == null) {
                put(job, Duration.ZERO);
            }
            return before == null ? job : before;
        });
    }

    @Override
    public Optional<Job> find(String account, String key) {
        return locked(() -> Optional.ofNullable(jobs(account).all().get(key)));
    }

    @Override
    public boolean update(Job job) {
        return replace(job, Duration.ZERO);
    }

    @Override
    public boolean putBack(Job job, Duration pause) {
        return replace(job.released(), pause);
    }

    @Override
    public boolean remove(Job job) {
        return locked(() -> isCurrent(job) && jobs(job.account()).all().remove(job.key()) != null);
    }

    @Override
    public Optional<Job> claim(String account, String key) {
        return locked(() -> Optional.ofNullable(jobs(account).all().get(key)).map(job -> claimed(job, 0)));
    }

    /** None: what another node left behind would have gone with its memory. */
    @Override
    public List<Job> takeOver(String account, int max) {
        return List.of();
    }

    @Override
    public List<Job> takeFinished(String account, int max) {
        return locked(() -> jobs(account).resting().entrySet().stream()
                .filter(entry -> entry.getValue().until() <= clock.millis())
                .map(entry -> jobs(account).all().get(entry.getKey()))
                .filter(Job::isForConsumer)
                .sorted(Comparator.comparing(Job::created))
                .limit(max)
                .toList()
                .stream()
                .map(job -> claimed(job, 1))
                .toList());
    }

    @Override
    public Set<String> own(String account) {
        return locked(() -> jobs(account).all().values().stream()
                .filter(job -> job.owner() != null)
                .map(Job::key)
                .collect(Collectors.toSet()));
    }

    @Override
    public Map<JobState, Long> count(String account) {
        return locked(() -> {
            Map<JobState, Long> counts = new EnumMap<>(JobState.class);
            jobs(account).all().values().forEach(job -> counts.merge(job.state(), 1L, Long::sum));
            return counts;
        });
    }

    @Override
    public void beat(Duration lease) {}

    @Override
    public List<Path> purge(Duration retention) {
        long latest = clock.millis() - retention.toMillis();
        return locked(() -> accounts.values().stream()
                .flatMap(jobs -> purge(jobs, latest))
                .map(Job::result)
                .filter(Objects::nonNull)
                .toList());
    }

    @Override
    public boolean reserve(String account, String key, double credits, CreditBudget budget) {
        lock.lock();
        try {
            Instant now = clock.instant();
            double spent = others(account, key)
                    .filter(spending -> spending.spent().isAfter(now.minus(budget.period())))
                    .mapToDouble(Spending::credits)
                    .sum();
            if (spent + credits > budget.credits()) {
                return false;
            }
            spendings.removeIf(spending -> isOf(spending, account, key));
            spendings.add(new Spending(account, key, now, credits));
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void settle(String account, String key, double credits) {
        lock.lock();
        try {
            spendings.replaceAll(spending ->
                    isOf(spending, account, key) ? new Spending(account, key, spending.spent(), credits) : spending);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {}

    private <T> T locked(Supplier<T> access) {
        lock.lock();
        try {
            return access.get();
        } finally {
            lock.unlock();
        }
    }

    private Jobs jobs(String account) {
        return accounts.computeIfAbsent(account, unknown -> new Jobs(new HashMap<>(), new HashMap<>()));
    }

    private void put(Job job, Duration pause) {
        Jobs jobs = jobs(job.account());
        jobs.all().put(job.key(), job);
        if (job.owner() == null) {
            long now = clock.millis();
            jobs.resting().put(job.key(), new Rest(now, now + pause.toMillis()));
        } else {
            jobs.resting().remove(job.key());
        }
    }

    private boolean replace(Job job, Duration pause) {
        return locked(() -> {
            boolean current = isCurrent(job);
            if (current) {
                put(job, pause);
            }
            return current;
        });
    }

    private boolean isCurrent(Job job) {
        Job stored = jobs(job.account()).all().get(job.key());
        return stored != null && stored.owner() != null && stored.epoch() == job.epoch();
    }

    private Job claimed(Job job, int deliveries) {
        Job claimed = job.claimed(NODE, job.epoch() + 1, job.deliveries() + deliveries);
        put(claimed, Duration.ZERO);
        return claimed;
    }

    private static Stream<Job> purge(Jobs jobs, long latest) {
        List<Job> past = jobs.resting().entrySet().stream()
                .filter(entry -> entry.getValue().since() <= latest)
                .map(entry -> jobs.all().get(entry.getKey()))
                .filter(MemoryJobStore::isPast)
                .toList();
        past.forEach(job -> {
            jobs.all().remove(job.key());
            jobs.resting().remove(job.key());
        });
        return past.stream();
    }

    private static boolean isPast(Job job) {
        JobState state = job.state();
        return state == JobState.DELIVERED || state == JobState.DEAD || state.isFailure();
    }

    private Stream<Spending> others(String account, String key) {
        return spendings.stream()
                .filter(spending ->
                        spending.account().equals(account) && !spending.key().equals(key));
    }

    private static boolean isOf(Spending spending, String account, String key) {
        return spending.account().equals(account) && spending.key().equals(key);
    }
}
