package io.camelupscale.localupscale.engine.jvm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The Vector API, with the longest vectors of the processor. */
public final class VectorKernels extends Kernels {

    static final VectorSpecies<Float> SPECIES = species();
    static final int LANES = SPECIES.length();
    /** 32 registers hold 24 sums; where vectors have 8 lanes there are 16 registers, for 12 sums. */
    private static final int WIDEST = LANES == 8 ? 2 * LANES : 4 * LANES;

    public VectorKernels() {
        if (LANES < 4) {
            throw new UnsupportedOperationException("vectors of " + LANES);
        }
    }

    private static VectorSpecies<Float> species() {
        VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
        return preferred.length() > CHANNELS ? FloatVector.SPECIES_512 : preferred;
    }

    @Override
    public String description() {
        return "Vector API, %d bit".formatted(SPECIES.vectorBitSize());
    }

    @Override
    int panel(int left) {
        return Math.min(left, WIDEST);
    }

    @Override
    void multiply(float[] v, int vAt, float[] u, int uAt, float[] m, int mAt, int rows, int inputs, int outputs) {
        int panelAt = uAt;
        for (int channel = 0; channel < outputs; ) {
            int width = panel(outputs - channel);
            int vectors = width / LANES;
            for (int row = 0; row < rows; row += ROWS) {
                int from = vAt + row * inputs;
                int to = mAt + row * outputs + channel;
                switch (vectors) {
                    case 4 -> VectorProducts.byFour(v, from, inputs, u, panelAt, m, to, outputs);
                    case 3 -> VectorProducts.byThree(v, from, inputs, u, panelAt, m, to, outputs);
                    case 2 -> VectorProducts.byTwo(v, from, inputs, u, panelAt, m, to, outputs);
                    default -> VectorProducts.byOne(v, from, inputs, u, panelAt, m, to, outputs);
                }
            }
            panelAt += width * inputs;
            channel += width;
        }
    }

    @Override
    void transformInput(float[] in, int[] rows, int channels, float[] v, int vAt, int plane, float[] scratch) {
        for (int channel = 0; channel < channels; channel += LANES) {
            VectorTransforms.input(in, rows, channels, channel, v, vAt + channel, plane, scratch);
        }
    }

    @Override
    void transformOutput(
            float[] m,
            int mAt,
            int plane,
            int channels,
            float[] after,
            int channel,
            float[] out,
            int[] rows,
            int outputs,
            float[] scratch) {
        for (int first = 0; first < channels; first += LANES) {
            VectorTransforms.output(m, mAt + first, plane, after, channel + first, out, rows, outputs, scratch);
        }
    }

    @Override
    void activate(float[] m, int mAt, int pixels, float[] after, float[] out, int outAt, int outputs) {
        FloatVector zero = FloatVector.broadcast(SPECIES, 0f);
        for (int channel = 0; channel < outputs; channel += LANES) {
            FloatVector bias = FloatVector.fromArray(SPECIES, after, channel);
            FloatVector slope = FloatVector.fromArray(SPECIES, after, outputs + channel);
            FloatVector rectified = FloatVector.fromArray(SPECIES, after, 2 * outputs + channel);
            int at = channel;
            for (int pixel = 0; pixel < pixels; pixel++) {
                FloatVector value = FloatVector.fromArray(SPECIES, m, mAt + at).add(bias);
                rectified.fma(value.max(zero), slope.mul(value)).intoArray(out, outAt + at);
                at += outputs;
            }
        }
    }
}
