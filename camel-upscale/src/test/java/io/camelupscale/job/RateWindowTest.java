package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateWindowTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void withoutARateEveryCallIsAllowedNow() {
        RateWindow window = RateWindow.of(null);

        for (int i = 0; i < 1000; i++) {
            call(window, START);
        }

        assertThat(window.opens(START)).isBefore(START);
        assertThat(window.spacing(START)).isZero();
    }

    @Test
    void theWholeRateIsAllowedAtOnceAndThenNothingUntilTheFirstCallCountsNoMore() {
        RateWindow window = RateWindow.of(new Rate(3, HOUR));
        for (int i = 0; i < 3; i++) {
            assertThat(window.opens(START.plusSeconds(i))).isBefore(START);
            call(window, START.plusSeconds(i));
        }

        assertThat(window.opens(START.plusSeconds(3))).isEqualTo(START.plus(HOUR));
        assertThat(window.opens(START.plus(HOUR))).isBefore(START);
    }

    @Test
    void aCallCountsUntilAPeriodAfterItsEnd() {
        RateWindow window = RateWindow.of(new Rate(1, HOUR));
        window.begin(START);

        assertThat(window.opens(START.plus(HOUR).plus(HOUR))).isEqualTo(Instant.MAX);

        window.end(START.plusSeconds(30));

        assertThat(window.opens(START.plusSeconds(31)))
                .isEqualTo(START.plusSeconds(30).plus(HOUR));
    }

    @Test
    void aPacedWindowAllowsHalfAtOnceAndSpreadsTheRestEvenly() {
        RateWindow window = RateWindow.paced(new Rate(100, HOUR));
        List<Duration> gaps = new ArrayList<>();
        Instant now = START;
        for (int i = 0; i < 100; i++) {
            Instant opens = window.opens(now);
            if (opens.isAfter(now)) {
                gaps.add(Duration.between(now, opens));
                now = opens;
            }
            call(window, now);
        }

        assertThat(gaps).hasSize(50).allSatisfy(gap -> assertThat(gap)
                .isBetween(Duration.ofSeconds(70), Duration.ofSeconds(71)));
        assertThat(window.opens(now)).isEqualTo(START.plus(HOUR));
    }

    @Test
    void theSmallestRateIsPacedAsItIs() {
        RateWindow window = RateWindow.paced(new Rate(1, HOUR));
        assertThat(window.opens(START)).isBefore(START);

        call(window, START);

        assertThat(window.opens(START)).isEqualTo(START.plus(HOUR));
    }

    @Test
    void theSpacingRisesUntilAQuarterIsUsed() {
        RateWindow window = RateWindow.paced(new Rate(100, HOUR));
        assertThat(window.spacing(START)).isZero();

        for (int i = 0; i < 10; i++) {
            call(window, START);
        }
        assertThat(window.spacing(START)).isEqualTo(Duration.ofMillis(14_400));

        for (int i = 0; i < 40; i++) {
            call(window, START);
        }
        assertThat(window.spacing(START)).isEqualTo(Duration.ofSeconds(36));
        assertThat(window.spacing(START.plus(HOUR))).isZero();
    }

    @Test
    void thereIsRoomForWhatCouldBeLeftOutUntilHalfIsUsed() {
        RateWindow window = RateWindow.paced(new Rate(4, HOUR));

        call(window, START);
        assertThat(window.hasSpare(START)).isTrue();
        call(window, START);
        assertThat(window.hasSpare(START)).isFalse();
        assertThat(window.hasSpare(START.plus(HOUR))).isTrue();
        assertThat(RateWindow.of(null).hasSpare(START)).isTrue();
    }

    private static void call(RateWindow window, Instant now) {
        window.begin(now);
        window.end(now);
    }
}
