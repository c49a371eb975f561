package io.camelupscale.localupscale.engine.jvm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * From values to points and back, one vector of channels at a time. Each method is one loop whose addresses grow evenly,
 * so that the compiler checks bounds before the loop and not in it. A row of tiles goes by way of a scratch in the first
 * cache: columns first, then rows.
 */
final class VectorTransforms {

    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = VectorKernels.LANES;
    private static final int CHANNELS = Kernels.CHANNELS;
    /** Vectors of a column, or of a row of a tile's columns, in the scratch. */
    private static final int SIX = Winograd.WINDOW * LANES;

    private VectorTransforms() {}

    /** Each column of pixels becomes six half-made points. */
    static void inputColumns(float[] memory, int at, int pitch, int tiles, int to) {
        FloatVector four = FloatVector.broadcast(SPECIES, 4f);
        FloatVector minusFour = FloatVector.broadcast(SPECIES, -4f);
        FloatVector minusFive = FloatVector.broadcast(SPECIES, -5f);
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector minusTwo = FloatVector.broadcast(SPECIES, -2f);
        int columns = tiles * Winograd.TILE + 2;
        for (int i = 0; i < columns; i++) {
            int from = at + i * CHANNELS;
            FloatVector d0 = FloatVector.fromArray(SPECIES, memory, from);
            FloatVector d1 = FloatVector.fromArray(SPECIES, memory, from + pitch);
            FloatVector d2 = FloatVector.fromArray(SPECIES, memory, from + 2 * pitch);
            FloatVector d3 = FloatVector.fromArray(SPECIES, memory, from + 3 * pitch);
            FloatVector d4 = FloatVector.fromArray(SPECIES, memory, from + 4 * pitch);
            FloatVector d5 = FloatVector.fromArray(SPECIES, memory, from + 5 * pitch);
            FloatVector even = d2.fma(minusFour, d4);
            FloatVector odd = d1.fma(minusFour, d3);
            FloatVector evenTwo = d4.sub(d2);
            FloatVector oddTwo = d3.sub(d1);
            int next = to + i * SIX;
            d0.fma(four, d2.fma(minusFive, d4)).intoArray(memory, next);
            even.add(odd).intoArray(memory, next + LANES);
            even.sub(odd).intoArray(memory, next + 2 * LANES);
            oddTwo.fma(two, evenTwo).intoArray(memory, next + 3 * LANES);
            oddTwo.fma(minusTwo, evenTwo).intoArray(memory, next + 4 * LANES);
            d1.fma(four, d3.fma(minusFive, d5)).intoArray(memory, next + 5 * LANES);
        }
    }

    /** Six columns of each tile become the six points of one row. */
    static void inputRow(float[] memory, int at, int tiles, int to, int plane) {
        FloatVector four = FloatVector.broadcast(SPECIES, 4f);
        FloatVector minusFour = FloatVector.broadcast(SPECIES, -4f);
        FloatVector minusFive = FloatVector.broadcast(SPECIES, -5f);
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector minusTwo = FloatVector.broadcast(SPECIES, -2f);
        for (int i = 0; i < tiles; i++) {
            int from = at + i * Winograd.TILE * SIX;
            FloatVector d0 = FloatVector.fromArray(SPECIES, memory, from);
            FloatVector d1 = FloatVector.fromArray(SPECIES, memory, from + SIX);
            FloatVector d2 = FloatVector.fromArray(SPECIES, memory, from + 2 * SIX);
            FloatVector d3 = FloatVector.fromArray(SPECIES, memory, from + 3 * SIX);
            FloatVector d4 = FloatVector.fromArray(SPECIES, memory, from + 4 * SIX);
            FloatVector d5 = FloatVector.fromArray(SPECIES, memory, from + 5 * SIX);
            FloatVector even = d2.fma(minusFour, d4);
            FloatVector odd = d1.fma(minusFour, d3);
            FloatVector evenTwo = d4.sub(d2);
            FloatVector oddTwo = d3.sub(d1);
            int next = to + i * CHANNELS;
            d0.fma(four, d2.fma(minusFive, d4)).intoArray(memory, next);
            even.add(odd).intoArray(memory, next + plane);
            even.sub(odd).intoArray(memory, next + 2 * plane);
            oddTwo.fma(two, evenTwo).intoArray(memory, next + 3 * plane);
            oddTwo.fma(minusTwo, evenTwo).intoArray(memory, next + 4 * plane);
            d1.fma(four, d3.fma(minusFive, d5)).intoArray(memory, next + 5 * plane);
        }
    }

    /** The six sums of a column of points become four half-made values. */
    static void outputColumn(float[] memory, int at, int plane, int tiles, int to) {
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector four = FloatVector.broadcast(SPECIES, 4f);
        FloatVector eight = FloatVector.broadcast(SPECIES, 8f);
        int row = Winograd.WINDOW * plane;
        for (int i = 0; i < tiles; i++) {
            int from = at + i * CHANNELS;
            FloatVector m0 = FloatVector.fromArray(SPECIES, memory, from);
            FloatVector m1 = FloatVector.fromArray(SPECIES, memory, from + row);
            FloatVector m2 = FloatVector.fromArray(SPECIES, memory, from + 2 * row);
            FloatVector m3 = FloatVector.fromArray(SPECIES, memory, from + 3 * row);
            FloatVector m4 = FloatVector.fromArray(SPECIES, memory, from + 4 * row);
            FloatVector m5 = FloatVector.fromArray(SPECIES, memory, from + 5 * row);
            FloatVector sum = m1.add(m2);
            FloatVector difference = m1.sub(m2);
            FloatVector sumTwo = m3.add(m4);
            FloatVector differenceTwo = m3.sub(m4);
            int next = to + i * Winograd.TILE * SIX;
            m0.add(sum).add(sumTwo).intoArray(memory, next);
            differenceTwo.fma(two, difference).intoArray(memory, next + SIX);
            sumTwo.fma(four, sum).intoArray(memory, next + 2 * SIX);
            differenceTwo.fma(eight, difference).add(m5).intoArray(memory, next + 3 * SIX);
        }
    }

    /** Six half-made values of each tile become four pixels of one row, with bias and activation. */
    static void outputRow(float[] memory, int at, int tiles, float[] after, int channel, int to) {
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector four = FloatVector.broadcast(SPECIES, 4f);
        FloatVector eight = FloatVector.broadcast(SPECIES, 8f);
        FloatVector zero = FloatVector.broadcast(SPECIES, 0f);
        int outputs = after.length / 3;
        FloatVector bias = FloatVector.fromArray(SPECIES, after, channel);
        FloatVector slope = FloatVector.fromArray(SPECIES, after, channel + outputs);
        FloatVector rectified = FloatVector.fromArray(SPECIES, after, channel + 2 * outputs);
        for (int i = 0; i < tiles; i++) {
            int from = at + i * Winograd.TILE * SIX;
            FloatVector m0 = FloatVector.fromArray(SPECIES, memory, from);
            FloatVector m1 = FloatVector.fromArray(SPECIES, memory, from + LANES);
            FloatVector m2 = FloatVector.fromArray(SPECIES, memory, from + 2 * LANES);
            FloatVector m3 = FloatVector.fromArray(SPECIES, memory, from + 3 * LANES);
            FloatVector m4 = FloatVector.fromArray(SPECIES, memory, from + 4 * LANES);
            FloatVector m5 = FloatVector.fromArray(SPECIES, memory, from + 5 * LANES);
            FloatVector sum = m1.add(m2);
            FloatVector difference = m1.sub(m2);
            FloatVector sumTwo = m3.add(m4);
            FloatVector differenceTwo = m3.sub(m4);
            FloatVector y0 = m0.add(sum).add(sumTwo).add(bias);
            FloatVector y1 = differenceTwo.fma(two, difference).add(bias);
            FloatVector y2 = sumTwo.fma(four, sum).add(bias);
            FloatVector y3 = differenceTwo.fma(eight, difference).add(m5).add(bias);
            int next = to + i * Winograd.TILE * CHANNELS;
            rectified.fma(y0.max(zero), slope.mul(y0)).intoArray(memory, next);
            rectified.fma(y1.max(zero), slope.mul(y1)).intoArray(memory, next + CHANNELS);
            rectified.fma(y2.max(zero), slope.mul(y2)).intoArray(memory, next + 2 * CHANNELS);
            rectified.fma(y3.max(zero), slope.mul(y3)).intoArray(memory, next + 3 * CHANNELS);
        }
    }

    /** Bias and activation alone. */
    static void activate(float[] memory, int at, int pixels, float[] after, int channel, int to) {
        FloatVector zero = FloatVector.broadcast(SPECIES, 0f);
        int outputs = after.length / 3;
        FloatVector bias = FloatVector.fromArray(SPECIES, after, channel);
        FloatVector slope = FloatVector.fromArray(SPECIES, after, channel + outputs);
        FloatVector rectified = FloatVector.fromArray(SPECIES, after, channel + 2 * outputs);
        for (int i = 0; i < pixels; i++) {
            FloatVector value =
                    FloatVector.fromArray(SPECIES, memory, at + i * CHANNELS).add(bias);
            rectified.fma(value.max(zero), slope.mul(value)).intoArray(memory, to + i * CHANNELS);
        }
    }
}
