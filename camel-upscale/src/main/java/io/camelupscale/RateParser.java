package io.camelupscale;

import io.camelupscale.job.CreditBudget;
import io.camelupscale.job.Rate;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** Reads the options that are an amount in a period. */
final class RateParser {

    private static final Pattern RATE = Pattern.compile("\\s*(\\d{1,9})\\s*/\\s*(\\w+)\\s*");
    private static final Pattern BUDGET = Pattern.compile("\\s*(\\d{1,9}(?:\\.\\d{1,9})?)\\s*/\\s*(\\w+)\\s*");

    private RateParser() {}

    /**
     * @param text {@code COUNT/PERIOD}, such as {@code 50/1h}; null for no limit
     * @throws IllegalArgumentException if it is not of that form; the message names the option
     */
    static @Nullable Rate parse(String option, @Nullable String text) {
        return parse(
                RATE,
                text,
                (count, period) -> new Rate(Integer.parseInt(count), period),
                option + "=" + text + " is no rate: COUNT/PERIOD is needed, such as 50/1h");
    }

    /**
     * @param text {@code AMOUNT/PERIOD}, such as {@code 12.5/24h}; null for no limit
     * @throws IllegalArgumentException if it is not of that form; the message names the option
     */
    static @Nullable CreditBudget parseBudget(String option, @Nullable String text) {
        return parse(
                BUDGET,
                text,
                (credits, period) -> new CreditBudget(Double.parseDouble(credits), period),
                option + "=" + text + " is no budget: AMOUNT/PERIOD is needed, such as 12.5/24h");
    }

    private static <T> @Nullable T parse(
            Pattern form, @Nullable String text, BiFunction<String, Duration, T> make, String otherwise) {
        if (text == null) {
            return null;
        }
        Matcher matcher = form.matcher(text);
        if (matcher.matches()) {
            try {
                return make.apply(matcher.group(1), TimeUtils.toDuration(matcher.group(2)));
            } catch (IllegalArgumentException e) {
                // no period, or none that makes sense: said below
            }
        }
        throw new IllegalArgumentException(otherwise);
    }
}
