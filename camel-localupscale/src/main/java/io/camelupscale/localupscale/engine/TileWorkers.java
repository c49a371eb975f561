package io.camelupscale.localupscale.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run tiles. Pictures take turns, so that a small one need not wait for a large one; the tiles of one
 * picture run in order.
 */
final class TileWorkers implements AutoCloseable {

    private final ThreadPoolExecutor threads;
    private final ReentrantLock lock = new ReentrantLock();
    /** Waiting work of each picture; whose turn is next comes first. */
    private final Map<Object, Deque<Consumer<TileBuffers>>> waiting = new LinkedHashMap<>();
    /** At most one for each thread. */
    private final Deque<TileBuffers> idleBuffers = new ArrayDeque<>();

    TileWorkers(int count) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = work -> {
            Thread thread = new Thread(work, "upscale-tile-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    }

    int count() {
        return threads.getMaximumPoolSize();
    }

    /**
     * Runs the work on some thread, which lends it its buffers. The work must not throw.
     *
     * @param owner the picture, named again to {@link #drop}
     */
    void submit(Object owner, Consumer<TileBuffers> work) {
        lock.lock();
        try {
            waiting.computeIfAbsent(owner, key -> new ArrayDeque<>()).add(work);
        } finally {
            lock.unlock();
        }
        threads.execute(this::runNext);
    }

    /** Forgets the owner's work that has not begun. */
    void drop(Object owner) {
        lock.lock();
        try {
            waiting.remove(owner);
        } finally {
            lock.unlock();
        }
    }

    private void runNext() {
        lock.lock();
        Consumer<TileBuffers> work;
        TileBuffers buffers;
        try {
            work = next();
            buffers = idleBuffers.isEmpty() ? new TileBuffers() : idleBuffers.pop();
        } finally {
            lock.unlock();
        }
        try {
            // nothing where work was dropped meanwhile
            if (work != null) {
                work.accept(buffers);
            }
        } finally {
            lock.lock();
            idleBuffers.push(buffers);
            lock.unlock();
        }
    }

    private @Nullable Consumer<TileBuffers> next() {
        Iterator<Map.Entry<Object, Deque<Consumer<TileBuffers>>>> turns =
                waiting.entrySet().iterator();
        if (!turns.hasNext()) {
            return null;
        }
        Map.Entry<Object, Deque<Consumer<TileBuffers>>> turn = turns.next();
        Object owner = turn.getKey();
        Deque<Consumer<TileBuffers>> queue = turn.getValue();
        turns.remove();
        Consumer<TileBuffers> work = queue.poll();
        if (!queue.isEmpty()) {
            // to the end of the line
            waiting.put(owner, queue);
        }
        return work;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
