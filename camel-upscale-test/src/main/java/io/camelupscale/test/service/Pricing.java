package io.camelupscale.test.service;

/** What jobs cost. */
@FunctionalInterface
public interface Pricing {

    /** Credits for a result of so many pixels; 0 pixels where the source is no picture. */
    double credits(long resultPixels);

    /** One credit for every begun 24 megapixels of result, and one at least. */
    static Pricing byMegapixels() {
        return pixels -> Math.max(1, Math.ceil(pixels / 24e6));
    }
}
