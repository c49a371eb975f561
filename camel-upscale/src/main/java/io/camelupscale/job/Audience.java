package io.camelupscale.job;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who waits for one job, and afterwards holds its result. A part of the {@link JobRun} and no object beside it,
 * since many wait at once.
 */
abstract class Audience extends Agenda.Entry {

    private final JobEngine engine;
    private @Nullable JobObserver first; // mostly there is no other
    private List<JobObserver> others = List.of();

    private @Nullable JobResult result;
    private int holders;
    private volatile boolean over;

    Audience(JobEngine engine) {
        this.engine = engine;
    }

    JobEngine engine() {
        return engine;
    }

    /** The job, if the provider has taken it. */
    abstract @Nullable Job accepted();

    /** Adds an observer; one that comes after the result gets it at once. False if the job has ended already. */
    boolean join(JobObserver observer) {
        JobResult ready;
        Job taken;
        engine.lock().lock();
        try {
            if (over) {
                return false;
            }
            taken = accepted();
            ready = result;
            if (ready == null) {
                add(observer);
            } else {
                holders++;
            }
        } finally {
            engine.lock().unlock();
        }
        if (ready != null) {
            observer.ending();
            engine.services().completions().execute(() -> observer.succeeded(ready));
        } else if (taken != null) {
            accept(taken);
        }
        return true;
    }

    List<JobObserver> waiting() {
        engine.lock().lock();
        try {
            return all();
        } finally {
            engine.lock().unlock();
        }
    }

    /** Somebody waits no longer. */
    void leave(JobObserver observer) {
        engine.lock().lock();
        try {
            List<JobObserver> left = take();
            left.stream().filter(other -> other != observer).forEach(this::add);
        } finally {
            engine.lock().unlock();
        }
    }

    /** Tells everybody that the provider has the job. */
    void accept(Job job) {
        for (JobObserver observer : waiting()) {
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
        engine.lock().lock();
        try {
            result = success;
            all = take();
            holders = all.size();
            over |= holders == 0;
        } finally {
            engine.lock().unlock();
        }
        all.forEach(JobObserver::ending);
        all.forEach(observer -> engine.services().completions().execute(() -> observer.succeeded(success)));
        return !all.isEmpty();
    }

    /** One who did not wait is handed the result. */
    void hold(JobResult success) {
        engine.lock().lock();
        try {
            result = success;
            holders++;
        } finally {
            engine.lock().unlock();
        }
    }

    /** Nobody can join any more. Whoever waited is returned, to be told why. */
    List<JobObserver> close() {
        engine.lock().lock();
        try {
            over = true;
            return take();
        } finally {
            engine.lock().unlock();
        }
    }

    /** True if nobody waits: then nobody can join any more. */
    boolean closeIfDeserted() {
        engine.lock().lock();
        try {
            over |= first == null;
            return over;
        } finally {
            engine.lock().unlock();
        }
    }

    /** Lets everybody go without an answer. */
    void park() {
        close().forEach(JobObserver::parked);
    }

    /** One holder is through with the result. True if that was the last one: then nobody can join any more. */
    boolean release() {
        engine.lock().lock();
        try {
            holders--;
            over |= holders == 0;
            return holders == 0;
        } finally {
            engine.lock().unlock();
        }
    }

    /** Whether nobody waits any more, or ever will. */
    boolean isOver() {
        return over;
    }

    private void add(JobObserver observer) {
        if (first == null) {
            first = observer;
        } else {
            others = Stream.concat(others.stream(), Stream.of(observer)).toList();
        }
    }

    private List<JobObserver> all() {
        return Stream.concat(Stream.ofNullable(first), others.stream()).toList();
    }

    private List<JobObserver> take() {
        List<JobObserver> all = all();
        first = null;
        others = List.of();
        return all;
    }
}
