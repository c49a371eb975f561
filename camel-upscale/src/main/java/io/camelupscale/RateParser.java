package io.camelupscale;

import io.camelupscale.job.Rate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** Reads the options that are a rate. */
final class RateParser {

    private static final Pattern RATE = Pattern.compile("\\s*(\\d{1,9})\\s*/\\s*(\\w+)\\s*");

    private RateParser() {}

    /**
     * @param text {@code COUNT/PERIOD}, such as {@code 50/1h}; null for no limit
     * @throws IllegalArgumentException if it is not of that form; the message names the option
     */
    static @Nullable Rate parse(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher rate = RATE.matcher(text);
        if (rate.matches()) {
            try {
                return new Rate(Integer.parseInt(rate.group(1)), TimeUtils.toDuration(rate.group(2)));
            } catch (IllegalArgumentException e) {
                // no period, or none that makes sense: said below
            }
        }
        throw new IllegalArgumentException(option + "=" + text + " is no rate: COUNT/PERIOD is needed, such as 50/1h");
    }
}
