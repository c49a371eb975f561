package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LearnedDurationsTest {

    private static final JobKind KIND = JobKind.of("standard", 1_000_000);

    private final LearnedDurations durations = new LearnedDurations();

    private Instant begin = Instant.EPOCH;

    @Test
    void jobsOfTheSameModelAndSizeWithinAPowerOfTwoAreOfOneKind() {
        assertThat(JobKind.of("standard", 1_048_576)).isEqualTo(JobKind.of("standard", 2_097_151));
        assertThat(JobKind.of("standard", 1_048_576)).isNotEqualTo(JobKind.of("standard", 1_048_575));
        assertThat(JobKind.of("standard", 1_048_576)).isNotEqualTo(JobKind.of("other", 1_048_576));
        assertThat(JobKind.of(null, 0)).isEqualTo(JobKind.of("", 1));
    }

    @Test
    void fewJobsAreNotTrusted() {
        for (int i = 0; i < 15; i++) {
            add(Duration.ofSeconds(100 + i));
        }
        assertThat(durations.of(KIND).isTrusted()).isFalse();

        add(Duration.ofSeconds(115));
        assertThat(durations.of(KIND).isTrusted()).isTrue();
    }

    @Test
    void jobsThatAreNotAlikeAreNotTrusted() {
        for (int i = 0; i < 64; i++) {
            add(Duration.ofSeconds(i % 2 == 0 ? 100 : 250));
        }
        assertThat(durations.of(KIND).isTrusted()).isFalse();
    }

    @Test
    void afterSixtyFourMoreJobsTheOldOnesAreForgotten() {
        for (int i = 0; i < 64; i++) {
            add(Duration.ofHours(1));
        }
        for (int i = 0; i < 64; i++) {
            assertThat(durations.of(KIND).endOf(0.999, Duration.ZERO)).isEqualTo(Duration.ofHours(1));
            add(Duration.ofSeconds(10));
        }

        DurationHistory history = durations.of(KIND);
        assertThat(history.count()).isEqualTo(64);
        assertThat(history.median()).isEqualTo(Duration.ofSeconds(10));
        assertThat(history.endOf(0.999, Duration.ZERO)).isEqualTo(Duration.ofSeconds(10));
    }

    /** The last to be found are those that took longest. */
    @Test
    void ofJobsThatBeganTogetherThoseAreRememberedThatBeganLast() {
        for (int i = 0; i < 1000; i++) {
            int mixed = i * 7919 % 1000;
            durations.add(KIND, Instant.EPOCH.plusMillis(mixed), Duration.ofMillis(20_000 + 20L * i));
        }

        assertThat(durations.of(KIND).median()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(35));
        assertThat(durations.of(KIND).endOf(0.05, Duration.ZERO)).isLessThan(Duration.ofSeconds(24));
    }

    @Test
    void theEndIsToldOfThoseThatTookLongerThanTheJobHasSoFar() {
        for (int i = 1; i <= 20; i++) {
            add(Duration.ofSeconds(10 * i));
        }
        DurationHistory history = durations.of(KIND);

        assertThat(history.endOf(0.05, Duration.ZERO)).isEqualTo(Duration.ofSeconds(20));
        assertThat(history.endOf(0.5, Duration.ofSeconds(100))).isEqualTo(Duration.ofSeconds(160));
        assertThat(history.endOf(0.05, Duration.ofSeconds(195))).isEqualTo(Duration.ofSeconds(200));
        assertThat(history.endOf(0.05, Duration.ofSeconds(200))).isEqualTo(Duration.ofSeconds(200));
        assertThat(history.endOf(0.05, Duration.ofSeconds(500))).isEqualTo(Duration.ofSeconds(500));
    }

    @Test
    void onlyTheKindsUsedLastAreRemembered() {
        add(Duration.ofSeconds(1));
        for (int i = 0; i < 300; i++) {
            durations.add(JobKind.of("model " + i, 1), Instant.EPOCH, Duration.ofSeconds(1));
            durations.of(KIND);
        }

        assertThat(durations.snapshot()).hasSize(256);
        assertThat(durations.of(KIND).count()).isEqualTo(1);
        assertThat(durations.of(JobKind.of("model 0", 1)).count()).isZero();
    }

    @Test
    void theSnapshotIsForPeople() {
        for (int i = 0; i < 16; i++) {
            add(Duration.ofSeconds(100));
        }
        durations.add(JobKind.of(null, 1L << 23), Instant.EPOCH, Duration.ofSeconds(7));

        assertThat(durations.snapshot())
                .containsExactly(
                        new LearnedDuration("default, 8.39 to 16.78 MP", 1, Duration.ofSeconds(7), false),
                        new LearnedDuration("standard, 0.52 to 1.05 MP", 16, Duration.ofSeconds(100), true));
    }

    @Test
    void manyThreadsMayLearnAtOnce() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 10_000; i++) {
            int model = i % 400;
            threads.execute(() -> {
                durations.add(JobKind.of("model " + model, 1), Instant.EPOCH, Duration.ofSeconds(1));
                durations.add(KIND, Instant.EPOCH, Duration.ofSeconds(1));
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(durations.of(KIND).count()).isEqualTo(64);
        assertThat(durations.snapshot()).hasSize(256);
    }

    /** Of a job that began after those before. */
    private void add(Duration took) {
        begin = begin.plusSeconds(1);
        durations.add(KIND, begin, took);
    }
}
