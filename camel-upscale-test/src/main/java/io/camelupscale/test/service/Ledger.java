package io.camelupscale.test.service;

import io.camelupscale.test.meter.Counters;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The account's credits. */
public final class Ledger {

    private final Counters counters;
    private final Lock lock = new ReentrantLock();
    private final Set<List<String>> charged = new HashSet<>();
    private double balance;

    /** @param balance credits at the beginning */
    public Ledger(double balance, Counters counters) {
        this.balance = balance;
        this.counters = counters;
    }

    /** Credits that are left. */
    public double balance() {
        lock.lock();
        try {
            return balance;
        } finally {
            lock.unlock();
        }
    }

    /** Charges an order. False if the balance does not suffice: then nothing is charged. */
    public boolean charge(JobOrder order, double credits) {
        lock.lock();
        try {
            if (credits > balance) {
                return false;
            }
            balance -= credits;
            counters.charge(credits, !remember(order));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Charges what is not known yet; {@link #use} tells it later. False if the balance does not suffice. */
    public boolean reserve(double credits) {
        lock.lock();
        try {
            if (credits > balance) {
                return false;
            }
            balance -= credits;
            counters.charge(credits, false);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Tells for what was reserved. */
    public void use(JobOrder order) {
        lock.lock();
        try {
            if (!remember(order)) {
                counters.duplicate();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives credits back. */
    public void refund(double credits) {
        lock.lock();
        try {
            balance += credits;
            counters.refund(credits);
        } finally {
            lock.unlock();
        }
    }

    /** True if nothing about the order was charged before. */
    private boolean remember(JobOrder order) {
        boolean isNew = charged.add(List.of("content", order.content()));
        if (order.reference() != null) {
            isNew &= charged.add(List.of("reference", order.reference()));
        }
        if (order.idempotencyKey() != null) {
            isNew &= charged.add(List.of("key", order.idempotencyKey()));
        }
        return isNew;
    }
}
