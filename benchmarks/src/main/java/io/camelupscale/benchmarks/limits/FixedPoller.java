package io.camelupscale.benchmarks.limits;

import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/** Asks for each task every five seconds, and takes a refusal for an answer that will come later. */
final class FixedPoller implements Poller {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final SubmitContext CONTEXT = new SubmitContext() {
        @Override
        public String key() {
            return "";
        }

        @Override
        public void checkpoint(RemoteJob soFar) {}

        @Override
        public void changed() {}
    };

    private final UpscaleProvider provider;
    private final ManualJobTimer time;
    private final BiConsumer<String, Instant> found;

    FixedPoller(UpscaleProvider provider, ManualJobTimer time, BiConsumer<String, Instant> found) {
        this.provider = provider;
        this.time = time;
        this.found = found;
    }

    @Override
    public void submit(UpscaleRequest request) {
        RemoteJob job = provider.submit(request, RemoteJob.NONE, CONTEXT)
                .toCompletableFuture()
                .join();
        time.schedule(INTERVAL, () -> ask(job));
    }

    private void ask(RemoteJob job) {
        try {
            RemoteStatus status = provider.check(job).toCompletableFuture().join();
            if (status instanceof RemoteStatus.Done || status instanceof RemoteStatus.Unsettled) {
                found.accept(job.id(), time.now());
                return;
            }
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof ProviderException failure) || !failure.isPassing()) {
                throw e;
            }
        }
        time.schedule(INTERVAL, () -> ask(job));
    }

    @Override
    public void close() {
        provider.close();
    }
}
