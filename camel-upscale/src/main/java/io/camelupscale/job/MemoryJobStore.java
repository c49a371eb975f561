package io.camelupscale.job;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps jobs in this JVM's memory, for one node: for tests, and where a restart may forget them. */
public final class MemoryJobStore implements JobStore {

    private static final String NODE = "memory";

    /** Times in milliseconds of the epoch. */
    private record Row(Job job, long written, long available) {}

    private record Spending(String account, String key, Instant spent, double credits) {}

    private final InstantSource clock;
    private final ConcurrentMap<String, ConcurrentMap<String, Row>> accounts = new ConcurrentHashMap<>();
    private final Lock spendingLock = new ReentrantLock();
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
        Row before = rows(job.account()).putIfAbsent(job.key(), row(job, Duration.ZERO));
        return before == null ? job : before.job();
    }

    @Override
    public Optional<Job> find(String account, String key) {
        return Optional.ofNullable(rows(account).get(key)).map(Row::job);
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
        Row stored = rows(job.account()).get(job.key());
        return stored != null
                && isCurrent(job, stored.job())
                && rows(job.account()).remove(job.key(), stored);
    }

    @Override
    public Optional<Job> claim(String account, String key) {
        Row claimed = rows(account).computeIfPresent(key, (known, row) -> claimed(row, 0));
        return Optional.ofNullable(claimed).map(Row::job);
    }

    /** None: what another node left behind would have gone with its memory. */
    @Override
    public List<Job> takeOver(String account, int max) {
        return List.of();
    }

    @Override
    public List<Job> takeFinished(String account, int max) {
        return rows(account).values().stream()
                .filter(this::isFinished)
                .sorted(Comparator.comparing(row -> row.job().created()))
                .limit(max)
                .map(row -> take(account, row.job().key()))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Map<JobState, Long> count(String account) {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        rows(account).values().forEach(row -> counts.merge(row.job().state(), 1L, Long::sum));
        return counts;
    }

    @Override
    public void beat(Duration lease) {}

    @Override
    public List<Path> purge(Duration retention) {
        long latest = clock.millis() - retention.toMillis();
        List<Path> results = new ArrayList<>();
        accounts.values()
                .forEach(rows -> rows.forEach((key, row) -> {
                    if (isPast(row, latest)
                            && rows.remove(key, row)
                            && row.job().result() != null) {
                        results.add(row.job().result());
                    }
                }));
        return results;
    }

    @Override
    public boolean reserve(String account, String key, double credits, CreditBudget budget) {
        spendingLock.lock();
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
            spendingLock.unlock();
        }
    }

    @Override
    public void settle(String account, String key, double credits) {
        spendingLock.lock();
        try {
            spendings.replaceAll(spending ->
                    isOf(spending, account, key) ? new Spending(account, key, spending.spent(), credits) : spending);
        } finally {
            spendingLock.unlock();
        }
    }

    @Override
    public void close() {}

    private ConcurrentMap<String, Row> rows(String account) {
        return accounts.computeIfAbsent(account, unknown -> new ConcurrentHashMap<>());
    }

    private Row row(Job job, Duration pause) {
        long now = clock.millis();
        return new Row(job, now, now + pause.toMillis());
    }

    private boolean replace(Job job, Duration pause) {
        Row next = row(job, pause);
        return rows(job.account()).computeIfPresent(job.key(), (key, row) -> isCurrent(job, row.job()) ? next : row)
                == next;
    }

    private static boolean isCurrent(Job job, Job stored) {
        return stored.owner() != null && stored.epoch() == job.epoch();
    }

    private boolean isFinished(Row row) {
        return row.job().isForConsumer() && row.job().owner() == null && row.available() <= clock.millis();
    }

    private Optional<Job> take(String account, String key) {
        @Nullable Row[] taken = new Row[1]; // of two that come at once only one sees the row finished
        rows(account).computeIfPresent(key, (known, row) -> isFinished(row) ? taken[0] = claimed(row, 1) : row);
        return Optional.ofNullable(taken[0]).map(Row::job);
    }

    private Row claimed(Row row, int deliveries) {
        Job job = row.job();
        return new Row(
                job.claimed(NODE, job.epoch() + 1, job.deliveries() + deliveries), row.written(), row.available());
    }

    private static boolean isPast(Row row, long latest) {
        JobState state = row.job().state();
        return row.job().owner() == null
                && (state == JobState.DELIVERED || state == JobState.DEAD || state.isFailure())
                && row.written() <= latest;
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
