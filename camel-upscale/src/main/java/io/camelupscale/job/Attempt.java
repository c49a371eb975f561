package io.camelupscale.job;

import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.SubmitContext;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One try to submit a job. When it is given up, the call may still be under way: it ends at its next checkpoint, where the
 * next try, which waits for that, goes on.
 */
final class Attempt implements SubmitContext {

    private final JobEngine engine;
    private final JobRun run;
    private final Instant end; // also of a call that blocks, and so cannot be told
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean givenUp;

    Attempt(JobEngine engine, JobRun run) {
        this.engine = engine;
        this.run = run;
        Duration limit = run.policy().transferTimeout();
        this.end = limit == null ? Instant.MAX : engine.now().plus(limit);
    }

    CompletionStage<RemoteJob> call() {
        CompletionStage<RemoteJob> answer;
        try {
            answer = engine.provider().submit(run.job().request(), run.job().remote(), this);
        } catch (RuntimeException | Error e) {
            ended.complete(null);
            throw e;
        }
        return ending(answer);
    }

    /** One call that is for others too. */
    CompletionStage<RemoteJob> ending(CompletionStage<RemoteJob> answer) {
        return answer.whenComplete((remote, failure) -> ended.complete(null));
    }

    /** Its answer is not waited for any longer. */
    void giveUp() {
        givenUp = true;
    }

    /** Runs a task when the call has ended; here and now if it has. */
    void whenEnded(Runnable task) {
        ended.thenRun(task);
    }

    @Override
    public String key() {
        return run.key();
    }

    @Override
    public void checkpoint(RemoteJob soFar) {
        if (run.isOver()) {
            throw lost("the job is over", null);
        }
        try {
            if (!run.keep(soFar)) {
                throw lost("another node took the job over", null);
            }
        } catch (JobStoreException e) {
            throw lost("the job store is out of order", e);
        }
        if (isGivenUp()) { // what has been done counts: else a slow part of an upload would be begun again and again
            throw lost("it took too long, and is gone on with from here", null);
        }
    }

    @Override
    public void price(@Nullable Estimate quote) {
        try {
            engine.submission().price(run, quote);
        } catch (JobStoreException e) {
            throw lost("the job store is out of order", e);
        }
    }

    @Override
    public boolean isWanted() {
        return !isGivenUp() && !run.isOver();
    }

    private boolean isGivenUp() {
        return givenUp || !engine.now().isBefore(end);
    }

    @Override
    public void changed() {
        engine.watch().hint(run);
    }

    private static ProviderException lost(String why, @Nullable Throwable cause) {
        return new ProviderException(ProviderException.Kind.OUTCOME_UNKNOWN, why, cause);
    }
}
