package io.camelupscale.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The jobs of an account that wait for their next check, on one alarm. Times are rounded up, and those that become the same are
 * checked together: where many wait, threads need not be woken for each of them.
 */
final class Agenda {

    private static final long NEVER = Long.MIN_VALUE;
    private static final long MOMENT = 20; // milliseconds
    private static final long LONGEST_MOMENT = 8 * MOMENT;
    private static final int SHARE_OF_DELAY = 20; // a time is rounded up by at most this part of the wait for it
    private static final long AFTER_A_CHECK = 2_000; // milliseconds

    /** What a job knows of its place here. The fields belong to the agenda's lock. */
    abstract static class Entry {

        private volatile long due = NEVER; // milliseconds of the epoch
        private volatile long came = NEVER; // when its time came the last time
        private boolean waiting;
        private boolean hinted; // while it did not wait
        private boolean suggested; // and that came from whoever may not know
    }

    private final Lock lock = new ReentrantLock();
    private final NavigableMap<Long, List<JobRun>> waiting = new TreeMap<>(); // by when they are due
    private final JobTimer timer;
    private final Consumer<List<JobRun>> due;

    private int size;
    private long alarmAt = NEVER;
    private JobTimer.Alarm alarm = () -> {};

    /** @param due what is done about jobs whose time has come; must not block */
    Agenda(JobTimer timer, Consumer<List<JobRun>> due) {
        this.timer = timer;
        this.due = due;
    }

    /** A job waits. If there was a hint in the meantime, its time has come, or comes soon. */
    void add(JobRun run, Duration delay) {
        Entry place = run;
        lock.lock();
        try {
            if (run.isOver()) {
                return;
            }
            long now = now();
            long usual = moment(now, delay.toMillis());
            place.due = place.hinted ? Math.min(usual, soonest(place, place.suggested, now)) : usual;
            boolean sooner = place.hinted && place.due <= now;
            place.hinted = false;
            if (!sooner) {
                put(run);
                return;
            }
            come(run, now);
        } finally {
            lock.unlock();
        }
        due.accept(List.of(run));
    }

    /** When the job's time comes, or came, in milliseconds of the epoch. */
    static long due(Entry place) {
        return place.due;
    }

    /** A job is to be checked now: if it never waited, its time comes with that. */
    void dueNow(Entry place) {
        if (place.due == NEVER) {
            place.due = now();
        }
    }

    /** Whether it has waited for a check that came. */
    boolean hasWaited(Entry place) {
        return place.came != NEVER;
    }

    /** A job has moved: its time has come, or comes when it next waits. */
    void hint(JobRun run) {
        hint(run, false);
    }

    /** The same by whoever may not know, or says so too often: not sooner than a while after its time came the last time. */
    void suggest(JobRun run) {
        hint(run, true);
    }

    private void hint(JobRun run, boolean suggested) {
        Entry place = run;
        lock.lock();
        try {
            if (!place.waiting) {
                place.suggested = suggested && (place.suggested || !place.hinted);
                place.hinted = true;
                return;
            }
            long now = now();
            long soonest = soonest(place, suggested, now);
            if (soonest > now) {
                if (soonest < place.due) {
                    remove(run);
                    place.due = soonest;
                    put(run);
                }
                return;
            }
            remove(run);
            come(run, now);
        } finally {
            lock.unlock();
        }
        due.accept(List.of(run));
    }

    /** A job is over, and waits no more. */
    void forget(JobRun run) {
        Entry place = run;
        lock.lock();
        try {
            if (place.waiting) {
                remove(run);
                setAlarm();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes all that wait, due or not. */
    Collection<JobRun> takeAll() {
        return take(Long.MAX_VALUE);
    }

    /** Takes those that wait and are of this kind, due or not. */
    List<JobRun> take(Predicate<JobRun> kind) {
        lock.lock();
        try {
            List<JobRun> taken = all().filter(kind).toList();
            long now = now();
            for (JobRun run : taken) {
                remove(run);
                ((Entry) run).came = now;
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** How many tasks those are of that wait, where jobs may share one. */
    int tasks() {
        lock.lock();
        try {
            return (int) all().map(run -> run.job().remote().id()).distinct().count();
        } finally {
            lock.unlock();
        }
    }

    private Stream<JobRun> all() {
        return waiting.values().stream().flatMap(List::stream);
    }

    private void put(JobRun run) {
        Entry place = run;
        place.waiting = true;
        waiting.computeIfAbsent(place.due, unknown -> new ArrayList<>(1)).add(run);
        size++;
        if (alarmAt == NEVER || place.due < alarmAt) {
            setAlarm();
        }
    }

    private static void come(Entry place, long now) {
        place.due = now;
        place.came = now;
    }

    private long now() {
        return timer.now().toEpochMilli();
    }

    private static long soonest(Entry place, boolean suggested, long now) {
        long rest = place.came + AFTER_A_CHECK - now;
        return suggested && place.came != NEVER && rest > 0 ? moment(now, rest) : now;
    }

    /** The end of a wait. What waits are rounded to are powers of two of the shortest, so that long ones end with short ones. */
    private static long moment(long now, long delay) {
        long share = MOMENT * Long.highestOneBit(delay / (SHARE_OF_DELAY * MOMENT));
        long step = Math.max(MOMENT, Math.min(LONGEST_MOMENT, share));
        return Math.floorDiv(now + delay + step - 1, step) * step;
    }

    private void remove(JobRun run) {
        long due = due(run);
        List<JobRun> together = waiting.get(due);
        together.remove(run);
        if (together.isEmpty()) {
            waiting.remove(due);
        }
        left(run);
    }

    private void left(Entry place) {
        place.waiting = false;
        size--;
    }

    private void setAlarm() {
        if (waiting.isEmpty()) {
            alarm.cancel();
            alarmAt = NEVER;
        } else if (alarmAt == NEVER || waiting.firstKey() < alarmAt) {
            alarm.cancel();
            alarmAt = waiting.firstKey();
            alarm = timer.schedule(Duration.ofMillis(Math.max(0, alarmAt - now())), this::ring);
        }
    }

    private void ring() {
        List<JobRun> ready = take(now());
        if (!ready.isEmpty()) {
            due.accept(ready);
        }
    }

    /** Takes those whose moment has ended by then. */
    private List<JobRun> take(long end) {
        lock.lock();
        try {
            Collection<List<JobRun>> past = waiting.headMap(end, true).values();
            List<JobRun> taken = past.stream().flatMap(List::stream).toList();
            past.clear();
            long now = now();
            for (Entry place : taken) {
                left(place);
                place.came = now;
            }
            alarm.cancel();
            alarmAt = NEVER;
            setAlarm();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
