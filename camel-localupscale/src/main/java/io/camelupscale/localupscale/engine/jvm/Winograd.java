package io.camelupscale.localupscale.engine.jvm;

/** F(6 x 6, 3 x 3): its sizes, and its transform of weights. */
final class Winograd {

    /** Side of what a tile gives. */
    static final int TILE = 6;
    /** Side of what a tile sees. */
    static final int WINDOW = 8;

    static final int POINTS = WINDOW * WINDOW;

    private static final int SIDE = 3;
    private static final double[][] WEIGHTS = {
        {1, 0, 0},
        {-2 / 9.0, -2 / 9.0, -2 / 9.0},
        {-2 / 9.0, 2 / 9.0, -2 / 9.0},
        {1 / 90.0, 1 / 45.0, 2 / 45.0},
        {1 / 90.0, -1 / 45.0, 2 / 45.0},
        {1 / 45.0, 1 / 90.0, 1 / 180.0},
        {1 / 45.0, -1 / 90.0, 1 / 180.0},
        {0, 0, 1}
    };

    private Winograd() {}

    /** Tiles that cover so many pixels. */
    static int tiles(int pixels) {
        return (pixels + TILE - 1) / TILE;
    }

    /** The points of the nine weights that begin at {@code at}. */
    static float[] points(float[] weights, int at) {
        double[][] rows = new double[WINDOW][SIDE];
        for (int point = 0; point < WINDOW; point++) {
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                rows[point][tap % SIDE] += WEIGHTS[point][tap / SIDE] * weights[at + tap];
            }
        }
        float[] points = new float[POINTS];
        for (int point = 0; point < POINTS; point++) {
            double sum = 0;
            for (int tap = 0; tap < SIDE; tap++) {
                sum += WEIGHTS[point % WINDOW][tap] * rows[point / WINDOW][tap];
            }
            points[point] = (float) sum;
        }
        return points;
    }
}
