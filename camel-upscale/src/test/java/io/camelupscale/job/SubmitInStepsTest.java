package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.ProviderTraits;
import io.camelupscale.spi.ProviderTraits.Capability;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.testprovider.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** A submit of several steps: quoted on its way, stored after each, and never under way twice. */
class SubmitInStepsTest extends ScriptedEngine {

    private static final RemoteJob BEGUN = new RemoteJob("r1", Map.of("step", "1"));

    private final Stepwise provider = new Stepwise();
    private final Answer answer = new Answer();

    @Test
    void whatASubmitQuotesIsNotAskedForBefore() {
        provider.steps.add((soFar, context) -> {
            context.price(new Estimate(4));
            return accepted();
        });

        engine(provider).start(order(limited(5.0, null)), answer);
        turnUntil(answer::arrived);

        assertThat(answer.result.job().credits()).isEqualTo(4);
        assertThat(provider.estimates).isEmpty();
    }

    @Test
    void aQuoteAboveTheLimitEndsTheJob() {
        provider.steps.add((soFar, context) -> {
            context.price(new Estimate(5.5));
            return accepted();
        });

        engine(provider).start(order(limited(5.0, null)), answer);
        turnUntil(answer::arrived);

        assertThat(answer.failure.reason()).isEqualTo(FailureReason.OVER_BUDGET);
        assertThat(answer.failure.message()).contains("5.5", "maxCredits=5.0");
        assertThat(provider.cancels).isEmpty();
        assertThat(stored()).isNull();
    }

    @Test
    void noQuoteIsAboveEveryLimit() {
        provider.steps.add((soFar, context) -> {
            context.price(null);
            return accepted();
        });

        engine(provider).start(order(limited(1e9, null)), answer);
        turnUntil(answer::arrived);

        assertThat(answer.failure.reason()).isEqualTo(FailureReason.OVER_BUDGET);
    }

    @Test
    void aQuoteIsSetAsideOnceHoweverOftenItIsAskedFor() {
        provider.steps.add((soFar, context) -> {
            context.price(new Estimate(6));
            throw new ProviderException(Kind.UNAVAILABLE, "later");
        });
        provider.steps.add((soFar, context) -> {
            context.price(new Estimate(6));
            return accepted();
        });

        engine(provider).start(order(limited(null, new CreditBudget(10, Duration.ofDays(1)))), answer);
        turnUntil(answer::arrived);

        assertThat(answer.result.job().credits()).isEqualTo(6);
    }

    @Test
    void aQuoteThatWasSetAsideIsGivenBackWithWhatWasBegun() {
        CreditBudget budget = new CreditBudget(10, Duration.ofDays(1));
        provider.steps.add((soFar, context) -> {
            context.price(new Estimate(6));
            context.checkpoint(BEGUN);
            throw new ProviderException(Kind.OUT_OF_CREDITS, "nothing left");
        });

        engine(provider).start(order(limited(null, budget)), answer);
        turnUntil(answer::arrived);

        assertThat(answer.failure.reason()).isEqualTo(FailureReason.OUT_OF_CREDITS);
        assertThat(provider.cancels).containsExactly("r1");
        assertThat(store.reserve("account", "another", 10, budget)).isTrue();
    }

    @Test
    void aSubmitGoesOnFromItsCheckpoint() {
        provider.steps.add((soFar, context) -> {
            context.checkpoint(BEGUN);
            throw new ProviderException(Kind.OUTCOME_UNKNOWN, "reset");
        });
        provider.steps.add((soFar, context) -> accepted());

        engine(provider).start(order(), answer);
        turnUntil(answer::arrived);

        assertThat(provider.handed).containsExactly(RemoteJob.NONE, BEGUN);
        assertThat(answer.result).isNotNull();
    }

    @Test
    void aSubmitThatWasGivenUpEndsAtItsNextCheckpointAndTheNextWaitsAndGoesOnFromThere() {
        RemoteJob further = new RemoteJob("r1", Map.of("step", "2"));
        CompletableFuture<RemoteJob> slow = new CompletableFuture<>();
        Queue<SubmitContext> contexts = new ConcurrentLinkedQueue<>();
        provider.steps.add((soFar, context) -> {
            context.checkpoint(BEGUN);
            contexts.add(context);
            return slow;
        });
        provider.steps.add((soFar, context) -> accepted());
        JobPolicy policy = new JobPolicy(
                Duration.ofHours(24), Duration.ofHours(2), null, Duration.ofMinutes(1), true, false, null, null);

        engine(provider).start(order(policy), answer);
        turnUntil(() -> !contexts.isEmpty() && !contexts.element().isWanted());
        timer.advance(Duration.ofMinutes(30));

        ProviderException refused = catchThrowableOfType(
                ProviderException.class, () -> contexts.element().checkpoint(further));
        assertThat(refused.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(provider.handed).hasSize(1);
        slow.completeExceptionally(refused);
        turnUntil(answer::arrived);
        assertThat(provider.handed).containsExactly(RemoteJob.NONE, further);
        assertThat(answer.result).isNotNull();
    }

    @Test
    void aJobIsCancelledWhileItIsSubmittedOnceTheProviderHasIt() {
        CompletableFuture<RemoteJob> slow = new CompletableFuture<>();
        provider.steps.add((soFar, context) -> {
            context.checkpoint(BEGUN);
            return slow;
        });
        JobEngine engine = engine(provider);

        engine.start(order(), answer);
        await().until(() -> store.find("account", "key")
                .map(Job::remote)
                .filter(BEGUN::equals)
                .isPresent());
        engine.cancel("key").toCompletableFuture().join();

        assertThat(provider.cancels).containsExactly("r1");
        slow.complete(BEGUN);
    }

    @Test
    void aStoreThatIsOutOfOrderHoldsTheNextStepUp() {
        provider.steps.add((soFar, context) -> {
            database.cut();
            context.checkpoint(BEGUN);
            return accepted();
        });
        provider.steps.add((soFar, context) -> accepted());

        engine(provider).start(order(), answer);
        await().until(() -> provider.handed.size() == 1);
        database.mend();
        turnUntil(answer::arrived);

        assertThat(provider.handed).containsExactly(RemoteJob.NONE, RemoteJob.NONE);
        assertThat(answer.result).isNotNull();
    }

    private static JobPolicy limited(Double maxCredits, CreditBudget budget) {
        return new JobPolicy(Duration.ofHours(24), Duration.ofHours(2), null, null, true, false, maxCredits, budget);
    }

    private CompletionStage<RemoteJob> accepted() {
        return CompletableFuture.completedFuture(provider.accept(order().request()));
    }

    private static final class Stepwise extends ScriptedProvider {

        final Queue<BiFunction<RemoteJob, SubmitContext, CompletionStage<RemoteJob>>> steps =
                new ConcurrentLinkedQueue<>();
        final List<RemoteJob> handed = new CopyOnWriteArrayList<>();
        final List<UpscaleRequest> estimates = new CopyOnWriteArrayList<>();

        Stepwise() {
            super(true);
        }

        @Override
        public ProviderTraits traits() {
            return super.traits().with(Capability.ESTIMATE, Capability.QUOTED_SUBMIT, Capability.REPEATABLE_SUBMIT);
        }

        @Override
        public CompletionStage<Estimate> estimate(UpscaleRequest request) {
            estimates.add(request);
            return super.estimate(request);
        }

        @Override
        public CompletionStage<RemoteJob> submit(UpscaleRequest request, RemoteJob soFar, SubmitContext context) {
            handed.add(soFar);
            try {
                return steps.remove().apply(soFar, context);
            } catch (ProviderException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }
}
