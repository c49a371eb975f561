package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.testprovider.ScriptedProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class DueChecksTest extends ScriptedEngine {

    private static final int PARALLEL = 2;

    private final List<JobRun> begun = new ArrayList<>();
    private final List<CompletableFuture<Void>> calls = new ArrayList<>();
    private final Gate gate = new Gate(PARALLEL, RateWindow.of(null), timer, Runnable::run);
    private final DueChecks checks = new DueChecks(gate, this::check);
    private final Agenda agenda = new Agenda(timer, due -> {});
    private final JobEngine engine = engine(new ScriptedProvider(true));

    @Test
    void whoseTimeCameFirstIsCheckedFirstAsSoonAsThereIsRoom() {
        JobRun third = due("third", 3);
        JobRun fourth = due("fourth", 4);
        JobRun first = due("first", 1);
        JobRun second = due("second", 2);
        List.of(third, fourth, second, first).forEach(checks::add);
        timer.advance(Gate.MOMENT);

        assertThat(begun).containsExactly(third, first);
        assertThat(gate.status("checks", checks.more()).waiting()).isEqualTo(2);

        calls.get(0).complete(null);
        assertThat(begun).endsWith(second);

        calls.get(1).complete(null);
        assertThat(begun).hasSize(4).endsWith(fourth);
        assertThat(gate.status("checks", checks.more()).waiting()).isZero();
    }

    @Test
    void howeverManyWaitThereIsOneCallForThemAtTheGate() {
        gate.pause(Duration.ofSeconds(1));
        for (int i = 0; i < 100; i++) {
            checks.add(due("job " + i, i));
        }

        assertThat(gate.status("checks").waiting()).isOne();
        assertThat(checks.more()).isEqualTo(99);

        timer.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 100; i++) {
            calls.get(i).complete(null);
        }

        assertThat(begun).hasSize(100).doesNotHaveDuplicates();
    }

    private JobRun due(String key, int second) {
        JobRun run = new JobRun(engine, key);
        agenda.add(run, Duration.ofSeconds(second));
        return run;
    }

    private CompletionStage<?> check(JobRun run) {
        begun.add(run);
        CompletableFuture<Void> call = new CompletableFuture<>();
        calls.add(call);
        return call;
    }
}
