package io.camelupscale.localupscale.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Admits pictures while their estimated heap fits together, first come first served. One alone is always admitted. */
final class MemoryBudget {

    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Object> waiting = new ArrayDeque<>();
    private long used;

    /** @param limit in bytes */
    MemoryBudget(long limit) {
        this.limit = limit;
    }

    /**
     * Waits until there is room for a picture.
     *
     * @return closed to give the room back
     * @throws CancellationException if cancelled or interrupted meanwhile
     */
    @SuppressWarnings("try") // the registration is only closed
    Share acquire(long bytes, Cancellation cancellation) {
        Object ticket = new Object();
        try (Cancellation.Registration wake = cancellation.onCancel(this::signal)) {
            lock.lockInterruptibly();
            try {
                waiting.add(ticket);
                while (waiting.peek() != ticket || used > 0 && used + bytes > limit) {
                    cancellation.throwIfCancelled();
                    changed.await();
                }
                used += bytes;
            } finally {
                waiting.remove(ticket);
                changed.signalAll();
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the thread was interrupted");
        }
        return () -> release(bytes);
    }

    private void release(long bytes) {
        lock.lock();
        try {
            used -= bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A picture's room. */
    interface Share extends AutoCloseable {
        @Override
        void close();
    }
}
