package io.camelupscale.http;

import io.camelupscale.spi.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;

/** Breaks a request off that is not through when its thread's {@link Deadline} comes: a service may drip for ever. */
final class Limit {

    private final CompletableFuture<Void> through = new CompletableFuture<>();

    Limit(Cancellable request) {
        Duration left = Deadline.left();
        if (Deadline.isOver()) {
            request.cancel(); // at once: it must not be begun
        } else if (left != null) {
            through.orTimeout(left.toNanos(), TimeUnit.NANOSECONDS).exceptionally(late -> {
                request.cancel();
                return null;
            });
        }
    }

    /** The request is through, or has failed. */
    void lift() {
        through.complete(null);
    }
}
