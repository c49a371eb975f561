package io.camelupscale.localupscale.engine;

import java.util.concurrent.locks.ReentrantLock;

/** Counts finished tiles and tells the listener, in order. */
final class TileProgress {

    private final ReentrantLock lock = new ReentrantLock();
    private final int total;
    private final ProgressListener listener;
    private int done;

    TileProgress(int total, ProgressListener listener) {
        this.total = total;
        this.listener = listener;
    }

    void tileDone() {
        lock.lock();
        try {
            done++;
            listener.onProgress(done, total);
        } finally {
            lock.unlock();
        }
    }
}
