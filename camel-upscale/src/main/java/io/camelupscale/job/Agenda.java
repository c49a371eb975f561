package io.camelupscale.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The jobs of an account that wait for their next check, on one alarm. */
final class Agenda {

    private static final long NEVER = Long.MIN_VALUE;

    private static final Comparator<Place> ORDER =
            Comparator.comparingLong((Place place) -> place.due).thenComparingLong(place -> place.order);

    /** Where a job stands. Its fields belong to the agenda's lock. */
    static final class Place {

        private final JobRun run;
        private volatile long due = NEVER; // milliseconds of the epoch
        private long order;
        private boolean waiting;
        private boolean hinted;
        private boolean forgotten;

        Place(JobRun run) {
            this.run = run;
        }
    }

    private final Lock lock = new ReentrantLock();
    private final TreeSet<Place> waiting = new TreeSet<>(ORDER);
    private final JobTimer timer;
    private final Consumer<List<JobRun>> due;

    private long added;
    private @Nullable Instant alarmAt;
    private JobTimer.Alarm alarm = () -> {};

    /** @param due what is done about jobs whose time has come; must not block */
    Agenda(JobTimer timer, Consumer<List<JobRun>> due) {
        this.timer = timer;
        this.due = due;
    }

    /** A job waits. If there was a hint in the meantime, its time has come. */
    void add(JobRun run, Duration delay) {
        Place place = run.place;
        lock.lock();
        try {
            if (place.forgotten) {
                return;
            }
            if (!place.hinted) {
                place.due = timer.now().plus(delay).toEpochMilli();
                place.order = added++;
                place.waiting = waiting.add(place);
                setAlarm();
                return;
            }
            place.hinted = false;
            place.due = timer.now().toEpochMilli();
        } finally {
            lock.unlock();
        }
        due.accept(List.of(run));
    }

    /** When the job's time comes, or came; now if it never waited. */
    Instant due(JobRun run) {
        lock.lock();
        try {
            return hasWaited(run) ? Instant.ofEpochMilli(run.place.due) : timer.now();
        } finally {
            lock.unlock();
        }
    }

    boolean hasWaited(JobRun run) {
        return run.place.due != NEVER;
    }

    /** A job may have moved: its time has come, or comes when it next waits. */
    void hint(JobRun run) {
        Place place = run.place;
        lock.lock();
        try {
            if (!place.waiting) {
                place.hinted = true;
                return;
            }
            remove(place);
            place.due = timer.now().toEpochMilli();
        } finally {
            lock.unlock();
        }
        due.accept(List.of(run));
    }

    /** A job waits no more, now or later. */
    void forget(JobRun run) {
        lock.lock();
        try {
            run.place.forgotten = true;
            if (run.place.waiting) {
                remove(run.place);
                setAlarm();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes all that wait, due or not. */
    Collection<JobRun> takeAll() {
        lock.lock();
        try {
            List<JobRun> all = waiting.stream().map(place -> place.run).toList();
            all.forEach(run -> remove(run.place));
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Takes those that wait and are of this kind, due or not. */
    List<JobRun> take(Predicate<JobRun> kind) {
        lock.lock();
        try {
            List<JobRun> taken =
                    waiting.stream().map(place -> place.run).filter(kind).toList();
            taken.forEach(run -> remove(run.place));
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many tasks those are of that wait, where jobs may share one. */
    int tasks() {
        lock.lock();
        try {
            return (int) waiting.stream()
                    .map(place -> place.run.job().remote().id())
                    .distinct()
                    .count();
        } finally {
            lock.unlock();
        }
    }

    private void remove(Place place) {
        waiting.remove(place);
        place.waiting = false;
    }

    private void setAlarm() {
        Instant earliest = waiting.isEmpty() ? null : Instant.ofEpochMilli(waiting.first().due);
        if (earliest == null) {
            alarm.cancel();
            alarmAt = null;
        } else if (alarmAt == null || earliest.isBefore(alarmAt)) {
            alarm.cancel();
            alarmAt = earliest;
            Duration delay = Duration.between(timer.now(), earliest);
            alarm = timer.schedule(delay.isNegative() ? Duration.ZERO : delay, this::ring);
        }
    }

    private void ring() {
        List<JobRun> ready = new ArrayList<>();
        lock.lock();
        try {
            alarmAt = null;
            long now = timer.now().toEpochMilli();
            while (!waiting.isEmpty() && waiting.first().due <= now) {
                Place place = waiting.first();
                remove(place);
                ready.add(place.run);
            }
            setAlarm();
        } finally {
            lock.unlock();
        }
        if (!ready.isEmpty()) {
            due.accept(ready);
        }
    }
}
