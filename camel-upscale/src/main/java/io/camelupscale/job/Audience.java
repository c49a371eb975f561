package io.camelupscale.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Everybody who waits for one job, and afterwards holds its result. */
final class Audience {

    private final Lock lock = new ReentrantLock();
    private final Executor completions;
    private final List<JobObserver> waiting = new ArrayList<>(1);

    private @Nullable Job accepted;
    private @Nullable JobResult result;
    private int holders;
    private boolean parked;
    private volatile boolean over;

    Audience(Executor completions) {
        this.completions = completions;
    }

    /** Adds an observer; one that comes after the result gets it at once. False if the job has ended already. */
    boolean join(JobObserver observer) {
        JobResult ready;
        Job taken;
        lock.lock();
        try {
            taken = accepted;
            ready = result;
            if (!parked) {
                if (over) {
                    return false;
                }
                if (ready == null) {
                    waiting.add(observer);
                } else {
                    holders++;
                }
            }
        } finally {
            lock.unlock();
        }
        if (ready != null) {
            observer.ending();
            completions.execute(() -> observer.succeeded(ready));
        } else if (isParked()) {
            observer.parked();
        } else if (taken != null) {
            accept(taken);
        }
        return true;
    }

    List<JobObserver> waiting() {
        lock.lock();
        try {
            return List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
    }

    /** Somebody waits no longer. */
    void leave(JobObserver observer) {
        lock.lock();
        try {
            waiting.remove(observer);
        } finally {
            lock.unlock();
        }
    }

    /** Tells everybody, and whoever comes later, that the provider has the job. */
    void accept(Job job) {
        List<JobObserver> all;
        lock.lock();
        try {
            accepted = job;
            all = List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
        for (JobObserver observer : all) {
            if (observer.accepted(job)) {
                leave(observer);
            }
        }
    }

    /**
     * Hands the result to everybody. Each has to give it back through {@link #release}.
     *
     * @return false if nobody waits: then nobody can join any more
     */
    boolean succeed(JobResult success) {
        List<JobObserver> all;
        lock.lock();
        try {
            result = success;
            all = take();
            holders = all.size();
            over |= holders == 0;
        } finally {
            lock.unlock();
        }
        all.forEach(JobObserver::ending);
        all.forEach(observer -> completions.execute(() -> observer.succeeded(success)));
        return !all.isEmpty();
    }

    /** One who did not wait is handed the result. */
    void hold(JobResult success) {
        lock.lock();
        try {
            result = success;
            holders++;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody can join any more. Whoever waited is returned, to be told why. */
    List<JobObserver> close() {
        lock.lock();
        try {
            over = true;
            return take();
        } finally {
            lock.unlock();
        }
    }

    /** Lets everybody go without an answer, and whoever joins later. */
    void park() {
        List<JobObserver> all;
        lock.lock();
        try {
            parked = true;
            over = true;
            all = take();
        } finally {
            lock.unlock();
        }
        all.forEach(JobObserver::parked);
    }

    /** One holder is through with the result. True if that was the last one: then nobody can join any more. */
    boolean release() {
        lock.lock();
        try {
            holders--;
            over |= holders == 0;
            return holders == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nobody waits any more, or ever will. */
    boolean isOver() {
        return over;
    }

    private boolean isParked() {
        lock.lock();
        try {
            return parked;
        } finally {
            lock.unlock();
        }
    }

    private List<JobObserver> take() {
        List<JobObserver> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
