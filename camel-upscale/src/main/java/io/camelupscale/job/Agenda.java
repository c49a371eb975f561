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
        private long came = NEVER; // when its time came the last time
        private long hinted = NEVER; // since when, or from when on, it is to be checked although it does not wait
        private long order;
        private boolean waiting;
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

    /** A job waits. If there was a hint in the meantime, its time has come, or comes soon. */
    void add(JobRun run, Duration delay) {
        Place place = run.place;
        lock.lock();
        try {
            if (place.forgotten) {
                return;
            }
            long now = timer.now().toEpochMilli();
            long usual = now + delay.toMillis();
            place.due = place.hinted == NEVER ? usual : Math.min(usual, place.hinted);
            boolean sooner = place.hinted != NEVER && place.due <= now;
            place.hinted = NEVER;
            if (!sooner) {
                place.order = added++;
                put(place);
                return;
            }
            come(place, now);
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

    /**
     * A job may have moved: its time has come, or comes when it next waits.
     *
     * @param pause how long after its time came the last time, at least
     */
    void hint(JobRun run, Duration pause) {
        Place place = run.place;
        lock.lock();
        try {
            long now = timer.now().toEpochMilli();
            long soonest = place.came == NEVER ? now : Math.max(now, place.came + pause.toMillis());
            if (!place.waiting) {
                place.hinted = place.hinted == NEVER ? soonest : Math.min(place.hinted, soonest);
                return;
            }
            if (soonest > now) {
                if (soonest < place.due) {
                    remove(place);
                    place.due = soonest;
                    put(place);
                }
                return;
            }
            remove(place);
            come(place, now);
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
            long now = timer.now().toEpochMilli();
            all.forEach(run -> {
                remove(run.place);
                run.place.came = now;
            });
            return all;
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

    private void put(Place place) {
        place.waiting = waiting.add(place);
        setAlarm();
    }

    private static void come(Place place, long now) {
        place.due = now;
        place.came = now;
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
                place.came = now;
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
