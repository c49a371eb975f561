package io.camelupscale.localupscale.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The threads that run tiles, first come first served for all pictures. */
final class TileWorkers implements AutoCloseable {

    private final ThreadPoolExecutor threads;
    /** At most one for each thread. */
    private final Queue<TileBuffers> idleBuffers = new ConcurrentLinkedQueue<>();

    TileWorkers(int count) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = work -> {
            Thread thread = new Thread(work, "upscale-tile-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                factory,
                new ThreadPoolExecutor.AbortPolicy());
    }

    int count() {
        return threads.getMaximumPoolSize();
    }

    /**
     * Runs the work on some thread, which lends it its buffers. The work must not throw.
     *
     * @param owner named again to {@link #drop}
     */
    void submit(Object owner, Consumer<TileBuffers> work) {
        threads.execute(new OwnedWork(owner, work));
    }

    /** Forgets the owner's work that has not begun. */
    void drop(Object owner) {
        threads.getQueue().removeIf(work -> work instanceof OwnedWork owned && owned.owner == owner);
    }

    @Override
    public void close() {
        threads.shutdown();
        idleBuffers.clear();
    }

    private final class OwnedWork implements Runnable {
        private final Object owner;
        private final Consumer<TileBuffers> work;

        OwnedWork(Object owner, Consumer<TileBuffers> work) {
            this.owner = owner;
            this.work = work;
        }

        @Override
        public void run() {
            TileBuffers lent = idleBuffers.poll();
            TileBuffers buffers = lent == null ? new TileBuffers() : lent;
            try {
                work.accept(buffers);
            } finally {
                idleBuffers.add(buffers);
            }
        }
    }
}
