package io.camelupscale.job;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Jobs that were started together, so that they may go to the provider together. They go when all are ready, or when no more
 * of them has become ready for a while: some may never be, since they are refused, or stand in the store already.
 */
final class Group {

    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Lock lock = new ReentrantLock();
    private final int size;
    private final Map<URI, String> places = new ConcurrentHashMap<>();
    private Map<String, List<JobRun>> ready = new LinkedHashMap<>();
    private int count;
    private JobTimer.Alarm alarm = () -> {};

    Group(int size) {
        this.size = size;
    }

    /** Whether the result of no other of these jobs is put there. */
    boolean isAlone(String key, URI place) {
        return key.equals(places.computeIfAbsent(place, free -> key));
    }

    /**
     * A job is ready to be sent, for the first time or again.
     *
     * @param kind which of the others may go with it
     * @param send sends those of one kind; must not block
     */
    void add(JobRun run, String kind, JobTimer timer, Consumer<List<JobRun>> send) {
        lock.lock();
        try {
            ready.computeIfAbsent(kind, none -> new ArrayList<>()).add(run);
            alarm.cancel();
            if (++count < size) {
                alarm = timer.schedule(LINGER, () -> take().forEach(send));
                return;
            }
        } finally {
            lock.unlock();
        }
        take().forEach(send);
    }

    private Collection<List<JobRun>> take() {
        lock.lock();
        try {
            Collection<List<JobRun>> taken = ready.values();
            ready = new LinkedHashMap<>();
            count = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
