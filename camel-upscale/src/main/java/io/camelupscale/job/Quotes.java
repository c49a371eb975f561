package io.camelupscale.job;

import io.camelupscale.spi.Balance;
import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.Estimates;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.UpscaleRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the provider about money: nothing is charged, and no job depends on it. */
final class Quotes {

    private final JobEngine engine;
    private final Gate gate;

    Quotes(JobEngine engine) {
        JobServices services = engine.services();
        this.engine = engine;
        this.gate =
                new Gate(engine.traits().parallelChecks(), RateWindow.of(null), services.timer(), services.workers());
    }

    GateStatus status() {
        return gate.status("quotes");
    }

    void enter(Supplier<CompletionStage<?>> call) {
        gate.enter(call);
    }

    void pause(Duration time) {
        gate.pause(time);
    }

    void close() {
        gate.close();
    }

    CompletionStage<Estimate> estimate(UpscaleRequest request, @Nullable Duration limit) {
        return ask(() -> engine.provider().estimate(request), limit);
    }

    CompletionStage<Balance> balance(@Nullable Duration limit) {
        return ask(() -> engine.provider().balance(), limit);
    }

    /** By as few calls as the provider can do with. The first that fails is the last one that is made. */
    CompletionStage<Estimates> estimateAll(List<UpscaleRequest> requests, @Nullable Duration limit) {
        int batch = engine.traits().estimateBatch();
        int step = Math.max(1, batch);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<CompletableFuture<Estimates>> parts = new ArrayList<>();
        for (int from = 0; from < requests.size(); from += step) {
            List<UpscaleRequest> part = requests.subList(from, Math.min(from + step, requests.size()));
            CompletableFuture<Estimates> answer = ask(
                    () -> {
                        Throwable earlier = failure.get();
                        if (earlier != null) {
                            return CompletableFuture.failedFuture(earlier);
                        }
                        return batch > 0 ? engine.provider().estimateAll(part) : one(part.get(0));
                    },
                    limit);
            answer.exceptionally(error -> {
                failure.compareAndSet(null, error);
                return null;
            });
            parts.add(answer);
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(done -> new Estimates(parts.stream()
                        .flatMap(part -> part.join().items().stream())
                        .toList()));
    }

    private CompletionStage<Estimates> one(UpscaleRequest request) {
        String name = request.sourceName();
        return engine.provider()
                .estimate(request)
                .thenApply(estimate -> new Estimates(List.of(Estimates.Item.of(name, estimate))))
                .exceptionallyCompose(error -> {
                    Throwable cause =
                            error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
                    return cause instanceof ProviderException refused
                                    && refused.kind() == ProviderException.Kind.REJECTED
                            ? CompletableFuture.completedFuture(new Estimates(
                                    List.of(Estimates.Item.failed(name, String.valueOf(refused.getMessage())))))
                            : CompletableFuture.failedFuture(cause);
                });
    }

    private <T> CompletableFuture<T> ask(Supplier<CompletionStage<T>> call, @Nullable Duration limit) {
        CompletableFuture<T> answer = engine.calls().await();
        gate.enter(() -> engine.calls().answer(call, limit, answer));
        return answer;
    }
}
