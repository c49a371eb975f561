package io.camelupscale.job;

import io.camelupscale.spi.Deadline;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderTraits.Capability;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteStatus;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the provider how its jobs are getting on, until they have ended. */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration SETTLEMENT = Duration.ofSeconds(2);

    private final JobEngine engine;
    private final Gate checks;
    private final Agenda agenda;
    private final DueChecks dueChecks;
    private final Sweeps sweeps;
    private final PollSchedule schedule;
    private final LearnedDurations learned = new LearnedDurations();

    /** Jobs whose check waits at the gate, by their task: one check is for all of them. */
    private final ConcurrentMap<String, Set<JobRun>> together = new ConcurrentHashMap<>();

    Watch(JobEngine engine, Rates rates) {
        JobServices services = engine.services();
        this.engine = engine;
        this.checks = new Gate(
                engine.traits().parallelChecks(),
                RateWindow.paced(rates.checks()),
                services.timer(),
                services.workers());
        this.dueChecks = new DueChecks(checks, this::check);
        this.agenda = new Agenda(services.timer(), this::due);
        this.sweeps = new Sweeps(engine, this, agenda);
        this.schedule = new PollSchedule(engine.traits().can(Capability.QUICK), services.random());
    }

    /** The provider has just taken the job. */
    void begin(JobRun run) {
        goOn(run, JobRun.UNKNOWN, null);
    }

    /** Checks at once; where a rate makes jobs queue up, the one first whose time came first. */
    void now(JobRun run) {
        RemoteJob remote = run.job().remote();
        if (!engine.provider().isShared(remote)) {
            agenda.dueNow(run);
            dueChecks.add(run);
            return;
        }
        AtomicBoolean first = new AtomicBoolean();
        together.compute(remote.id(), (id, waiting) -> {
            first.set(waiting == null);
            Set<JobRun> all = waiting == null ? new LinkedHashSet<>() : waiting;
            all.add(run);
            return all;
        });
        if (first.get()) {
            agenda.dueNow(run);
            checks.enter(() -> checkAll(remote.id()), Agenda.due(run));
        }
    }

    /** A job has been found finished. */
    void learn(JobRun run) {
        if (agenda.hasWaited(run)) { // else it may have been finished long before this process began
            run.leftQueue();
            learned.add(kind(run), run.start(), run.worked());
        }
    }

    List<LearnedDuration> learned() {
        return learned.snapshot();
    }

    private static JobKind kind(JobRun run) {
        Job job = run.job();
        return JobKind.of(job.request().spec().model(), job.expected().pixels());
    }

    GateStatus gate() {
        return checks.status("checks", dueChecks.more());
    }

    /** The provider has said that the job has moved. */
    void hint(JobRun run) {
        agenda.hint(run);
    }

    /** Somebody has said that the job has moved. */
    void suggest(JobRun run) {
        agenda.suggest(run);
    }

    void forget(JobRun run) {
        agenda.forget(run);
    }

    /** Makes another call that counts as a check. */
    void enter(Supplier<CompletionStage<?>> call) {
        checks.enter(call);
    }

    /** Cancels a job at the provider, whoever works on it here. */
    CompletionStage<Void> cancel(Job job) {
        CompletableFuture<Void> answer = engine.calls().await();
        Duration limit = job.order().policy().requestTimeout();
        checks.enter(() -> engine.calls().answer(() -> engine.provider().cancel(job.remote()), limit, answer));
        return answer;
    }

    void pause(ProviderException failure) {
        if (failure.retryAfter() != null) {
            checks.pause(failure.retryAfter());
        }
    }

    void close() {
        checks.close();
    }

    private void due(List<JobRun> runs) {
        if (sweeps.areOffered()) {
            sweeps.add(runs);
        } else {
            runs.forEach(this::now);
        }
    }

    /** A job was found in the provider's list. */
    void listed(JobRun run, RemoteStatus status) {
        run.polled();
        checked(run, status);
    }

    /** The provider's list was not to be had for now. */
    void notListed(JobRun run, ProviderException failure) {
        run.polled();
        notChecked(run, failure);
    }

    private CompletionStage<?> check(JobRun run) {
        return checked(run, () -> engine.provider().check(run.job().remote()));
    }

    /** All jobs of a task with one call, also those whose time has not come. */
    private CompletionStage<?> checkAll(String id) {
        Set<JobRun> task = together.remove(id);
        if (task == null) {
            return CompletableFuture.completedFuture(null);
        }
        task.addAll(agenda.take(run -> run.job().remote().id().equals(id)));
        List<JobRun> runs = task.stream().filter(run -> !run.isOver()).toList();
        if (runs.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletionStage<List<RemoteStatus>> call;
        try {
            call = Deadline.within(runs.get(0).policy().requestTimeout(), () -> engine.provider()
                    .checkAll(runs.stream().map(run -> run.job().remote()).toList()));
        } catch (RuntimeException | Error e) { // each of them hears of it
            call = CompletableFuture.failedFuture(e);
        }
        CompletionStage<List<RemoteStatus>> answer = call;
        return CompletableFuture.allOf(IntStream.range(0, runs.size())
                .mapToObj(i -> checked(runs.get(i), () -> answer.thenApply(statuses -> statuses.get(i)))
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private CompletionStage<?> checked(JobRun run, Supplier<CompletionStage<RemoteStatus>> call) {
        run.polled();
        return run.call(
                run.policy().requestTimeout(),
                ProviderException.Kind.UNAVAILABLE,
                call,
                status -> checked(run, status),
                failure -> notChecked(run, failure));
    }

    private void checked(JobRun run, RemoteStatus status) {
        if (status instanceof RemoteStatus.Done done) {
            engine.fetch().begin(run, done);
        } else if (status instanceof RemoteStatus.Unsettled unsettled) {
            settle(run, unsettled);
        } else if (status instanceof RemoteStatus.Failed failed) {
            run.fail(failed.inputFault() ? FailureReason.REJECTED : FailureReason.FAILED, failed.text(), null);
        } else if (status instanceof RemoteStatus.OutOfCredits unpaid) {
            run.fail(FailureReason.OUT_OF_CREDITS, unpaid.text(), null);
        } else if (status instanceof RemoteStatus.Cancelled) {
            run.fail(FailureReason.CANCELLED, "the job was cancelled", null);
        } else if (status instanceof RemoteStatus.Running running) {
            run.working(running.progress(), running.detail());
            goOn(run, running.progress(), running.eta());
        } else {
            run.queued();
            goOn(run, JobRun.UNKNOWN, null);
        }
    }

    /** What it cost is worth one more check, if that takes nothing away from other jobs. */
    private void settle(JobRun run, RemoteStatus.Unsettled unsettled) {
        if (run.extras().settled || !checks.hasSpare()) {
            engine.fetch().begin(run, unsettled.done());
        } else {
            run.extras().settled = true;
            agenda.add(run, SETTLEMENT);
        }
    }

    private void notChecked(JobRun run, ProviderException failure) {
        boolean lost = failure.kind() == ProviderException.Kind.NOT_FOUND;
        if (lost && run.extras().resubmits < engine.traits().resubmits()) {
            run.extras().resubmits++;
            run.extras().downloads = 0; // those were of another job
            LOG.warn(
                    "{} lost job {} of {}: submitting it again",
                    engine.account(),
                    run.job().remote().id(),
                    run.name());
            run.move(run.job().lost(), () -> engine.submission().begin(run));
        } else if (failure.isPassing() || failure.kind() == ProviderException.Kind.OUTCOME_UNKNOWN) {
            pause(failure);
            goOn(run, JobRun.UNKNOWN, null);
        } else if (lost) {
            run.fail(failure);
        } else {
            run.giveUp(failure);
        }
    }

    /** Waits for the next check, unless the job's time is up. */
    private void goOn(JobRun run, double progress, @Nullable Duration eta) {
        if (!run.isOverdue()) {
            int others = engine.provider().taskSize() > 1 ? agenda.tasks() : agenda.size();
            Duration fair = checks.fairInterval(others + 1);
            Duration worked = run.worked();
            Duration next =
                    schedule.next(run.elapsed(), worked, progress, eta, run.whole(), learned.of(kind(run)), fair);
            run.expect(PollSchedule.whole(worked, progress, eta));
            Duration rest = Duration.between(engine.now(), run.deadline());
            agenda.add(run, next.compareTo(rest) < 0 ? next : rest);
        } else if (run.policy().cancelOverdue()) {
            checks.enter(() -> run.call(
                    run.policy().requestTimeout(),
                    ProviderException.Kind.UNAVAILABLE,
                    () -> engine.provider().cancel(run.job().remote()),
                    cancelled -> lastCheck(run),
                    failure -> lastCheck(run)));
        } else {
            run.giveUp(FailureReason.TIMED_OUT, run.overdue() + ", and is left to run", null);
        }
    }

    /** The true state after a cancel: the job may have finished in the meantime, and then its result is wanted. */
    private void lastCheck(JobRun run) {
        checks.enter(() -> run.call(
                run.policy().requestTimeout(),
                ProviderException.Kind.UNAVAILABLE,
                () -> engine.provider().check(run.job().remote()),
                status -> {
                    if (status instanceof RemoteStatus.Done done) {
                        engine.fetch().begin(run, done);
                    } else if (status instanceof RemoteStatus.Unsettled unsettled) {
                        engine.fetch().begin(run, unsettled.done());
                    } else if (status instanceof RemoteStatus.Queued || status instanceof RemoteStatus.Running) {
                        run.giveUp(FailureReason.TIMED_OUT, run.overdue() + ", and goes on nevertheless", null);
                    } else {
                        run.fail(FailureReason.TIMED_OUT, run.overdue(), null);
                    }
                },
                failure -> run.giveUp(FailureReason.TIMED_OUT, run.overdue(), failure)));
    }
}
