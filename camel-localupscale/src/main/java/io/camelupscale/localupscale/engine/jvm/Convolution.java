package io.camelupscale.localupscale.engine.jvm;

/**
 * A 3 x 3 convolution and what follows it for each value: {@code y = slope * x + rectified * max(x, 0)} of its channel,
 * which is PReLU, LeakyReLU, ReLU, or nothing.
 *
 * @param weights by output, input, row, column
 */
record Convolution(int inputs, int outputs, float[] weights, float[] bias, float[] slope, float[] rectified) {

    static final int TAPS = 9;

    float weight(int output, int input, int tap) {
        return weights[(output * inputs + input) * TAPS + tap];
    }

    /** The same with another order of the outputs. */
    Convolution reordered(int[] order) {
        float[] newWeights = new float[weights.length];
        float[] newBias = new float[outputs];
        float[] newSlope = new float[outputs];
        float[] newRectified = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            System.arraycopy(weights, order[i] * inputs * TAPS, newWeights, i * inputs * TAPS, inputs * TAPS);
            newBias[i] = bias[order[i]];
            newSlope[i] = slope[order[i]];
            newRectified[i] = rectified[order[i]];
        }
        return new Convolution(inputs, outputs, newWeights, newBias, newSlope, newRectified);
    }
}
