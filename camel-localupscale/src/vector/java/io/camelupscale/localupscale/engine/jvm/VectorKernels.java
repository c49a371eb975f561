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
    void transformInput(float[] memory, int at, int pitch, int tiles, int vAt, int plane, int scratch) {
        for (int i = 0; i < CHANNELS; i += LANES) {
            VectorTransforms.inputColumns(memory, at + i, pitch, tiles, scratch);
            for (int row = 0; row < Winograd.WINDOW; row++) {
                VectorTransforms.inputRow(
                        memory, scratch + row * LANES, tiles, vAt + i + row * Winograd.WINDOW * plane, plane);
            }
        }
    }

    @Override
    void multiply(float[] memory, int vAt, int slices, float[] u, int uAt, int mAt, int outputs, int rows, int stride) {
        for (int channel = 0; channel < outputs; ) {
            int width = panel(outputs - channel);
            int panelAt = uAt + channel * slices * CHANNELS;
            int to = mAt + channel / CHANNELS * stride;
            for (int row = 0; row < rows * CHANNELS; row += ROWS * CHANNELS) {
                switch (width / LANES) {
                    case 4 -> VectorProducts.byFour(memory, vAt + row, slices, stride, u, panelAt, to + row);
                    case 3 -> VectorProducts.byThree(memory, vAt + row, slices, stride, u, panelAt, to + row);
                    case 2 -> VectorProducts.byTwo(memory, vAt + row, slices, stride, u, panelAt, to + row);
                    default -> VectorProducts.byOne(memory, vAt + row, slices, stride, u, panelAt, to + row);
                }
            }
            channel += width;
        }
    }

    @Override
    void transformOutput(
            float[] memory, int mAt, int plane, int tiles, float[] after, int channel, int at, int pitch, int scratch) {
        for (int i = 0; i < CHANNELS; i += LANES) {
            for (int column = 0; column < Winograd.WINDOW; column++) {
                VectorTransforms.outputColumn(memory, mAt + i + column * plane, plane, tiles, scratch + column * LANES);
            }
            for (int row = 0; row < Winograd.TILE; row++) {
                VectorTransforms.outputRow(
                        memory,
                        scratch + row * Winograd.WINDOW * LANES,
                        tiles,
                        after,
                        channel + i,
                        at + i + row * pitch);
            }
        }
    }

    @Override
    void activate(float[] memory, int mAt, int pixels, float[] after, int channel, int at) {
        for (int i = 0; i < CHANNELS; i += LANES) {
            VectorTransforms.activate(memory, mAt + i, pixels, after, channel + i, at + i);
        }
    }
}
