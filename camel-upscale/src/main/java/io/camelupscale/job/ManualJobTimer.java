package io.camelupscale.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time, for tests: it begins at 2026-01-01T00:00:00Z and stands still until a test turns it. Alarms run on the thread
 * that turns it. All methods may be called from any thread.
 */
public final class ManualJobTimer implements JobTimer {

    private record Task(Instant due, long order, Runnable action) {}

    private final Lock lock = new ReentrantLock();
    private final Queue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::order));

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long scheduled;

    @Override
    public Instant now() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Alarm schedule(Duration delay, Runnable action) {
        lock.lock();
        try {
            Task task = new Task(now.plus(delay), scheduled++, action);
            tasks.add(task);
            return () -> cancel(task);
        } finally {
            lock.unlock();
        }
    }

    /** How many alarms are set. */
    public int alarms() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }

    /** Turns time forward; what is due on the way runs in order, each at its own time. */
    public void advance(Duration duration) {
        Instant target = now().plus(duration);
        for (Task task = nextUntil(target); task != null; task = nextUntil(target)) {
            task.action().run();
        }
    }

    private @Nullable Task nextUntil(Instant target) {
        lock.lock();
        try {
            Task next = tasks.peek();
            if (next == null || next.due().isAfter(target)) {
                now = target;
                return null;
            }
            now = next.due();
            return tasks.remove();
        } finally {
            lock.unlock();
        }
    }

    private void cancel(Task task) {
        lock.lock();
        try {
            tasks.remove(task);
        } finally {
            lock.unlock();
        }
    }
}
