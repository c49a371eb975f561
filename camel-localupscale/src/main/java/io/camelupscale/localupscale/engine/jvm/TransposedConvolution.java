package io.camelupscale.localupscale.engine.jvm;

import java.util.Arrays;

/**
 * A transposed convolution of 4 x 4 weights and stride 2 makes 2 x 2 pixels of each 3 x 3 of its input, so it is a
 * convolution with four times the outputs, of whose nine taps each output uses four.
 */
final class TransposedConvolution {

    private static final int SIDE = 4;
    private static final int CHANNELS = 3;
    /** By row of the result (even, odd) and of the input (above, at, below): which row of weights; -1 for none. */
    private static final int[][] ROW = {{3, 1, -1}, {-1, 2, 0}};

    private TransposedConvolution() {}

    /** @param weights by input, output, row, column */
    static Convolution asConvolution(int inputs, float[] weights, float[] bias) {
        int outputs = CHANNELS * 4;
        float[] all = new float[outputs * inputs * Convolution.TAPS];
        float[] allBias = new float[outputs];
        for (int output = 0; output < outputs; output++) {
            int channel = output / 4;
            allBias[output] = bias[channel];
            for (int input = 0; input < inputs; input++) {
                for (int tap = 0; tap < Convolution.TAPS; tap++) {
                    int row = ROW[output / 2 % 2][tap / 3];
                    int column = ROW[output % 2][tap % 3];
                    if (row >= 0 && column >= 0) {
                        all[(output * inputs + input) * Convolution.TAPS + tap] =
                                weights[((input * CHANNELS + channel) * SIDE + row) * SIDE + column];
                    }
                }
            }
        }
        float[] slope = new float[outputs];
        Arrays.fill(slope, 1);
        return new Convolution(inputs, outputs, all, allBias, slope, new float[outputs]);
    }
}
