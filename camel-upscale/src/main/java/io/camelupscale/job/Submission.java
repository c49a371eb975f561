package io.camelupscale.job;

import io.camelupscale.spi.Balance;
import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.Lookup;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderTraits.Capability;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.UpscaleRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
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
    private final Gate quotes;

    Submission(JobEngine engine, Rates rates) {
        JobServices services = engine.services();
        this.engine = engine;
        this.submits = new Gate(
                engine.traits().parallelSubmits(),
                RateWindow.of(rates.submits()),
                services.timer(),
                services.workers());
        this.quotes =
                new Gate(engine.traits().parallelChecks(), RateWindow.of(null), services.timer(), services.workers());
    }

    void begin(JobRun run) {
        if (run.policy().needsEstimate()) {
            quotes.enter(() -> run.call(
                    run.policy().requestTimeout(),
                    ProviderException.Kind.UNAVAILABLE,
                    () -> engine.provider().estimate(run.job().request()),
                    estimate -> priced(run, estimate),
                    failure -> notPriced(run, failure)));
        } else {
            submits.enter(() -> submit(run));
        }
    }

    Stream<GateStatus> gates() {
        return Stream.of(quotes.status("quotes"), submits.status("submits"));
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

    CompletionStage<Estimate> estimate(UpscaleRequest request, @Nullable Duration limit) {
        return quote(() -> engine.provider().estimate(request), limit);
    }

    CompletionStage<Balance> balance(@Nullable Duration limit) {
        return quote(() -> engine.provider().balance(), limit);
    }

    private <T> CompletionStage<T> quote(Supplier<CompletionStage<T>> call, @Nullable Duration limit) {
        CompletableFuture<T> answer = engine.calls().await();
        quotes.enter(() -> engine.calls().answer(call, limit, answer));
        return answer;
    }

    private void priced(JobRun run, Estimate estimate) {
        JobPolicy policy = run.policy();
        if (policy.maxCredits() != null && estimate.credits() > policy.maxCredits()) {
            run.fail(
                    FailureReason.OVER_BUDGET,
                    "it would cost %s credits, and maxCredits=%s".formatted(estimate.credits(), policy.maxCredits()),
                    null);
        } else if (policy.budget() != null
                && !engine.store().reserve(engine.account(), run.key(), estimate.credits(), policy.budget())) {
            run.fail(
                    FailureReason.OVER_BUDGET,
                    "it would cost %s credits, and creditBudget allows %s in %s"
                            .formatted(
                                    estimate.credits(),
                                    policy.budget().credits(),
                                    policy.budget().period()),
                    null);
        } else {
            run.charge(estimate.credits());
            submits.enter(() -> submit(run));
        }
    }

    private void notPriced(JobRun run, ProviderException failure) {
        if (failure.isPassing() && !run.isOverdue()) {
            quotes.pause(Backoff.after(failure, ++run.tries().refusals));
            begin(run);
        } else {
            run.fail(failure);
        }
    }

    private CompletionStage<?> submit(JobRun run) {
        if (!run.isOver()
                && run.maySubmit()
                && run.moved(run.job().to(JobState.SUBMITTING), () -> submits.enter(() -> submit(run)))) {
            return run.call(
                    run.policy().transferTimeout(),
                    ProviderException.Kind.OUTCOME_UNKNOWN,
                    () -> engine.provider()
                            .submit(run.job().request(), run.job().remote(), run),
                    remote -> accepted(run, remote),
                    failure -> notAccepted(run, failure));
        }
        return CompletableFuture.completedFuture(null);
    }

    private void accepted(JobRun run, RemoteJob remote) {
        run.move(run.job().accepted(remote, engine.now()), () -> {
            run.audience().accept(run.job());
            engine.watch().begin(run);
        });
    }

    private void notAccepted(JobRun run, ProviderException failure) {
        if (failure.kind() == ProviderException.Kind.OUTCOME_UNKNOWN) {
            doubt(run, String.valueOf(failure.getMessage()));
        } else if (failure.isPassing()) {
            submitAgain(run, failure);
        } else {
            refund(run);
            run.fail(failure);
        }
    }

    /** Nobody knows whether the job was accepted. */
    void doubt(JobRun run, String text) {
        ProviderException lost = new ProviderException(ProviderException.Kind.OUTCOME_UNKNOWN, text);
        run.move(run.job().to(JobState.IN_DOUBT), () -> {
            if (engine.traits().can(Capability.REPEATABLE_SUBMIT)) {
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
                                engine.later(Backoff.after(failure, ++run.tries().refusals), () -> lookUp(run, lost));
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
        } else if (++run.tries().lookups < LOOKUPS) {
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
                    lost.getMessage()
                            + ": the provider may have accepted the job and charged for it, so it is not sent again",
                    lost);
        }
    }

    private void submitAgain(JobRun run, ProviderException reason) {
        if (run.isOverdue()) {
            run.fail(reason);
        } else {
            submits.pause(Backoff.after(reason, ++run.tries().refusals));
            submits.enter(() -> submit(run));
        }
    }

    private void refund(JobRun run) {
        if (run.policy().budget() != null) {
            engine.store().settle(engine.account(), run.key(), 0);
        }
    }
}
