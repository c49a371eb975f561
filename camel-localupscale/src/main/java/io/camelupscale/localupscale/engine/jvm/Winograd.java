package io.camelupscale.localupscale.engine.jvm;

/** The sizes of F(4 x 4, 3 x 3), and its transform of weights, which is done once. */
final class Winograd {

    /** Side of what a tile gives. */
    static final int TILE = 4;
    /** Side of what a tile sees. */
    static final int WINDOW = 6;

    static final int POINTS = WINDOW * WINDOW;

    private static final double[][] G = {
        {1 / 4.0, 0, 0},
        {-1 / 6.0, -1 / 6.0, -1 / 6.0},
        {-1 / 6.0, 1 / 6.0, -1 / 6.0},
        {1 / 24.0, 1 / 12.0, 1 / 6.0},
        {1 / 24.0, -1 / 12.0, 1 / 6.0},
        {0, 0, 1}
    };

    private Winograd() {}

    /** The 36 points of the weights from one channel to another. */
    static float[] points(Convolution convolution, int output, int input) {
        float[] points = new float[POINTS];
        for (int point = 0; point < POINTS; point++) {
            double sum = 0;
            for (int tap = 0; tap < Convolution.TAPS; tap++) {
                sum += G[point / WINDOW][tap / 3] * G[point % WINDOW][tap % 3] * convolution.weight(output, input, tap);
            }
            points[point] = (float) sum;
        }
        return points;
    }
}
