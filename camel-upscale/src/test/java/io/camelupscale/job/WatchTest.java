package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.testprovider.ScriptedProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** When an engine asks for its jobs. */
class WatchTest extends ScriptedEngine {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Test
    void anEstimateThatForetellsTheSameEndAsTheOneBeforeSavesChecks() {
        int steady = checks(Duration.ZERO);
        int unsteady = checks(Duration.ofMinutes(1));

        assertThat(steady).isLessThan(unsteady * 3 / 4);
    }

    /** As where one machine works through a queue. */
    @Test
    void theTimeInAQueueIsNotTakenForTimeOfWork() {
        Instant begin = timer.now().plus(TEN_MINUTES);
        ScriptedProvider provider = new ScriptedProvider(false) {
            @Override
            public CompletionStage<RemoteStatus> check(RemoteJob job) {
                double progress = (double) Duration.between(begin, timer.now()).toMillis() / TEN_MINUTES.toMillis();
                if (progress < 0) {
                    return CompletableFuture.completedFuture(new RemoteStatus.Queued());
                }
                RemoteStatus status = progress < 1
                        ? new RemoteStatus.Running(progress)
                        : new RemoteStatus.Done(new RemoteResult("result"));
                return CompletableFuture.completedFuture(status);
            }
        };
        Answer answer = new Answer();
        JobEngine engine = engineOfOneThread(provider);
        engine.start(order(), answer);

        timer.advance(TEN_MINUTES.multipliedBy(2).plusSeconds(10));

        answer.result.release(true);
        assertThat(engine.learnedDurations().get(0).median())
                .isBetween(TEN_MINUTES.minusMinutes(1), TEN_MINUTES.plusMinutes(1));
    }

    /** How many a job of ten minutes needs, if every second estimate is off by so much. */
    private int checks(Duration error) {
        Instant end = timer.now().plus(TEN_MINUTES);
        ScriptedProvider provider = new ScriptedProvider(false) {
            @Override
            public CompletionStage<RemoteStatus> check(RemoteJob job) {
                checks.add(job.id());
                Duration left = Duration.between(timer.now(), end);
                return CompletableFuture.completedFuture(
                        left.isNegative()
                                ? new RemoteStatus.Done(new RemoteResult("result"))
                                : new RemoteStatus.Running(-1, checks.size() % 2 == 0 ? left.plus(error) : left));
            }
        };
        Answer answer = new Answer();
        engineOfOneThread(provider).start(order(), answer);
        timer.advance(TEN_MINUTES.plusMinutes(2));
        answer.result.release(true);
        return provider.checks.size();
    }
}
