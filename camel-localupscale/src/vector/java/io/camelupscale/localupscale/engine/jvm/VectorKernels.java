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
    void transformWeights(
            float[] weights, int weightsAt, int inputs, int outputs, float[] memory, int uAt, int plane) {
        for (int channel = 0; channel < outputs; ) {
            int width = panel(outputs - channel);
            int from = weightsAt + channel * inputs * Convolution.TAPS;
            for (int i = 0; i < width; i += LANES) {
                VectorTransforms.weights(weights, from + i, width, inputs, memory, uAt + channel * inputs + i, plane);
            }
            channel += width;
        }
    }

    @Override
    void transformInput(
            float[] memory, int at, int pitch, int channels, int tiles, int vAt, int plane, int scratch) {
        for (int channel = 0; channel < channels; channel += LANES) {
            VectorTransforms.inputColumns(memory, at + channel, pitch, channels, tiles, scratch);
            for (int row = 0; row < Winograd.WINDOW; row++) {
                VectorTransforms.inputRow(
                        memory,
                        scratch + row * LANES,
                        tiles,
                        vAt + channel + row * Winograd.WINDOW * plane,
                        channels,
                        plane);
            }
        }
    }

    @Override
    void multiply(float[] memory, int vAt, float[] u, int uAt, int mAt, int rows, int inputs, int outputs) {
        for (int channel = 0; channel < outputs; ) {
            int width = panel(outputs - channel);
            int panelAt = uAt + channel * inputs;
            for (int row = 0; row < rows; row += ROWS) {
                int from = vAt + row * inputs;
                int to = mAt + row * outputs + channel;
                switch (width / LANES) {
                    case 4 -> VectorProducts.byFour(memory, from, inputs, u, panelAt, to, outputs);
                    case 3 -> VectorProducts.byThree(memory, from, inputs, u, panelAt, to, outputs);
                    case 2 -> VectorProducts.byTwo(memory, from, inputs, u, panelAt, to, outputs);
                    default -> VectorProducts.byOne(memory, from, inputs, u, panelAt, to, outputs);
                }
            }
            channel += width;
        }
    }

    @Override
    void transformOutput(
            float[] memory,
            int mAt,
            int plane,
            int channels,
            int tiles,
            float[] after,
            int channel,
            int at,
            int pitch,
            int scratch) {
        int outputs = after.length / 3;
        for (int i = 0; i < channels; i += LANES) {
            for (int column = 0; column < Winograd.WINDOW; column++) {
                VectorTransforms.outputColumn(
                        memory, mAt + i + column * plane, channels, plane, tiles, scratch + column * LANES);
            }
            for (int row = 0; row < Winograd.TILE; row++) {
                VectorTransforms.outputRow(
                        memory,
                        scratch + row * Winograd.WINDOW * LANES,
                        tiles,
                        after,
                        channel + i,
                        at + i + row * pitch,
                        outputs);
            }
        }
    }

    @Override
    void activate(float[] memory, int mAt, int pixels, float[] after, int at) {
        int outputs = after.length / 3;
        for (int channel = 0; channel < outputs; channel += LANES) {
            VectorTransforms.activate(memory, mAt + channel, pixels, after, channel, at + channel, outputs);
        }
    }
}
