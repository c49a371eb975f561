package io.camelupscale.job;

import io.camelupscale.spi.Deadline;
import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.Lookup;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderTraits.Capability;
import io.camelupscale.spi.RemoteJob;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands jobs over to the provider: never above the price, never twice. */
final class Submission {

    private static final Logger LOG = LoggerFactory.getLogger(Submission.class);

    /** A list may lag behind: a job counts as never accepted only if it is missing each time. */
    private static final int LOOKUPS = 3;

    private static final Duration BETWEEN_LOOKUPS = Duration.ofSeconds(20);

    private final JobEngine engine;
    private final Gate submits;
    private final Quotes quotes;

    Submission(JobEngine engine, Rates rates) {
        JobServices services = engine.services();
        this.engine = engine;
        this.submits = new Gate(
                engine.traits().parallelSubmits(),
                RateWindow.of(rates.submits()),
                services.timer(),
                services.workers());
        this.quotes = engine.quotes();
    }

    void begin(JobRun run) {
        if (run.policy().needsEstimate() && !engine.traits().can(Capability.QUOTED_SUBMIT)) {
            quotes.enter(() -> run.call(
                    run.policy().requestTimeout(),
                    ProviderException.Kind.UNAVAILABLE,
                    () -> engine.provider().estimate(run.job().request()),
                    estimate -> priced(run, estimate),
                    failure -> notPriced(run, failure)));
        } else {
            enqueue(run);
        }
    }

    /** To the gate, where it waits alone or with those that it was started with. */
    private void enqueue(JobRun run) {
        Group group = run.group();
        String kind = group == null || engine.provider().taskSize() < 2
                ? null
                : engine.provider().taskKind(run.job().request());
        if (group == null || kind == null) {
            submits.enter(() -> submit(run));
        } else {
            group.add(run, kind, engine.services().timer(), this::enqueueAll);
        }
    }

    private void enqueueAll(List<JobRun> runs) {
        int most = engine.provider().taskSize();
        for (int from = 0; from < runs.size(); from += most) {
            List<JobRun> task = List.copyOf(runs.subList(from, Math.min(from + most, runs.size())));
            submits.enter(() -> task.size() == 1 ? submit(task.get(0)) : submitAll(task));
        }
    }

    Stream<GateStatus> gates() {
        return Stream.of(quotes.status(), submits.status("submits"));
    }

    /** Lets nobody through any more. Completes when the submits under way have been answered, and the answers stored. */
    CompletionStage<Void> close() {
        quotes.close();
        return submits.close();
    }

    /** Ends a job of which nothing was sent. False if it is too late for that. */
    boolean cancel(JobRun run) {
        if (!run.stopsBeforeSubmit()) {
            return false;
        }
        refund(run);
        run.fail(FailureReason.CANCELLED, "the job was cancelled before it was sent", null);
        return true;
    }

    private void priced(JobRun run, Estimate estimate) {
        try {
            price(run, estimate);
        } catch (ProviderException e) {
            run.fail(e);
            return;
        }
        enqueue(run);
    }

    /**
     * Sets a job's price aside; once, however often it is asked.
     *
     * @param quote null where the provider does not tell one
     * @throws ProviderException {@code OVER_BUDGET} if the job may not cost as much
     */
    void price(JobRun run, @Nullable Estimate quote) {
        JobPolicy policy = run.policy();
        CreditBudget budget = policy.budget();
        if (quote == null) {
            if (policy.needsEstimate()) {
                throw overBudget("the provider does not tell what it would cost, and there is a limit");
            }
            return;
        }
        if (policy.maxCredits() != null && quote.credits() > policy.maxCredits()) {
            throw overBudget(
                    "it would cost %s credits, and maxCredits=%s".formatted(quote.credits(), policy.maxCredits()));
        }
        if (budget != null && !engine.store().reserve(engine.account(), run.key(), quote.credits(), budget)) {
            throw overBudget("it would cost %s credits, and creditBudget allows %s in %s"
                    .formatted(quote.credits(), budget.credits(), budget.period()));
        }
        run.charge(quote.credits());
    }

    private static ProviderException overBudget(String why) {
        return new ProviderException(ProviderException.Kind.OVER_BUDGET, why);
    }

    private void notPriced(JobRun run, ProviderException failure) {
        if (failure.isPassing() && !run.isOverdue()) {
            quotes.pause(Backoff.after(failure, ++run.extras().refusals));
            begin(run);
        } else {
            run.fail(failure);
        }
    }

    private CompletionStage<?> submit(JobRun run) {
        if (!begins(run)) {
            return CompletableFuture.completedFuture(null);
        }
        Attempt attempt = new Attempt(engine, run);
        return sent(run, attempt, attempt::call);
    }

    private CompletionStage<?> submitAll(List<JobRun> runs) {
        List<JobRun> begun = runs.stream().filter(this::begins).toList();
        if (begun.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletionStage<List<RemoteJob>> call;
        try {
            call = Deadline.within(begun.get(0).policy().transferTimeout(), () -> engine.provider()
                    .submitAll(begun.stream().map(run -> run.job().request()).toList()));
        } catch (RuntimeException | Error e) { // each of them hears of it
            call = CompletableFuture.failedFuture(e);
        }
        CompletionStage<List<RemoteJob>> answer = call;
        return CompletableFuture.allOf(IntStream.range(0, begun.size())
                .mapToObj(i -> sent(begun.get(i), answer.thenApply(jobs -> jobs.get(i))))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<?> sent(JobRun run, CompletionStage<RemoteJob> answer) {
        Attempt attempt = new Attempt(engine, run);
        return sent(run, attempt, () -> attempt.ending(answer)).toCompletableFuture();
    }

    /** Whether it is sent now, and stands so in the store. */
    private boolean begins(JobRun run) {
        return !run.isOver()
                && run.maySubmit()
                && run.moved(run.job().to(JobState.SUBMITTING), () -> submits.enter(() -> submit(run)));
    }

    private CompletionStage<?> sent(JobRun run, Attempt attempt, Supplier<CompletionStage<RemoteJob>> call) {
        return run.call(
                run.policy().transferTimeout(),
                ProviderException.Kind.OUTCOME_UNKNOWN,
                call,
                remote -> accepted(run, remote),
                failure -> {
                    attempt.giveUp();
                    notAccepted(run, attempt, failure);
                });
    }

    private void accepted(JobRun run, RemoteJob remote) {
        run.move(run.job().accepted(remote, engine.now()), () -> {
            run.accept(run.job());
            engine.watch().begin(run);
        });
    }

    private void notAccepted(JobRun run, Attempt attempt, ProviderException failure) {
        boolean again = failure.kind() == ProviderException.Kind.OUTCOME_UNKNOWN || failure.isPassing();
        if (!again) {
            refused(run, failure);
        } else if (run.job().remote().equals(RemoteJob.NONE)) {
            notAnswered(run, failure);
        } else {
            attempt.whenEnded(() -> run.begin(() -> notAnswered(run, failure))); // two must not take the same steps
        }
    }

    private void notAnswered(JobRun run, ProviderException failure) {
        if (failure.kind() == ProviderException.Kind.OUTCOME_UNKNOWN) {
            doubt(run, String.valueOf(failure.getMessage()));
        } else {
            submitAgain(run, failure);
        }
    }

    /** The provider will not have it. What it has of it by now is given up, and what that has cost is given back. */
    private void refused(JobRun run, ProviderException failure) {
        if (run.job().remote().id().isEmpty()) {
            refund(run);
            run.fail(failure);
            return;
        }
        engine.watch()
                .cancel(run.job())
                .whenComplete((nothing, error) -> run.begin(() -> {
                    if (error != null) {
                        LOG.warn(
                                "Job {} of {} could not be cancelled: {}",
                                run.job().remote().id(),
                                run.name(),
                                error.toString());
                    }
                    refund(run);
                    run.fail(failure);
                }));
    }

    /** Nobody knows whether the job was accepted. */
    void doubt(JobRun run, String text) {
        ProviderException lost = new ProviderException(ProviderException.Kind.OUTCOME_UNKNOWN, text);
        run.extras().doubted = true;
        run.move(run.job().to(JobState.IN_DOUBT), () -> {
            if (engine.traits().can(Capability.REPEATABLE_SUBMIT)
                    || engine.provider().isResumable(run.job().remote())) {
                submitAgain(run, lost);
            } else if (engine.traits().can(Capability.LOOKUP)) {
                lookUp(run, lost);
            } else {
                undecided(run, lost);
            }
        });
    }

    private void lookUp(JobRun run, ProviderException lost) {
        engine.watch()
                .enter(() -> run.call(
                        run.policy().requestTimeout(),
                        ProviderException.Kind.UNAVAILABLE,
                        () -> engine.provider()
                                .lookUp(
                                        run.job().request(),
                                        run.job().remote(),
                                        run.key(),
                                        run.job().created()),
                        answer -> lookedUp(run, lost, answer),
                        failure -> {
                            if (failure.isPassing() && !run.isOverdue()) {
                                engine.watch().pause(failure);
                                engine.later(Backoff.after(failure, ++run.extras().refusals), () -> lookUp(run, lost));
                            } else {
                                undecided(run, lost);
                            }
                        }));
    }

    private void lookedUp(JobRun run, ProviderException lost, Lookup answer) {
        if (answer instanceof Lookup.Found found) {
            LOG.info(
                    "{} has job {} of {} after all",
                    engine.account(),
                    found.job().id(),
                    run.name());
            accepted(run, found.job());
        } else if (answer instanceof Lookup.Unclear unclear) {
            undecided(
                    run,
                    new ProviderException(
                            ProviderException.Kind.OUTCOME_UNKNOWN, lost.getMessage() + "; " + unclear.why()));
        } else if (++run.extras().lookups < LOOKUPS) {
            engine.later(BETWEEN_LOOKUPS, () -> lookUp(run, lost));
        } else {
            submitAgain(run, lost);
        }
    }

    private void undecided(JobRun run, ProviderException lost) {
        if (run.policy().resendDoubted()) {
            submitAgain(run, lost);
        } else {
            run.giveUp(
                    FailureReason.IN_DOUBT,
                    ("%s: the provider may have accepted the job and charged for it, so it is not sent again. To look it up:"
                                    + " account %s, sent between %s and %s, job key %s")
                            .formatted(
                                    lost.getMessage(),
                                    engine.account(),
                                    run.job().created().truncatedTo(ChronoUnit.SECONDS),
                                    engine.now().truncatedTo(ChronoUnit.SECONDS),
                                    run.key()),
                    lost);
        }
    }

    private void submitAgain(JobRun run, ProviderException reason) {
        boolean begun = !run.job().remote().id().isEmpty();
        if (run.isOverdue() && begun && !run.policy().cancelOverdue()) {
            run.giveUp(reason);
        } else if (run.isOverdue() && begun) {
            refused(run, reason);
        } else if (run.isOverdue()) {
            run.fail(reason);
        } else {
            submits.pause(Backoff.after(reason, ++run.extras().refusals));
            if (!run.extras().doubted && run.job().remote().equals(RemoteJob.NONE)) {
                run.unsent(); // else a restart would leave it in doubt
                run.move(run.job().to(JobState.NEW), () -> enqueue(run));
            } else {
                enqueue(run);
            }
        }
    }

    private void refund(JobRun run) {
        if (run.policy().budget() != null) {
            engine.store().settle(engine.account(), run.key(), 0);
        }
    }
}
