package io.camelupscale.examples.upscaleservice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs that were accepted, in memory and in {@link JobFiles}: what has ended, and how, is on the disk before it is told. */
final class Jobs {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final long NANOS = 1_000_000;

    private final JobFiles files;
    private final Clock clock;
    private final ConcurrentMap<String, Job> jobs = new ConcurrentHashMap<>();
    private final List<Consumer<Job>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong lastId = new AtomicLong();
    private final Semaphore places;

    private volatile double lastSeconds = 1;

    Jobs(JobFiles files, int maxQueueSize, Clock clock) throws IOException {
        this.files = files;
        this.clock = clock;
        for (Job job : files.readAll()) {
            jobs.put(job.id(), job);
            lastId.accumulateAndGet(Long.parseLong(job.id()), Math::max);
        }
        this.places = new Semaphore(maxQueueSize - unfinished().size()); // less than none after a stricter restart
    }

    /** Hears of every change of a job, on whatever thread. Must not block. */
    void listen(Consumer<Job> listener) {
        listeners.add(listener);
    }

    long now() {
        return clock.millis();
    }

    /** Nanoseconds since 1970, as in the original; never the same twice. */
    String newId() {
        return String.valueOf(lastId.updateAndGet(last -> Math.max(last + 1, clock.millis() * NANOS)));
    }

    /** Whether one more job would be accepted now. */
    boolean hasRoom() {
        return places.availablePermits() > 0;
    }

    /** When it may be worth asking again: as soon as another job like the last one is through. */
    long retryAfterSeconds() {
        return (long) Math.max(1, Math.min(60, Math.ceil(lastSeconds)));
    }

    /**
     * Accepts a job: it is on the disk when this returns.
     *
     * @throws ApiException 429 if there is no room
     */
    void add(Job job, Path upload) throws IOException {
        if (!places.tryAcquire()) {
            throw ApiException.queueFull(retryAfterSeconds());
        }
        try {
            files.add(job, upload);
        } catch (IOException | RuntimeException e) {
            places.release();
            files.delete(job);
            throw e;
        }
        jobs.put(job.id(), job);
        tell(job);
    }

    /** Forgets a job that was not accepted after all. */
    void remove(String id) {
        Job job = jobs.remove(id);
        if (job != null) {
            if (!job.isOver()) {
                places.release();
            }
            deleteFolder(job);
        }
    }

    Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    List<Job> newest(int max) {
        return jobs.values().stream()
                .sorted(Comparator.comparing(Job::id).reversed())
                .limit(max)
                .toList();
    }

    /** Oldest first. */
    List<Job> unfinished() {
        return jobs.values().stream()
                .filter(job -> !job.isOver())
                .sorted(Comparator.comparing(Job::id))
                .toList();
    }

    /** A job under way came further. Not stored: after a restart it begins anew. */
    void working(String id, double share) {
        change(id, job -> job.isOver() ? job : job.working(share, now()));
    }

    /**
     * Ends a job, unless it has ended already.
     *
     * @return whether it has ended just now, by this
     */
    boolean end(String id, UnaryOperator<Job> how) {
        boolean[] ended = {false};
        change(id, job -> {
            ended[0] = !job.isOver();
            return ended[0] ? stored(how.apply(job)) : job;
        });
        if (ended[0]) {
            places.release();
        }
        return ended[0];
    }

    /** Deletes the pictures of a job that has ended. */
    void discard(String id) {
        change(id, job -> {
            if (!job.isOver() || job.gone()) {
                return job;
            }
            Job without = stored(job.withoutFiles());
            try {
                files.deletePictures(job);
            } catch (IOException e) {
                LOG.warn("The pictures of job {} cannot be deleted: {}", id, e.toString());
            }
            return without;
        });
    }

    /** Deletes what has been kept long enough. */
    void sweep(Duration pictures, Duration records) {
        for (Job job : jobs.values()) {
            if (job.finished() != null && now() - job.finished() > records.toMillis()) {
                jobs.remove(job.id());
                deleteFolder(job);
            } else if (job.finished() != null && now() - job.finished() > pictures.toMillis()) {
                discard(job.id());
            }
        }
    }

    private void change(String id, UnaryOperator<Job> change) {
        Job[] changed = {null};
        jobs.computeIfPresent(id, (key, job) -> {
            Job next = change.apply(job);
            changed[0] = next.equals(job) ? null : next;
            return next;
        });
        if (changed[0] != null) {
            if (changed[0].state() == Job.State.COMPLETED) {
                lastSeconds = changed[0].seconds();
            }
            tell(changed[0]);
        }
    }

    private Job stored(Job job) {
        try {
            files.write(job);
            return job;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(Job job) {
        listeners.forEach(listener -> listener.accept(job));
    }

    private void deleteFolder(Job job) {
        try {
            files.delete(job);
        } catch (IOException e) {
            LOG.warn("The folder of job {} cannot be deleted: {}", job.id(), e.toString());
        }
    }
}
