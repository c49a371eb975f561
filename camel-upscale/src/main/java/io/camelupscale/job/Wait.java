package io.camelupscale.job;

import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A job's pause until its next check, which a hint may cut short. A hint that comes too early shortens the next pause. */
final class Wait {

    private static final JobTimer.Alarm NONE = () -> {};

    private final Lock lock = new ReentrantLock();
    private final JobTimer timer;
    private final Runnable next;

    private JobTimer.Alarm alarm = NONE;
    private boolean waiting;
    private boolean hinted;
    private boolean ended;

    /** @param next what follows each pause; must not block */
    Wait(JobTimer timer, Runnable next) {
        this.timer = timer;
        this.next = next;
    }

    /** Begins a pause. */
    void begin(Duration delay) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            waiting = true;
            if (!hinted) {
                alarm = timer.schedule(delay, this::over);
                return;
            }
        } finally {
            lock.unlock();
        }
        over();
    }

    /** Cuts the pause short. */
    void hint() {
        lock.lock();
        try {
            hinted = true;
        } finally {
            lock.unlock();
        }
        over();
    }

    /** No pause, now or later, is followed by anything any more. */
    void end() {
        lock.lock();
        try {
            ended = true;
            waiting = false;
            alarm.cancel();
        } finally {
            lock.unlock();
        }
    }

    private void over() {
        lock.lock();
        try {
            if (!waiting) {
                return;
            }
            waiting = false;
            hinted = false;
            alarm.cancel();
            alarm = NONE;
        } finally {
            lock.unlock();
        }
        next.run();
    }
}
