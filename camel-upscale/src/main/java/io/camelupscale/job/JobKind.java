package io.camelupscale.job;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that are likely to take about as long: those of the same model, and of a size within the same power of two.
 *
 * @param model     empty for the provider's default
 * @param sizeClass binary logarithm of the number of pixels, rounded down
 */
record JobKind(String model, int sizeClass) {

    /** @param pixels of the result, in all of its frames; at least 1 */
    static JobKind of(@Nullable String model, long pixels) {
        return new JobKind(model == null ? "" : model, Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, pixels)));
    }

    /** For people. */
    String text() {
        double megapixels = Math.scalb(1.0, sizeClass) / 1_000_000;
        return String.format(
                Locale.ROOT, "%s, %.2f to %.2f MP", model.isEmpty() ? "default" : model, megapixels, 2 * megapixels);
    }
}
