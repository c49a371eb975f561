package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the schedule costs in checks, and in seconds that a finished job waits to be found, over jobs of many kinds. */
class PollScheduleSimulationTest {

    private static final int JOBS = 2000;
    private static final double ROUND_TRIP = 0.05; // seconds, as everywhere here

    private final Random random = new Random(42);
    private final PollSchedule schedule = new PollSchedule(false, random);
    private DurationHistory history = DurationHistory.NONE;
    private Instant begin = Instant.EPOCH;

    /** The bounds are some 10 % above what was measured when the schedule was chosen. */
    @ParameterizedTest
    @CsvSource({
        // durations, progress, learn, most checks for a job, most seconds in the mean, and for 99 of 100
        "MINUTE,       NONE,      false,  24,  3.8,  15",
        "WIDE_MINUTE,  NONE,      false,  24,  5.0,  28",
        "SCALE_FREE,   NONE,      false,  12,  2.5,  26",
        "TWO_KINDS,    NONE,      false,  20,  5.8,  33",
        "SIZED,        NONE,      false,  32,  6.5,  15",
        "VIDEO,        NONE,      false, 172, 17.0,  34",
        "MINUTE,       LINEAR,    false, 7.1,  0.5, 1.8",
        "WIDE_MINUTE,  LINEAR,    false, 7.5,  0.6, 3.4",
        "SCALE_FREE,   LINEAR,    false, 5.3,  0.6, 2.5",
        "TWO_KINDS,    LINEAR,    false, 8.2,  0.8, 4.2",
        "SIZED,        LINEAR,    false, 9.1,  0.8, 2.3",
        "VIDEO,        LINEAR,    false,  74,  1.5, 5.5",
        "MINUTE,       PERCENT,   false, 7.5,  0.9, 2.8",
        "SCALE_FREE,   PERCENT,   false, 5.5,  0.9, 6.9",
        "SIZED,        PERCENT,   false, 9.9,  1.4, 3.4",
        "VIDEO,        PERCENT,   false,  76,   20,  64",
        "MINUTE,       SPEEDS_UP, false, 7.2,  4.0,  17",
        "SCALE_FREE,   SPEEDS_UP, false, 5.0,  3.7,  32",
        "SIZED,        SPEEDS_UP, false, 9.7,  7.1,  17",
        "VIDEO,        SPEEDS_UP, false,  81,   18,  42",
        "MINUTE,       NOISY,     false, 9.8,  2.1,  12",
        "WIDE_MINUTE,  NOISY,     false,  11,  2.8,  21",
        "SCALE_FREE,   NOISY,     false, 6.1,  1.7,  28",
        "TWO_KINDS,    NOISY,     false, 9.4,  5.3,  48",
        "SIZED,        NOISY,     false,  13,  3.4,  14",
        "VIDEO,        NOISY,     false,  67,   35, 103",
        // jobs that are not alike are checked as if nothing had been learned
        "WIDE_MINUTE,  NONE,      true,   24,  5.0,  28",
        "SCALE_FREE,   NONE,      true,   12,  2.5,  26",
        "TWO_KINDS,    NONE,      true,   20,  5.8,  33",
        // half of the checks, and sooner
        "SIZED,        NONE,      true,   19,  1.7,  13",
        "SIZED,        LINEAR,    true,  7.9,  0.8, 2.5",
        "SIZED,        NOISY,     true,   12,  3.6,  14",
        // two thirds of the checks, and still a small part of an hour
        "VIDEO,        NONE,      true,  110, 33.0, 100",
        "VIDEO,        LINEAR,    true,   65,  1.5, 5.5",
        "VIDEO,        NOISY,     true,   62,   36, 104"
    })
    void finishedJobsAreFoundSoonWithFewChecks(
            Durations durations, Progress progress, boolean learn, double mostChecks, double mostMean, double most99) {
        double[] late = new double[JOBS];
        int checks = 0;
        for (int i = -64; i < JOBS; i++) {
            Found found = run(durations.next(random), progress, learn);
            if (i >= 0) {
                late[i] = found.late();
                checks += found.checks();
            }
        }
        Arrays.sort(late);

        assertThat((double) checks / JOBS).isLessThan(mostChecks);
        assertThat(Arrays.stream(late).average().orElseThrow()).isLessThan(mostMean);
        assertThat(late[JOBS * 99 / 100]).isLessThan(most99);
    }

    @Test
    void thatJobsHaveBecomeFasterIsLearnedWithinAFewDozen() {
        for (int i = 0; i < 64; i++) {
            run(Durations.SIZED.next(random), Progress.NONE, true);
        }
        for (int i = 0; i < 48; i++) {
            run(Durations.SIZED.next(random) / 2, Progress.NONE, true);
        }
        double late = 0;
        for (int i = 0; i < 64; i++) {
            late += run(Durations.SIZED.next(random) / 2, Progress.NONE, true).late();
        }

        assertThat(late / 64).isLessThan(2.5);
    }

    /** As where one machine works through a queue. The bounds are some 10 % above what was measured. */
    @ParameterizedTest
    @CsvSource({
        // seconds in the queue and of work, progress, learn, most checks for a job, most seconds in the mean
        " 60,  30, LINEAR, false, 27, 0.7",
        " 60,  30, LINEAR, true,  12, 1.0",
        " 60,  30, NONE,   true,  15, 1.4",
        "300, 120, LINEAR, false, 46, 1.6",
        "300, 120, LINEAR, true,  19, 2.6",
        "300, 120, NONE,   true,  29, 2.9",
        "300,  30, LINEAR, false, 44,  13"
    })
    void theTimeInAQueueForetellsNothingOfTheTimeOfWork(
            double queue, double work, Progress progress, boolean learn, double mostChecks, double mostMean) {
        double late = 0;
        int checks = 0;
        for (int i = -64; i < JOBS; i++) {
            double waits = queue * (0.5 + random.nextDouble());
            Found found = run(waits, work * (1 + 0.08 * random.nextGaussian()), progress, learn);
            if (i >= 0) {
                late += found.late();
                checks += found.checks();
            }
        }

        assertThat((double) checks / JOBS).isLessThan(mostChecks);
        assertThat(late / JOBS).isLessThan(mostMean);
    }

    private Found run(double duration, Progress progress, boolean learn) {
        return run(0, duration, progress, learn);
    }

    /**
     * Runs one job, and learns from it when it was found finished.
     *
     * @param queue how long it waits before the provider begins with it
     */
    private Found run(double queue, double duration, Progress progress, boolean learn) {
        DurationHistory known = learn ? history : DurationHistory.NONE;
        double now = 0;
        double start = 0;
        double told = JobRun.UNKNOWN;
        double before = JobRun.UNKNOWN;
        boolean queued = false;
        for (int checks = 1; ; checks++) {
            Duration worked = queued ? Duration.ZERO : millis(now - start);
            double whole = PollSchedule.whole(worked, told, null);
            now += schedule.next(millis(now), worked, told, null, before, known, Duration.ZERO)
                            .toMillis()
                    / 1000.0;
            before = whole;
            double asked = now + ROUND_TRIP / 2 - queue;
            now += ROUND_TRIP;
            if (asked >= 0 && queued) {
                start = (start + now) / 2;
                queued = false;
            }
            if (asked >= duration) {
                begin = begin.plusSeconds(1);
                history = history.with(begin, millis(now - start));
                return new Found(checks, now - queue - duration);
            }
            if (asked < 0) {
                queued = true;
                start = now;
            } else {
                told = progress.at(asked / duration, random);
            }
        }
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    private record Found(int checks, double late) {}

    enum Durations {
        /** A minute, mostly half to twice as much. */
        MINUTE {
            @Override
            double next(Random random) {
                return 60 * Math.exp(0.5 * random.nextGaussian());
            }
        },
        /** A minute, mostly a third to three times as much. */
        WIDE_MINUTE {
            @Override
            double next(Random random) {
                return 60 * Math.exp(random.nextGaussian());
            }
        },
        /** Pareto, 5 seconds to 2 hours. */
        SCALE_FREE {
            @Override
            double next(Random random) {
                double shape = 0.83;
                double longest = Math.pow(5.0 / 7200, shape);
                return 5 * Math.pow(1 - random.nextDouble() * (1 - longest), -1 / shape);
            }
        },
        /** Pictures of some seconds among videos of ten minutes. */
        TWO_KINDS {
            @Override
            double next(Random random) {
                return (random.nextDouble() < 0.7 ? 8 : 600) * (1 + 0.1 * random.nextGaussian());
            }
        },
        /** Two minutes, 8 % more or less. */
        SIZED {
            @Override
            double next(Random random) {
                return 120 * (1 + 0.08 * random.nextGaussian());
            }
        },
        /** An hour, mostly two thirds to one and a half. */
        VIDEO {
            @Override
            double next(Random random) {
                return 3600 * Math.exp(0.35 * random.nextGaussian());
            }
        };

        /** Seconds. */
        abstract double next(Random random);
    }

    enum Progress {
        NONE {
            @Override
            double at(double share, Random random) {
                return -1;
            }
        },
        LINEAR {
            @Override
            double at(double share, Random random) {
                return share;
            }
        },
        /** In whole percent. */
        PERCENT {
            @Override
            double at(double share, Random random) {
                return Math.floor(100 * share) / 100;
            }
        },
        /** The last two fifths of the time do more than the rest of the work. */
        SPEEDS_UP {
            @Override
            double at(double share, Random random) {
                return share < 0.6 ? share / 2 : 0.3 + (share - 0.6) * 0.7 / 0.4;
            }
        },
        NOISY {
            @Override
            double at(double share, Random random) {
                return Math.max(0, Math.min(0.99, share + 0.04 * random.nextGaussian()));
            }
        };

        /** What a job tells that has done this share of its work. */
        abstract double at(double share, Random random);
    }
}
