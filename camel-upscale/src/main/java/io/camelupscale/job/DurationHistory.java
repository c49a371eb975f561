package io.camelupscale.job;

import java.time.Duration;
import java.util.Arrays;

/** How long the latest jobs of one kind took, 64 of them at most. Immutable. */
final class DurationHistory {

    static final DurationHistory NONE = new DurationHistory(new long[0]);

    private static final int KEPT = 64;
    private static final int ENOUGH = 16;
    private static final double NARROW = 2.5;

    private final long[] latest; // milliseconds, oldest first
    private final long[] sorted;

    private DurationHistory(long[] latest) {
        this.latest = latest;
        this.sorted = latest.clone();
        Arrays.sort(sorted);
    }

    DurationHistory with(Duration took) {
        int from = latest.length < KEPT ? 0 : 1;
        long[] next = Arrays.copyOfRange(latest, from, latest.length + 1);
        next[next.length - 1] = took.toMillis();
        return new DurationHistory(next);
    }

    int count() {
        return sorted.length;
    }

    /** Zero if there are none. */
    Duration median() {
        return count() == 0 ? Duration.ZERO : Duration.ofMillis(sorted[count() / 2]);
    }

    /** Whether there are enough, alike enough to foretell the next one. */
    boolean isTrusted() {
        return count() >= ENOUGH && sorted[at(0, 0.9)] < NARROW * sorted[at(0, 0.1)];
    }

    /** The time by which this share of the jobs that took longer than that had ended; that itself if none took longer. */
    Duration endOf(double share, Duration elapsed) {
        int from = 0;
        while (from < count() && sorted[from] <= elapsed.toMillis()) {
            from++;
        }
        return from == count() ? elapsed : Duration.ofMillis(sorted[at(from, share)]);
    }

    private int at(int from, double share) {
        return from + (int) (share * (count() - from));
    }
}
