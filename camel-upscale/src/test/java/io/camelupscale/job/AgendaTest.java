package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.testprovider.ScriptedProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgendaTest extends ScriptedEngine {

    private final List<List<JobRun>> due = new ArrayList<>();
    private final Agenda agenda = new Agenda(timer, due::add);
    private JobRun first;
    private JobRun second;
    private JobRun third;

    @BeforeEach
    void makeRuns() {
        JobEngine engine = engine(new ScriptedProvider(true));
        first = new JobRun(engine, "first");
        second = new JobRun(engine, "second");
        third = new JobRun(engine, "third");
    }

    @Test
    void jobsOfTheSameMomentAreCheckedTogether() {
        agenda.add(second, millis(2080));
        agenda.add(first, millis(2001));
        agenda.add(third, millis(2081));
        assertThat(timer.alarms()).isOne();

        timer.advance(millis(2000));
        assertThat(due).isEmpty();

        timer.advance(millis(80));
        assertThat(due).containsExactly(List.of(second, first));
        assertThat(agenda.size()).isOne();

        timer.advance(millis(80));
        assertThat(due).containsExactly(List.of(second, first), List.of(third));
        assertThat(timer.alarms()).isZero();
    }

    @Test
    void noWaitIsStretchedByMoreThanATwentiethNorByMuch() {
        for (long delay : new long[] {1, 20, 399, 400, 1000, 2000, 3333, 30_000, 90_000}) {
            timer.advance(millis(7));
            Instant from = timer.now();
            agenda.add(first, millis(delay));
            long due = Agenda.due(first) - from.toEpochMilli();
            agenda.takeAll();

            assertThat(due).isBetween(delay, delay + Math.max(20, Math.min(160, delay / 20)));
        }
    }

    @Test
    void aJobThatComesLaterMayBeDueEarlier() {
        agenda.add(first, millis(30_000));
        agenda.add(second, millis(2000));

        timer.advance(millis(2000));

        assertThat(due).containsExactly(List.of(second));
        assertThat(timer.alarms()).isOne();
    }

    @Test
    void aHintIsFollowedAtOnceAndOnce() {
        agenda.add(first, millis(2000));
        agenda.add(second, millis(2000));

        agenda.hint(first);
        assertThat(due).containsExactly(List.of(first));

        timer.advance(millis(2000));
        assertThat(due).containsExactly(List.of(first), List.of(second));
    }

    @Test
    void aJobThatIsOverIsNotChecked() {
        agenda.add(first, millis(2000));

        first.close();
        agenda.forget(first);
        agenda.add(first, millis(2000));
        timer.advance(millis(4000));

        assertThat(due).isEmpty();
        assertThat(agenda.size()).isZero();
        assertThat(timer.alarms()).isZero();
    }

    @Test
    void whoeverTakesAllLeavesNoAlarmBehind() {
        agenda.add(first, millis(2000));
        agenda.add(second, millis(3000));

        assertThat(agenda.takeAll()).containsExactly(first, second);
        assertThat(agenda.size()).isZero();
        assertThat(timer.alarms()).isZero();
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
