package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.testprovider.ScriptedProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Somebody says of a job that it has moved, rightly or not. */
class HintTest extends ScriptedEngine {

    private final ScriptedProvider provider = new ScriptedProvider(true);

    @Test
    void aJobIsCheckedAtOnceWhenSomebodySaysThatItHasMoved() {
        try (JobEngine engine = engine(provider)) {
            Answer answer = running(engine);

            engine.hint("key");

            await().until(answer::arrived);
            assertThat(answer.result).isNotNull();
            assertThat(provider.checks).hasSize(1);
        }
    }

    @Test
    void whoeverSaysItTooOftenMakesNoMoreThanACheckInTwoSeconds() {
        provider.otherwise(new RemoteStatus.Running(-1));
        try (JobEngine engine = engine(provider)) {
            running(engine);

            for (int millis = 0; millis < 20_000; millis += 10) {
                engine.hint("key");
                timer.advance(Duration.ofMillis(10));
            }
            // one at once, and one after each two seconds, or a little later, since calls take real time
            await().untilAsserted(() -> assertThat(provider.checks).hasSizeBetween(2, 11));
        }
    }

    @Test
    void aHintThatComesDuringACheckIsNotLost() {
        CompletableFuture<RemoteStatus> held = new CompletableFuture<>();
        provider.answerChecks(held);
        try (JobEngine engine = engine(provider)) {
            Answer answer = running(engine);
            engine.hint("key");
            await().until(() -> provider.checks.size() == 1);

            engine.hint("key");
            engine.hint("key");
            assertThat(provider.checks).hasSize(1); // never two of one job at a time
            Instant before = timer.now();
            held.complete(new RemoteStatus.Running(-1, Duration.ofHours(1))); // its next poll would be in 30 seconds
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                timer.advance(Duration.ofMillis(100));
                return answer.arrived();
            });

            assertThat(provider.checks).hasSize(2);
            assertThat(timer.now()).isBefore(before.plusSeconds(20));
        }
    }

    @Test
    void aHintThatComesBeforeTheAnswerToTheSubmitIsNotLost() {
        provider.holdSubmits().otherwise(new RemoteStatus.Running(-1));
        try (JobEngine engine = engine(provider)) {
            engine.start(order(), new Answer());
            await().until(() -> provider.heldSubmits() == 1);

            engine.hint("key");
            provider.releaseOne();

            await().until(() -> provider.checks.equals(List.of("r1")));
        }
    }

    @Test
    void aHintAtAJobThatNobodyKnowsDoesNothing() {
        try (JobEngine engine = engine(provider)) {
            running(engine);

            engine.hint("another");

            assertThat(provider.checks).isEmpty();
        }
    }

    @Test
    void aHintAtAJobThatIsOverDoesNothing() {
        try (JobEngine engine = engine(provider)) {
            Answer answer = running(engine);
            engine.hint("key");
            await().until(answer::arrived);
            answer.result.release(true);

            engine.hint("key");
            timer.advance(Duration.ofMinutes(1));

            assertThat(provider.checks).hasSize(1);
        }
    }

    private Answer running(JobEngine engine) {
        Answer answer = new Answer();
        engine.start(order(), answer);
        await().until(() -> engine.jobs().containsKey(JobState.RUNNING));
        await().until(() -> timer.alarms() > 0); // it waits for its first check
        return answer;
    }
}
