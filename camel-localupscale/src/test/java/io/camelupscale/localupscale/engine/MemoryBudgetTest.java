package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private static final Executor OWN_THREAD = work -> new Thread(work).start();

    private final MemoryBudget budget = new MemoryBudget(100);

    @Test
    void aPictureLargerThanTheBudgetIsAdmittedAlone() {
        try (MemoryBudget.Share share = budget.acquire(1000, new Cancellation())) {
            assertThat(share).isNotNull();
        }
    }

    @Test
    void aPictureWaitsUntilAnotherIsDone() {
        MemoryBudget.Share first = budget.acquire(60, new Cancellation());
        CompletableFuture<MemoryBudget.Share> second = acquire(60, new Cancellation());
        await().during(java.time.Duration.ofMillis(100)).until(() -> !second.isDone());

        first.close();

        await().until(second::isDone);
    }

    @Test
    void smallPicturesDoNotOvertakeALargeOneForever() {
        MemoryBudget.Share first = budget.acquire(60, new Cancellation());
        CompletableFuture<MemoryBudget.Share> large = acquire(90, new Cancellation());
        await().during(java.time.Duration.ofMillis(50)).until(() -> !large.isDone());
        CompletableFuture<MemoryBudget.Share> small = acquire(10, new Cancellation());
        await().during(java.time.Duration.ofMillis(100)).until(() -> !small.isDone());

        first.close();

        await().until(() -> large.isDone() && small.isDone());
    }

    @Test
    void waitingCanBeCancelled() {
        MemoryBudget.Share first = budget.acquire(60, new Cancellation());
        Cancellation cancellation = new Cancellation();
        CompletableFuture<MemoryBudget.Share> second = acquire(60, cancellation);

        cancellation.cancel();

        assertThatThrownBy(second::join).hasCauseInstanceOf(CancellationException.class);
        first.close();
        assertThat(acquire(100, new Cancellation()).join()).isNotNull();
    }

    private CompletableFuture<MemoryBudget.Share> acquire(long bytes, Cancellation cancellation) {
        return CompletableFuture.supplyAsync(() -> budget.acquire(bytes, cancellation), OWN_THREAD);
    }
}
