package io.camelupscale.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How long jobs of one kind took: the 64 that began last, of those that have ended. By their begin, since of many that began
 * together the last ones to end are those that took longest. Immutable.
 */
final class DurationHistory {

    static final DurationHistory NONE = new DurationHistory(List.of());

    private static final int KEPT = 64;
    private static final int ENOUGH = 16;
    private static final double NARROW = 2.5;

    private record Run(Instant begin, Duration took) {}

    private final List<Run> latest; // by their begin
    private final long[] sorted; // milliseconds

    private DurationHistory(List<Run> latest) {
        this.latest = List.copyOf(latest);
        this.sorted =
                latest.stream().mapToLong(run -> run.took().toMillis()).sorted().toArray();
    }

    DurationHistory with(Instant begin, Duration took) {
        List<Run> runs = new ArrayList<>(latest);
        int at = runs.size();
        while (at > 0 && runs.get(at - 1).begin().isAfter(begin)) {
            at--;
        }
        runs.add(at, new Run(begin, took));
        return new DurationHistory(runs.size() > KEPT ? runs.subList(1, runs.size()) : runs);
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
