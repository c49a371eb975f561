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
    private static final int EIGHT = Winograd.WINDOW * LANES;

    private VectorTransforms() {}

    /** Each column of pixels becomes eight half-made points. */
    static void inputColumns(float[] memory, int at, int pitch, int tiles, int to) {
        FloatVector minusFourAndQuarter = FloatVector.broadcast(SPECIES, -4.25f);
        FloatVector fiveAndQuarter = FloatVector.broadcast(SPECIES, 5.25f);
        FloatVector quarter = FloatVector.broadcast(SPECIES, 0.25f);
        FloatVector minusOneAndQuarter = FloatVector.broadcast(SPECIES, -1.25f);
        FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector minusTwoAndHalf = FloatVector.broadcast(SPECIES, -2.5f);
        FloatVector four = FloatVector.broadcast(SPECIES, 4f);
        int columns = tiles * Winograd.TILE + 2;
        for (int i = 0; i < columns; i++) {
            int from = at + i * CHANNELS;
            FloatVector d0 = FloatVector.fromArray(SPECIES, memory, from);
            FloatVector d1 = FloatVector.fromArray(SPECIES, memory, from + pitch);
            FloatVector d2 = FloatVector.fromArray(SPECIES, memory, from + 2 * pitch);
            FloatVector d3 = FloatVector.fromArray(SPECIES, memory, from + 3 * pitch);
            FloatVector d4 = FloatVector.fromArray(SPECIES, memory, from + 4 * pitch);
            FloatVector d5 = FloatVector.fromArray(SPECIES, memory, from + 5 * pitch);
            FloatVector d6 = FloatVector.fromArray(SPECIES, memory, from + 6 * pitch);
            FloatVector d7 = FloatVector.fromArray(SPECIES, memory, from + 7 * pitch);
            FloatVector even = d4.fma(minusFourAndQuarter, d2.add(d6));
            FloatVector odd = d3.fma(minusFourAndQuarter, d1.add(d5));
            FloatVector evenTwo = d2.fma(quarter, d4.fma(minusOneAndQuarter, d6));
            FloatVector oddTwo = d1.fma(half, d3.fma(minusTwoAndHalf, d5.add(d5)));
            FloatVector evenHalf = d4.fma(minusOneAndQuarter, d2).fma(four, d6);
            FloatVector oddHalf = d5.fma(half, d3.fma(minusTwoAndHalf, d1.add(d1)));
            int next = to + i * EIGHT;
            d4.sub(d2).fma(fiveAndQuarter, d0.sub(d6)).intoArray(memory, next);
            even.add(odd).intoArray(memory, next + LANES);
            even.sub(odd).intoArray(memory, next + 2 * LANES);
            evenTwo.add(oddTwo).intoArray(memory, next + 3 * LANES);
            evenTwo.sub(oddTwo).intoArray(memory, next + 4 * LANES);
            evenHalf.add(oddHalf).intoArray(memory, next + 5 * LANES);
            evenHalf.sub(oddHalf).intoArray(memory, next + 6 * LANES);
            d3.sub(d5).fma(fiveAndQuarter, d7.sub(d1)).intoArray(memory, next + 7 * LANES);
        }
    }

    /** Eight columns of each tile become the eight points of one row. */
    static void inputRow(float[] memory, int at, int tiles, int to, int plane) {
        FloatVector minusFourAndQuarter = FloatVector.broadcast(SPECIES, -4.25f);
        FloatVector fiveAndQuarter = FloatVector.broadcast(SPECIES, 5.25f);
        FloatVector quarter = FloatVector.broadcast(SPECIES, 0.25f);
        FloatVector minusOneAndQuarter = FloatVector.broadcast(SPECIES, -1.25f);
        FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector minusTwoAndHalf = FloatVector.broadcast(SPECIES, -2.5f);
        FloatVector four = FloatVector.broadcast(SPECIES, 4f);
        for (int i = 0; i < tiles; i++) {
            int from = at + i * Winograd.TILE * EIGHT;
            FloatVector d0 = FloatVector.fromArray(SPECIES, memory, from);
            FloatVector d1 = FloatVector.fromArray(SPECIES, memory, from + EIGHT);
            FloatVector d2 = FloatVector.fromArray(SPECIES, memory, from + 2 * EIGHT);
            FloatVector d3 = FloatVector.fromArray(SPECIES, memory, from + 3 * EIGHT);
            FloatVector d4 = FloatVector.fromArray(SPECIES, memory, from + 4 * EIGHT);
            FloatVector d5 = FloatVector.fromArray(SPECIES, memory, from + 5 * EIGHT);
            FloatVector d6 = FloatVector.fromArray(SPECIES, memory, from + 6 * EIGHT);
            FloatVector d7 = FloatVector.fromArray(SPECIES, memory, from + 7 * EIGHT);
            FloatVector even = d4.fma(minusFourAndQuarter, d2.add(d6));
            FloatVector odd = d3.fma(minusFourAndQuarter, d1.add(d5));
            FloatVector evenTwo = d2.fma(quarter, d4.fma(minusOneAndQuarter, d6));
            FloatVector oddTwo = d1.fma(half, d3.fma(minusTwoAndHalf, d5.add(d5)));
            FloatVector evenHalf = d4.fma(minusOneAndQuarter, d2).fma(four, d6);
            FloatVector oddHalf = d5.fma(half, d3.fma(minusTwoAndHalf, d1.add(d1)));
            int next = to + i * CHANNELS;
            d4.sub(d2).fma(fiveAndQuarter, d0.sub(d6)).intoArray(memory, next);
            even.add(odd).intoArray(memory, next + plane);
            even.sub(odd).intoArray(memory, next + 2 * plane);
            evenTwo.add(oddTwo).intoArray(memory, next + 3 * plane);
            evenTwo.sub(oddTwo).intoArray(memory, next + 4 * plane);
            evenHalf.add(oddHalf).intoArray(memory, next + 5 * plane);
            evenHalf.sub(oddHalf).intoArray(memory, next + 6 * plane);
            d3.sub(d5).fma(fiveAndQuarter, d7.sub(d1)).intoArray(memory, next + 7 * plane);
        }
    }

    /** The eight sums of a column of points become six half-made values. */
    static void outputColumn(float[] memory, int at, int plane, int tiles, int to) {
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector four = FloatVector.broadcast(SPECIES, 4f);
        FloatVector eight = FloatVector.broadcast(SPECIES, 8f);
        FloatVector sixteen = FloatVector.broadcast(SPECIES, 16f);
        FloatVector thirtyTwo = FloatVector.broadcast(SPECIES, 32f);
        int row = Winograd.WINDOW * plane;
        for (int i = 0; i < tiles; i++) {
            int from = at + i * CHANNELS;
            FloatVector m0 = FloatVector.fromArray(SPECIES, memory, from);
            FloatVector m1 = FloatVector.fromArray(SPECIES, memory, from + row);
            FloatVector m2 = FloatVector.fromArray(SPECIES, memory, from + 2 * row);
            FloatVector m3 = FloatVector.fromArray(SPECIES, memory, from + 3 * row);
            FloatVector m4 = FloatVector.fromArray(SPECIES, memory, from + 4 * row);
            FloatVector m5 = FloatVector.fromArray(SPECIES, memory, from + 5 * row);
            FloatVector m6 = FloatVector.fromArray(SPECIES, memory, from + 6 * row);
            FloatVector m7 = FloatVector.fromArray(SPECIES, memory, from + 7 * row);
            FloatVector sum = m1.add(m2);
            FloatVector difference = m1.sub(m2);
            FloatVector sumTwo = m3.add(m4);
            FloatVector differenceTwo = m3.sub(m4);
            FloatVector sumHalf = m5.add(m6);
            FloatVector differenceHalf = m5.sub(m6);
            int next = to + i * Winograd.TILE * EIGHT;
            sumHalf.fma(thirtyTwo, m0.add(sum).add(sumTwo)).intoArray(memory, next);
            differenceHalf.fma(sixteen, differenceTwo.fma(two, difference)).intoArray(memory, next + EIGHT);
            sumHalf.fma(eight, sumTwo.fma(four, sum)).intoArray(memory, next + 2 * EIGHT);
            differenceHalf.fma(four, differenceTwo.fma(eight, difference)).intoArray(memory, next + 3 * EIGHT);
            sumHalf.fma(two, sumTwo.fma(sixteen, sum)).intoArray(memory, next + 4 * EIGHT);
            differenceTwo.fma(thirtyTwo, difference).add(differenceHalf).add(m7).intoArray(memory, next + 5 * EIGHT);
        }
    }

    /** Eight half-made values of each tile become six pixels of one row, with bias and activation. */
    static void outputRow(float[] memory, int at, int tiles, float[] after, int channel, int to) {
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector four = FloatVector.broadcast(SPECIES, 4f);
        FloatVector eight = FloatVector.broadcast(SPECIES, 8f);
        FloatVector sixteen = FloatVector.broadcast(SPECIES, 16f);
        FloatVector thirtyTwo = FloatVector.broadcast(SPECIES, 32f);
        FloatVector zero = FloatVector.broadcast(SPECIES, 0f);
        int outputs = after.length / 3;
        FloatVector bias = FloatVector.fromArray(SPECIES, after, channel);
        FloatVector slope = FloatVector.fromArray(SPECIES, after, channel + outputs);
        FloatVector rectified = FloatVector.fromArray(SPECIES, after, channel + 2 * outputs);
        for (int i = 0; i < tiles; i++) {
            int from = at + i * Winograd.TILE * EIGHT;
            FloatVector m0 = FloatVector.fromArray(SPECIES, memory, from);
            FloatVector m1 = FloatVector.fromArray(SPECIES, memory, from + LANES);
            FloatVector m2 = FloatVector.fromArray(SPECIES, memory, from + 2 * LANES);
            FloatVector m3 = FloatVector.fromArray(SPECIES, memory, from + 3 * LANES);
            FloatVector m4 = FloatVector.fromArray(SPECIES, memory, from + 4 * LANES);
            FloatVector m5 = FloatVector.fromArray(SPECIES, memory, from + 5 * LANES);
            FloatVector m6 = FloatVector.fromArray(SPECIES, memory, from + 6 * LANES);
            FloatVector m7 = FloatVector.fromArray(SPECIES, memory, from + 7 * LANES);
            FloatVector sum = m1.add(m2);
            FloatVector difference = m1.sub(m2);
            FloatVector sumTwo = m3.add(m4);
            FloatVector differenceTwo = m3.sub(m4);
            FloatVector sumHalf = m5.add(m6);
            FloatVector differenceHalf = m5.sub(m6);
            FloatVector y0 = sumHalf.fma(thirtyTwo, m0.add(sum).add(sumTwo)).add(bias);
            FloatVector y1 = differenceHalf
                    .fma(sixteen, differenceTwo.fma(two, difference))
                    .add(bias);
            FloatVector y2 = sumHalf.fma(eight, sumTwo.fma(four, sum)).add(bias);
            FloatVector y3 = differenceHalf
                    .fma(four, differenceTwo.fma(eight, difference))
                    .add(bias);
            FloatVector y4 = sumHalf.fma(two, sumTwo.fma(sixteen, sum)).add(bias);
            FloatVector y5 = differenceTwo
                    .fma(thirtyTwo, difference)
                    .add(differenceHalf)
                    .add(m7)
                    .add(bias);
            int next = to + i * Winograd.TILE * CHANNELS;
            rectified.fma(y0.max(zero), slope.mul(y0)).intoArray(memory, next);
            rectified.fma(y1.max(zero), slope.mul(y1)).intoArray(memory, next + CHANNELS);
            rectified.fma(y2.max(zero), slope.mul(y2)).intoArray(memory, next + 2 * CHANNELS);
            rectified.fma(y3.max(zero), slope.mul(y3)).intoArray(memory, next + 3 * CHANNELS);
            rectified.fma(y4.max(zero), slope.mul(y4)).intoArray(memory, next + 4 * CHANNELS);
            rectified.fma(y5.max(zero), slope.mul(y5)).intoArray(memory, next + 5 * CHANNELS);
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
