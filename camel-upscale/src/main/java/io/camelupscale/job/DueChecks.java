package io.camelupscale.job;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Jobs whose time has come, and whose checks wait for room at the gate: the earliest goes first. Many may wait, and so one
 * call at the gate is for them all; whoever gets through sends the next one there.
 */
final class DueChecks {

    private final Lock lock = new ReentrantLock();
    private final Queue<JobRun> due = new PriorityQueue<>(Comparator.comparingLong(Agenda::due));
    private final Gate gate;
    private final Function<JobRun, CompletionStage<?>> check;

    private boolean atGate;

    /** @param check what is done, on a worker, when there is room */
    DueChecks(Gate gate, Function<JobRun, CompletionStage<?>> check) {
        this.gate = gate;
        this.check = check;
    }

    void add(JobRun run) {
        lock.lock();
        try {
            due.add(run);
        } finally {
            lock.unlock();
        }
        toGate();
    }

    /** How many wait beside the one at the gate. */
    int more() {
        lock.lock();
        try {
            return due.size() - (atGate ? 1 : 0);
        } finally {
            lock.unlock();
        }
    }

    private void toGate() {
        JobRun first;
        lock.lock();
        try {
            first = atGate ? null : due.peek();
            atGate |= first != null;
        } finally {
            lock.unlock();
        }
        if (first != null) {
            gate.enter(this::pass, Agenda.due(first));
        }
    }

    private CompletionStage<?> pass() {
        JobRun first;
        lock.lock();
        try {
            first = due.remove();
            atGate = false;
        } finally {
            lock.unlock();
        }
        toGate();
        return check.apply(first);
    }
}
