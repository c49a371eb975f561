package io.camelupscale.localupscale.engine.jvm;

/** The sizes of F(4 x 4, 3 x 3), and what is not exact in its transform of weights. */
final class Winograd {

    /** Side of what a tile gives. */
    static final int TILE = 4;
    /** Side of what a tile sees. */
    static final int WINDOW = 6;

    static final int POINTS = WINDOW * WINDOW;

    static final float SIXTH = 1 / 6f;
    static final float TWELFTH = 1 / 12f;
    static final float TWENTY_FOURTH = 1 / 24f;

    private Winograd() {}

    /** Tiles that cover so many pixels. */
    static int tiles(int pixels) {
        return (pixels + TILE - 1) / TILE;
    }
}
