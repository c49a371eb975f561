package io.camelupscale.job;

import io.camelupscale.spi.ProviderException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the calls of one job, and sees to it that whatever happens in a call or after it is heard of. */
final class Steps {

    private final Executor workers;
    private final BooleanSupplier over;
    private final Consumer<Throwable> defect;

    /**
     * @param over   whether nobody waits for the job any more: then nothing is called, and no answer is looked at
     * @param defect hears of everything that is no failure of the provider's
     */
    Steps(Executor workers, BooleanSupplier over, Consumer<Throwable> defect) {
        this.workers = workers;
        this.over = over;
        this.defect = defect;
    }

    /** Runs a step on a worker. */
    void begin(Runnable step) {
        workers.execute(() -> run(step));
    }

    /** Makes a call on this thread, and goes on with its outcome on a worker. Completes when that has ended too. */
    <T> CompletionStage<?> call(
            Supplier<CompletionStage<T>> call, Consumer<T> then, Consumer<ProviderException> otherwise) {
        if (over.getAsBoolean()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletionStage<T> stage;
        try {
            stage = call.get();
        } catch (RuntimeException | Error e) { // whatever it is, somebody waits to hear of it
            stage = CompletableFuture.failedFuture(e);
        }
        return stage.whenCompleteAsync((value, error) -> goOn(value, error, then, otherwise), workers);
    }

    private <T> void goOn(T value, @Nullable Throwable error, Consumer<T> then, Consumer<ProviderException> otherwise) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        run(() -> {
            if (cause == null) {
                then.accept(value);
            } else if (cause instanceof ProviderException failure) {
                otherwise.accept(failure);
            } else {
                defect.accept(cause);
            }
        });
    }

    private void run(Runnable step) {
        if (over.getAsBoolean()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            defect.accept(e);
        }
    }
}
