package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

    /** Always in the middle: no jitter. */
    private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;

    private final PollSchedule schedule = new PollSchedule(MIDDLE);

    @Test
    void theIntervalIsATenthOfTheTimeTakenWithinBounds() {
        assertThat(schedule.next(Duration.ofSeconds(5), -1, null)).isEqualTo(Duration.ofSeconds(2));
        assertThat(schedule.next(Duration.ofSeconds(100), -1, null)).isEqualTo(Duration.ofSeconds(10));
        assertThat(schedule.next(Duration.ofHours(1), -1, null)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void progressBringsTheCheckCloseToTheEnd() {
        assertThat(schedule.next(Duration.ofSeconds(100), 0.9, null))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
        assertThat(schedule.next(Duration.ofSeconds(100), 0.99, null)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void anEstimateNeverStretchesTheIntervalBeyondThreeTimesThePlainOne() {
        assertThat(schedule.next(Duration.ofSeconds(100), 0.05, null)).isEqualTo(Duration.ofSeconds(30));
        assertThat(schedule.next(Duration.ofSeconds(100), -1, Duration.ofHours(1)))
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void checksAreSpread() {
        PollSchedule spread = new PollSchedule(RandomGenerator.getDefault());

        for (int i = 0; i < 1000; i++) {
            assertThat(spread.next(Duration.ofSeconds(100), -1, null))
                    .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
        }
    }
}
