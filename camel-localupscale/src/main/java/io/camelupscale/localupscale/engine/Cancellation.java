package io.camelupscale.localupscale.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;

/** Stops one piece of work from another thread. May be used once, from any thread, before or after the work ended. */
public final class Cancellation {

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Action> actions = new LinkedHashSet<>();
    private volatile boolean cancelled;

    /** Asks the work to stop. It does so within about a second, with a {@link CancellationException}. */
    public void cancel() {
        lock.lock();
        try {
            cancelled = true;
            List.copyOf(actions).forEach(Action::run);
            actions.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #cancel()} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** @throws CancellationException if {@link #cancel()} was called */
    public void throwIfCancelled() {
        if (cancelled) {
            throw new CancellationException("upscaling was cancelled");
        }
    }

    /**
     * Runs the action when cancelled, at once if that already happened. When the returned handle is closed the action is
     * neither running nor will it ever run, so that it may use native handles which are freed next.
     */
    public Registration onCancel(Runnable action) {
        Action entry = new Action(action);
        lock.lock();
        try {
            if (cancelled) {
                entry.run();
            } else {
                actions.add(entry);
            }
        } finally {
            lock.unlock();
        }
        return () -> {
            lock.lock();
            try {
                actions.remove(entry);
            } finally {
                lock.unlock();
            }
        };
    }

    /** Closed to forget an action. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    // a class, not the Runnable itself: two equal actions are still two
    private static final class Action {
        private final Runnable action;

        Action(Runnable action) {
            this.action = action;
        }

        void run() {
            action.run();
        }
    }
}
