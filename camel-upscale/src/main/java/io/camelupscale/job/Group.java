package io.camelupscale.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private List<JobRun> ready = new ArrayList<>();
    private JobTimer.Alarm alarm = () -> {};

    Group(int size) {
        this.size = size;
    }

    /**
     * A job is ready to be sent, for the first time or again.
     *
     * @param send sends those that are ready; must not block
     */
    void add(JobRun run, JobTimer timer, Consumer<List<JobRun>> send) {
        lock.lock();
        try {
            ready.add(run);
            alarm.cancel();
            if (ready.size() < size) {
                alarm = timer.schedule(LINGER, () -> send.accept(take()));
                return;
            }
        } finally {
            lock.unlock();
        }
        send.accept(take());
    }

    private List<JobRun> take() {
        lock.lock();
        try {
            List<JobRun> taken = ready;
            ready = new ArrayList<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
