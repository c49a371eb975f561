package io.camelupscale.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** How long the jobs of an account took, by their kind; the 256 kinds used last. */
final class LearnedDurations {

    private static final int KEPT = 256;

    private final Lock lock = new ReentrantLock();
    private final Map<JobKind, DurationHistory> histories = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobKind, DurationHistory> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * @param begin when the provider accepted the job
     * @param took  from then, or from when it left the provider's queue, until it was found finished
     */
    void add(JobKind kind, Instant begin, Duration took) {
        lock.lock();
        try {
            histories.put(kind, history(kind).with(begin, took));
        } finally {
            lock.unlock();
        }
    }

    DurationHistory of(JobKind kind) {
        lock.lock();
        try {
            return history(kind);
        } finally {
            lock.unlock();
        }
    }

    List<LearnedDuration> snapshot() {
        lock.lock();
        try {
            return histories.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(
                            Comparator.comparing(JobKind::model).thenComparing(JobKind::sizeClass)))
                    .map(entry -> learned(entry.getKey(), entry.getValue()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private DurationHistory history(JobKind kind) {
        return histories.getOrDefault(kind, DurationHistory.NONE);
    }

    private static LearnedDuration learned(JobKind kind, DurationHistory history) {
        return new LearnedDuration(kind.text(), history.count(), history.median(), history.isTrusted());
    }
}
