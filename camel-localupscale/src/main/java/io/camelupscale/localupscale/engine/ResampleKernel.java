package io.camelupscale.localupscale.engine;

import java.util.function.DoubleUnaryOperator;

/**
 * Weights for resampling a line from {@code from} to {@code to} samples per unit. Sample {@code j} of the result sits at
 * {@code (j + 1/2) * from / to - 1/2} of the source; the weights repeat every {@code to} samples.
 */
final class ResampleKernel {

    private final int from;
    private final int to;
    private final int[] firstTaps;
    private final float[][] weights;

    private ResampleKernel(int from, int to, double support, DoubleUnaryOperator filter) {
        this.from = from;
        this.to = to;
        this.firstTaps = new int[to];
        this.weights = new float[to][];
        // shrinking widens the filter, or fine detail would alias
        double stretch = Math.max(1, (double) from / to);
        for (int phase = 0; phase < to; phase++) {
            double centre = (phase + 0.5) * from / to - 0.5;
            firstTaps[phase] = (int) Math.ceil(centre - support * stretch);
            int taps = (int) Math.floor(centre + support * stretch) - firstTaps[phase] + 1;
            weights[phase] = normalised(taps, firstTaps[phase] - centre, stretch, filter);
        }
    }

    private static float[] normalised(int taps, double start, double stretch, DoubleUnaryOperator filter) {
        double[] raw = new double[taps];
        double sum = 0;
        for (int i = 0; i < taps; i++) {
            raw[i] = filter.applyAsDouble((start + i) / stretch);
            sum += raw[i];
        }
        float[] result = new float[taps];
        for (int i = 0; i < taps; i++) {
            result[i] = (float) (raw[i] / sum);
        }
        return result;
    }

    /** Sharp, for colours. */
    static ResampleKernel lanczos3(int from, int to) {
        return new ResampleKernel(from, to, 3, x -> {
            double pi = Math.PI * x;
            return x == 0 ? 1 : Math.abs(x) >= 3 ? 0 : 3 * Math.sin(pi) * Math.sin(pi / 3) / (pi * pi);
        });
    }

    /** Hardly any ringing, for transparency. */
    static ResampleKernel catmullRom(int from, int to) {
        return new ResampleKernel(from, to, 2, x -> {
            double t = Math.abs(x);
            return t < 1 ? (1.5 * t - 2.5) * t * t + 1 : t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
        });
    }

    /** The source sample that the first weight of result sample {@code j} belongs to; may lie outside the line. */
    int firstTap(int j) {
        return j / to * from + firstTaps[j % to];
    }

    float[] weights(int j) {
        return weights[j % to];
    }
}
