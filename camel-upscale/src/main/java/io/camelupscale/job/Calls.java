package io.camelupscale.job;

import io.camelupscale.spi.Deadline;
import io.camelupscale.spi.ProviderException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls to a provider that end in time, and whose answers somebody outside waits for. */
final class Calls {

    private final JobTimer timer;
    private final Set<CompletableFuture<?>> awaited = ConcurrentHashMap.newKeySet();

    Calls(JobTimer timer) {
        this.timer = timer;
    }

    /** An answer that will come in any case, also if this process stops before the call is made. */
    <T> CompletableFuture<T> await() {
        CompletableFuture<T> answer = new CompletableFuture<>();
        awaited.add(answer);
        answer.whenComplete((value, error) -> awaited.remove(answer));
        return answer;
    }

    /** Makes a call and has its outcome answered. */
    <T> CompletionStage<?> answer(
            Supplier<CompletionStage<T>> call, @Nullable Duration limit, CompletableFuture<T> answer) {
        CompletionStage<T> stage;
        try {
            stage = limited(call, limit, ProviderException.Kind.UNAVAILABLE);
        } catch (RuntimeException | Error e) {
            stage = CompletableFuture.failedFuture(e);
        }
        return stage.whenComplete((value, error) -> complete(answer, value, error));
    }

    /**
     * A call that has failed if it is not answered in time.
     *
     * @param limit null for none
     * @param late  what it means then
     */
    <T> CompletionStage<T> limited(
            Supplier<CompletionStage<T>> call, @Nullable Duration limit, ProviderException.Kind late) {
        CompletionStage<T> stage = Deadline.within(limit, call);
        if (limit == null || isAnswered(stage)) {
            return stage;
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        JobTimer.Alarm alarm = timer.schedule(
                limit,
                () -> answer.completeExceptionally(
                        new ProviderException(late, "no answer within " + limit.toSeconds() + " s")));
        stage.whenComplete((value, error) -> {
            alarm.cancel();
            complete(answer, value, error);
        });
        return answer;
    }

    /** Whether a call has its outcome: so has one that blocked. */
    static boolean isAnswered(CompletionStage<?> call) {
        return call.toCompletableFuture().isDone();
    }

    /** Nobody waits any longer. */
    void stop() {
        ProviderException stopped = new ProviderException(ProviderException.Kind.UNAVAILABLE, "this process stops");
        awaited.forEach(answer -> answer.completeExceptionally(stopped));
    }

    private static <T> void complete(CompletableFuture<T> answer, T value, @Nullable Throwable error) {
        if (error == null) {
            answer.complete(value);
        } else {
            answer.completeExceptionally(error);
        }
    }
}
