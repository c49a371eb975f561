package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

    /** Always in the middle: no jitter. */
    private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;

    private static final double UNKNOWN = -1;
    private static final Duration NO_LIMIT = Duration.ZERO;

    private final PollSchedule schedule = new PollSchedule(false, MIDDLE);

    @Test
    void theIntervalIsATenthOfTheTimeTakenWithinBounds() {
        assertThat(next(5, UNKNOWN)).isEqualTo(Duration.ofSeconds(2));
        assertThat(next(100, UNKNOWN)).isEqualTo(Duration.ofSeconds(10));
        assertThat(next(3600, UNKNOWN)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void progressBringsTheCheckCloseToTheEnd() {
        assertThat(next(100, 0.9)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
        assertThat(next(100, 0.97)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(next(100, 0.999)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aLongJobThatIsStuckJustBeforeItsEndIsNotAskedEverySecond() {
        assertThat(next(3600, 1)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void theFirstSignsOfProgressForetellNothing() {
        assertThat(next(100, 0.01)).isEqualTo(next(100, UNKNOWN));
        assertThat(next(100, 0)).isEqualTo(next(100, UNKNOWN));
    }

    @Test
    void anEstimateByWhichAJobThatRunsIsOverForetellsNothing() {
        assertThat(next(100, 1.2)).isEqualTo(next(100, UNKNOWN));
        assertThat(next(100, UNKNOWN, Duration.ofSeconds(-5))).isEqualTo(next(100, UNKNOWN));
    }

    @Test
    void anEstimateNeverStretchesTheIntervalBeyondThreeTimesThePlainOne() {
        assertThat(next(100, 0.05)).isEqualTo(Duration.ofSeconds(30));
        assertThat(next(100, UNKNOWN, Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(30));
        assertThat(next(10, UNKNOWN, Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void anEstimateThatComesWithTheAcceptanceDecidesWhenToAskFirst() {
        assertThat(next(0, UNKNOWN, Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(17));
        assertThat(next(0, UNKNOWN, Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(30));
        assertThat(next(0, UNKNOWN, Duration.ofMillis(500))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anEstimateThatWasTheSameBeforeIsTrustedSevenTimesThePlainIntervalAndToTheEnd() {
        assertThat(nextOf(15, 0.5, 30)).isEqualTo(Duration.ofMillis(12_750));
        assertThat(nextOf(12, 0.1, 120)).isEqualTo(Duration.ofSeconds(14));
        assertThat(nextOf(60, 0.1, 600)).isEqualTo(Duration.ofSeconds(42));
        assertThat(nextOf(28.5, 0.95, 30)).isEqualTo(Duration.ofMillis(1_650));
    }

    @Test
    void howeverSteadyAnEstimateIsALongJobIsAskedForEveryMinuteAndAHalf() {
        assertThat(nextOf(3600, 0.5, 7200)).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void anEstimateThatMovesIsTrustedNoFurtherThanOneThatIsNew() {
        assertThat(nextOf(12, 0.4, 27)).isEqualTo(next(12, 0.4)).isEqualTo(Duration.ofSeconds(6));
        assertThat(nextOf(12, 0.4, 33)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void aJobWhoseLikeAreKnownIsAskedForWhenTheyBeginToEnd() {
        DurationHistory history = history(100, 140);

        assertThat(next(schedule, Duration.ofSeconds(85), UNKNOWN, history, NO_LIMIT))
                .isBetween(Duration.ofSeconds(14), Duration.ofSeconds(16));
        assertThat(next(schedule, Duration.ofSeconds(110), UNKNOWN, history, NO_LIMIT))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(next(schedule, Duration.ofSeconds(200), UNKNOWN, history, NO_LIMIT))
                .isEqualTo(next(200, UNKNOWN));
    }

    /** They may have waited in a queue, and the job may fail early. */
    @Test
    void howeverLongItsLikeTookTheIntervalIsNotStretchedBeyondThreeTimesThePlainOne() {
        DurationHistory history = history(3600, 4000);

        assertThat(next(schedule, Duration.ZERO, UNKNOWN, history, NO_LIMIT)).isEqualTo(Duration.ofSeconds(6));
        assertThat(next(schedule, Duration.ofMinutes(30), UNKNOWN, history, NO_LIMIT))
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void whatIsToldOfAJobCountsMoreThanWhatIsKnownOfItsLike() {
        DurationHistory history = history(100, 140);

        assertThat(next(schedule, Duration.ofSeconds(10), 0.8, history, NO_LIMIT))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void aJobInAQueueIsNotAskedForMoreOftenBecauseItsLikeAreQuick() {
        Duration elapsed = Duration.ofSeconds(100);

        assertThat(schedule.next(elapsed, Duration.ZERO, UNKNOWN, null, UNKNOWN, history(3, 4), NO_LIMIT))
                .isEqualTo(next(100, UNKNOWN));
        assertThat(schedule.next(elapsed, Duration.ZERO, UNKNOWN, null, UNKNOWN, history(20, 30), NO_LIMIT))
                .isGreaterThan(next(100, UNKNOWN));
    }

    @Test
    void aHistoryThatIsNotTrustedIsIgnored() {
        assertThat(next(schedule, Duration.ZERO, UNKNOWN, history(100, 400), NO_LIMIT))
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theRateOfTheAccountStretchesTheIntervalButNotThatOfAJobSaidToEndSooner() {
        Duration fair = Duration.ofSeconds(72);

        assertThat(next(schedule, Duration.ofSeconds(100), UNKNOWN, DurationHistory.NONE, fair))
                .isEqualTo(fair);
        assertThat(next(schedule, Duration.ofSeconds(110), UNKNOWN, history(100, 140), fair))
                .isEqualTo(fair);
        assertThat(next(schedule, Duration.ofSeconds(100), 0.8, DurationHistory.NONE, fair))
                .isBetween(Duration.ofSeconds(27), Duration.ofSeconds(28));
    }

    @Test
    void jobsThatMayBeQuickAreAskedForWheneverTheTimeTakenHasDoubled() {
        PollSchedule quick = new PollSchedule(true, MIDDLE);
        List<Long> checks = new ArrayList<>();
        Duration elapsed = Duration.ZERO;
        while (elapsed.toSeconds() < 5) {
            elapsed = elapsed.plus(next(quick, elapsed, UNKNOWN, DurationHistory.NONE, NO_LIMIT));
            checks.add(elapsed.toMillis());
        }

        assertThat(checks).containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 6_000L);
        assertThat(next(quick, Duration.ofMillis(500), 0.5, DurationHistory.NONE, NO_LIMIT))
                .isEqualTo(Duration.ofMillis(500));
        assertThat(next(quick, Duration.ZERO, UNKNOWN, DurationHistory.NONE, Duration.ofSeconds(9)))
                .isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void checksAreSpread() {
        PollSchedule spread = new PollSchedule(false, RandomGenerator.getDefault());

        for (int i = 0; i < 1000; i++) {
            assertThat(next(spread, Duration.ofSeconds(100), UNKNOWN, DurationHistory.NONE, NO_LIMIT))
                    .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
        }
    }

    /** @param before how many seconds the job was estimated to take, at the check before */
    private Duration nextOf(double seconds, double progress, double before) {
        Duration elapsed = Duration.ofMillis(Math.round(seconds * 1000));
        return schedule.next(elapsed, elapsed, progress, null, before * 1000, DurationHistory.NONE, NO_LIMIT);
    }

    private Duration next(long seconds, double progress) {
        return next(seconds, progress, null);
    }

    private Duration next(long seconds, double progress, @Nullable Duration eta) {
        Duration elapsed = Duration.ofSeconds(seconds);
        return schedule.next(elapsed, elapsed, progress, eta, UNKNOWN, DurationHistory.NONE, NO_LIMIT);
    }

    private static Duration next(
            PollSchedule schedule, Duration elapsed, double progress, DurationHistory history, Duration fair) {
        return schedule.next(elapsed, elapsed, progress, null, UNKNOWN, history, fair);
    }

    /** Of jobs that took from the first to the last number of seconds, evenly. */
    private static DurationHistory history(int from, int to) {
        DurationHistory history = DurationHistory.NONE;
        for (int i = 0; i <= 40; i++) {
            history = history.with(Instant.EPOCH, Duration.ofSeconds(from + (long) (to - from) * i / 40));
        }
        return history;
    }
}
