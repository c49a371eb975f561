package io.camelupscale.test.meter;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** What happened at a simulated service so far. May be read and written from any thread, at any time. */
public final class Counters {

    private static final class OfJob {
        private final Map<Operation, LongAdder> requests = new ConcurrentHashMap<>();
        private final AtomicInteger parallelPolls = new AtomicInteger();
        private final AtomicInteger mostParallelPolls = new AtomicInteger();
    }

    private final Map<Operation, LongAdder> requests = new ConcurrentHashMap<>();
    private final Map<Operation, LongAdder> limited = new ConcurrentHashMap<>();
    private final Map<Operation, NavigableMap<Instant, LongAdder>> minutes = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, OfJob> jobs = new ConcurrentHashMap<>();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder charges = new LongAdder();
    private final LongAdder duplicateCharges = new LongAdder();
    private final DoubleAdder credits = new DoubleAdder();
    private final DoubleAdder refunded = new DoubleAdder();
    private final List<String> checksums = new CopyOnWriteArrayList<>();
    private final LongAdder leakedKeys = new LongAdder();
    private final LongAdder unauthorized = new LongAdder();
    private final AtomicLong bytesSent = new AtomicLong();

    /** Submits that arrived, whatever became of them. */
    public long submits() {
        return requests(Operation.SUBMIT);
    }

    /** Jobs that were accepted, also those whose answer was lost. */
    public long accepted() {
        return accepted.sum();
    }

    /** How often something was charged. */
    public long charges() {
        return charges.sum();
    }

    /** What was charged in all. */
    public double creditsCharged() {
        return credits.sum();
    }

    /** What was given back in all. */
    public double creditsRefunded() {
        return refunded.sum();
    }

    /** Charges for a job that had been charged before: with the same idempotency key, reference, or content and wishes. */
    public long duplicateCharges() {
        return duplicateCharges.sum();
    }

    /** Checks of all jobs. */
    public long polls() {
        return requests(Operation.CHECK);
    }

    /** Checks of one job. */
    public long polls(String jobId) {
        return requests(Operation.CHECK, jobId);
    }

    /** The largest number of checks of one job that were under way at the same time. */
    public int mostParallelPolls(String jobId) {
        OfJob job = jobs.get(jobId);
        return job == null ? 0 : job.mostParallelPolls.get();
    }

    /** The same over all jobs: 1 where no job was ever checked twice at a time. */
    public int mostParallelPolls() {
        return jobs.values().stream()
                .mapToInt(job -> job.mostParallelPolls.get())
                .max()
                .orElse(0);
    }

    /** Requests for one job's result, each part of it counted. */
    public long downloads(String jobId) {
        return requests(Operation.DOWNLOAD, jobId);
    }

    /** Cancels that arrived. */
    public long cancels() {
        return requests(Operation.CANCEL);
    }

    /** Checksums of sources that clients stated, in hexadecimal, in order. */
    public List<String> checksums() {
        return List.copyOf(checksums);
    }

    /** Bytes of results that were sent, without heads. */
    public long bytesSent() {
        return bytesSent.get();
    }

    /** Requests to the storage host that carried the API key or other credentials. */
    public long leakedKeys() {
        return leakedKeys.sum();
    }

    /** Requests to the API host without the right key. */
    public long unauthorized() {
        return unauthorized.sum();
    }

    /** Requests of one kind that arrived, those refused by a limit included. */
    public long requests(Operation operation) {
        return sum(requests, operation);
    }

    /** The same for one job. */
    public long requests(Operation operation, String jobId) {
        OfJob job = jobs.get(jobId);
        return job == null ? 0 : sum(job.requests, operation);
    }

    /** Requests of one kind that were refused by a limit. */
    public long limited(Operation operation) {
        return sum(limited, operation);
    }

    /** Requests of one kind by the minute of the service's time in which they arrived; minutes without any are left out. */
    public NavigableMap<Instant, Long> perMinute(Operation operation) {
        NavigableMap<Instant, Long> counts = new TreeMap<>();
        minutes.getOrDefault(operation, Collections.emptyNavigableMap())
                .forEach((minute, count) -> counts.put(minute, count.sum()));
        return counts;
    }

    /** Counts a request that arrived. */
    public void arrived(Operation operation, Instant now) {
        add(requests, operation);
        minutes.computeIfAbsent(operation, unknown -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(now.truncatedTo(ChronoUnit.MINUTES), unknown -> new LongAdder())
                .increment();
    }

    /** Counts a request for one job, until {@link #ended}. */
    public void began(Operation operation, String jobId) {
        OfJob job = jobs.computeIfAbsent(jobId, unknown -> new OfJob());
        add(job.requests, operation);
        if (operation == Operation.CHECK) {
            int parallel = job.parallelPolls.incrementAndGet();
            job.mostParallelPolls.accumulateAndGet(parallel, Math::max);
        }
    }

    /** The counterpart of {@link #began}. */
    public void ended(Operation operation, String jobId) {
        OfJob job = jobs.get(jobId);
        if (job != null && operation == Operation.CHECK) {
            job.parallelPolls.decrementAndGet();
        }
    }

    public void accept() {
        accepted.increment();
    }

    public void charge(double amount, boolean duplicate) {
        charges.increment();
        credits.add(amount);
        if (duplicate) {
            duplicate();
        }
    }

    /** Finds out that something had been charged before. */
    public void duplicate() {
        duplicateCharges.increment();
    }

    /** Notes a checksum that a client stated. */
    public void checksum(String hex) {
        checksums.add(hex);
    }

    public void refund(double amount) {
        refunded.add(amount);
    }

    public void limit(Operation operation) {
        add(limited, operation);
    }

    public void leak() {
        leakedKeys.increment();
    }

    public void refuseKey() {
        unauthorized.increment();
    }

    public void sent(long bytes) {
        bytesSent.addAndGet(bytes);
    }

    private static void add(Map<Operation, LongAdder> counts, Operation operation) {
        counts.computeIfAbsent(operation, unknown -> new LongAdder()).increment();
    }

    private static long sum(Map<Operation, LongAdder> counts, Operation operation) {
        LongAdder count = counts.get(operation);
        return count == null ? 0 : count.sum();
    }
}
