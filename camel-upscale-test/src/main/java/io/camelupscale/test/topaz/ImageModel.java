package io.camelupscale.test.topaz;

/**
 * What a model takes and costs.
 *
 * @param maxInput  in pixels
 * @param maxOutput in pixels
 * @param perCredit pixels of result that a credit buys
 */
record ImageModel(long maxInput, long maxOutput, long perCredit) {

    private static final long MEGA = 1_000_000;

    static ImageModel of(ImageFamily family, String name) {
        if (name.startsWith("Wonder")) {
            return megapixels(128, 128, 4);
        }
        if (name.startsWith("Bloom")) {
            return megapixels(256, 256, 2);
        }
        if (name.equals("Standard MAX") || name.equals("Recover 3")) {
            return megapixels(24, 384, 24);
        }
        return family.isGenerative() ? megapixels(256, 256, 24) : megapixels(512, 1024, 24);
    }

    /** A whole number, 1 at least. */
    long credits(long pixels) {
        return Math.max(1, (pixels + perCredit - 1) / perCredit);
    }

    private static ImageModel megapixels(long maxInput, long maxOutput, long perCredit) {
        return new ImageModel(maxInput * MEGA, maxOutput * MEGA, perCredit * MEGA);
    }
}
