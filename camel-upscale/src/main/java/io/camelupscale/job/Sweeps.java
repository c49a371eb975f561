package io.camelupscale.job;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.StatusPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks for many jobs at a time, where the provider has a list of them. Jobs that are due are collected for a moment; then all
 * that wait are looked up in the list if that takes no more calls than asking for each of those that are due.
 */
final class Sweeps {

    private static final Duration COLLECTING = Duration.ofSeconds(1);

    private final JobEngine engine;
    private final Watch watch;
    private final Agenda agenda;
    private final int listSize;
    private final Lock lock = new ReentrantLock();

    private List<JobRun> due = new ArrayList<>();
    private boolean busy;

    Sweeps(JobEngine engine, Watch watch, Agenda agenda) {
        this.engine = engine;
        this.watch = watch;
        this.agenda = agenda;
        this.listSize = engine.traits().listSize();
    }

    boolean areOffered() {
        return listSize > 0;
    }

    /** The time of these jobs has come. */
    void add(Collection<JobRun> runs) {
        lock.lock();
        try {
            due.addAll(runs);
            if (busy) {
                return;
            }
            busy = true;
        } finally {
            lock.unlock();
        }
        engine.later(COLLECTING, this::begin);
    }

    private void begin() {
        List<JobRun> collected;
        lock.lock();
        try {
            collected = due;
            due = new ArrayList<>();
        } finally {
            lock.unlock();
        }
        if (collected.size() < 2 || collected.size() < pages(collected.size() + agenda.size())) {
            collected.forEach(watch::now);
            end();
            return;
        }
        Map<String, JobRun> wanted = new HashMap<>();
        collected.forEach(run -> wanted.put(run.job().remote().id(), run));
        agenda.takeAll().forEach(run -> wanted.put(run.job().remote().id(), run));
        // a list also has jobs that are none of ours: twice as many pages must do
        page(wanted, null, 2 * pages(wanted.size()));
    }

    private int pages(int jobs) {
        return (jobs + listSize - 1) / listSize;
    }

    private void page(Map<String, JobRun> wanted, @Nullable String cursor, int pagesLeft) {
        Duration limit = wanted.values().iterator().next().policy().requestTimeout();
        watch.enter(() -> list(cursor, limit).handle((page, error) -> {
            if (page != null) {
                listed(wanted, page, pagesLeft - 1);
            } else {
                notListed(wanted, error);
            }
            return null;
        }));
    }

    private CompletionStage<StatusPage> list(@Nullable String cursor, @Nullable Duration limit) {
        CompletableFuture<StatusPage> answer = new CompletableFuture<>();
        engine.calls().answer(() -> engine.provider().list(cursor), limit, answer);
        return answer;
    }

    private void listed(Map<String, JobRun> wanted, StatusPage page, int pagesLeft) {
        page.jobs().forEach((id, status) -> found(wanted.remove(id), status));
        if (wanted.isEmpty()) {
            end();
        } else if (page.next() != null && pagesLeft > 0) {
            page(wanted, page.next(), pagesLeft);
        } else {
            wanted.values().forEach(watch::now);
            end();
        }
    }

    private void found(@Nullable JobRun run, RemoteStatus status) {
        if (run != null) {
            run.begin(() -> watch.listed(run, status));
        }
    }

    private void notListed(Map<String, JobRun> wanted, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof ProviderException failure && failure.isPassing()) {
            wanted.values().forEach(run -> run.begin(() -> watch.notListed(run, failure)));
        } else {
            wanted.values().forEach(watch::now);
        }
        end();
    }

    private void end() {
        lock.lock();
        try {
            busy = !due.isEmpty();
            if (!busy) {
                return;
            }
        } finally {
            lock.unlock();
        }
        engine.later(COLLECTING, this::begin);
    }
}
