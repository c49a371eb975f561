package io.camelupscale.benchmarks.waiting;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many jobs there are.
 *
 * @param batches one after the other
 * @param jobs    in each of them
 * @param seconds over which the jobs of a batch are sent, evenly; 0 for all at once
 */
public record Load(int batches, int jobs, int seconds) {

    private static final Pattern TEXT = Pattern.compile("(?:(\\d+)x)?(\\d+)(?:@(\\d+))?");
    private static final int BIG = 100_000;

    /**
     * Such as {@code 1000}, {@code 8x1000} for eight batches of them, or {@code 1000@10} for jobs that are sent over ten
     * seconds.
     */
    public static Load parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " is not as 1000, 8x1000, 1000@10 or 8x1000@10");
        }
        String batches = matcher.group(1);
        String seconds = matcher.group(3);
        return new Load(
                batches == null ? 1 : Integer.parseInt(batches),
                Integer.parseInt(matcher.group(2)),
                seconds == null ? 0 : Integer.parseInt(seconds));
    }

    /** In all batches. */
    public int all() {
        return batches * jobs;
    }

    /** How long the jobs take, in milliseconds: 20 to 40 seconds, and 90 to 120 where submitting them takes longer than that. */
    String durations() {
        return jobs < BIG ? "20000-40000" : "90000-120000";
    }

    @Override
    public String toString() {
        return batches + "x" + jobs + "@" + seconds;
    }
}
