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
    private final List<JobObserver> waiting = new ArrayList<>();

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
        lock.lock();
        try {
            if (!parked) {
                if (over) {
                    return false;
                }
                if (result == null) {
                    waiting.add(observer);
                    return true;
                }
                holders++;
            }
            ready = result;
        } finally {
            lock.unlock();
        }
        if (ready == null) {
            observer.parked();
        } else {
            completions.execute(() -> observer.succeeded(ready));
        }
        return true;
    }

    /** Hands the result to everybody. Each has to give it back through {@link #release}. */
    void succeed(JobResult success) {
        List<JobObserver> all;
        lock.lock();
        try {
            result = success;
            all = take();
            holders = all.size();
        } finally {
            lock.unlock();
        }
        all.forEach(observer -> completions.execute(() -> observer.succeeded(success)));
    }

    /** Tells everybody of the failure. Nobody can join after. */
    void fail(JobFailure failure) {
        List<JobObserver> all;
        lock.lock();
        try {
            over = true;
            all = take();
        } finally {
            lock.unlock();
        }
        all.forEach(observer -> completions.execute(() -> observer.failed(failure)));
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

    private List<JobObserver> take() {
        List<JobObserver> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
