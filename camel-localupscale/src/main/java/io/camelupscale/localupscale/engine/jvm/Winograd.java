package io.camelupscale.localupscale.engine.jvm;

/** F(4 x 4, 3 x 3): its sizes, and its transform of weights. */
final class Winograd {

    /** Side of what a tile gives. */
    static final int TILE = 4;
    /** Side of what a tile sees. */
    static final int WINDOW = 6;

    static final int POINTS = WINDOW * WINDOW;

    private static final int SIDE = 3;
    private static final double[][] WEIGHTS = {
        {1 / 4.0, 0, 0},
        {-1 / 6.0, -1 / 6.0, -1 / 6.0},
        {-1 / 6.0, 1 / 6.0, -1 / 6.0},
        {1 / 24.0, 1 / 12.0, 1 / 6.0},
        {1 / 24.0, -1 / 12.0, 1 / 6.0},
        {0, 0, 1}
    };

    private Winograd() {}

    /** Tiles that cover so many pixels. */
    static int tiles(int pixels) {
        return (pixels + TILE - 1) / TILE;
    }

    /** The points of the nine weights that begin at {@code at}. */
    static float[] points(float[] weights, int at) {
        float[] points = new float[POINTS];
        for (int point = 0; point < POINTS; point++) {
            double sum = 0;
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                sum += WEIGHTS[point / WINDOW][tap / SIDE] * WEIGHTS[point % WINDOW][tap % SIDE] * weights[at + tap];
            }
            points[point] = (float) sum;
        }
        return points;
    }
}
