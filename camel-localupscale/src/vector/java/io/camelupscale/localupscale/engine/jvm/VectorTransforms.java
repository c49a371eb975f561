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

    /** The nine weights of each input become 36 points: columns first, which are 18 values, then rows. */
    static void weights(float[] weights, int at, int width, int inputs, float[] memory, int to, int plane) {
        FloatVector quarter = FloatVector.broadcast(SPECIES, 0.25f);
        FloatVector minusSixth = FloatVector.broadcast(SPECIES, -Winograd.SIXTH);
        FloatVector sixth = FloatVector.broadcast(SPECIES, Winograd.SIXTH);
        FloatVector twelfth = FloatVector.broadcast(SPECIES, Winograd.TWELFTH);
        FloatVector minusTwelfth = FloatVector.broadcast(SPECIES, -Winograd.TWELFTH);
        FloatVector twentyFourth = FloatVector.broadcast(SPECIES, Winograd.TWENTY_FOURTH);
        for (int i = 0; i < inputs; i++) {
            int from = at + i * Convolution.TAPS * width;
            int next = to + i * width;
            FloatVector w00 = FloatVector.fromArray(SPECIES, weights, from);
            FloatVector w10 = FloatVector.fromArray(SPECIES, weights, from + 3 * width);
            FloatVector w20 = FloatVector.fromArray(SPECIES, weights, from + 6 * width);
            FloatVector sum0 = w00.add(w20);
            FloatVector outer0 = w20.fma(sixth, w00.mul(twentyFourth));
            FloatVector h00 = w00.mul(quarter);
            FloatVector h10 = sum0.add(w10).mul(minusSixth);
            FloatVector h20 = sum0.sub(w10).mul(minusSixth);
            FloatVector h30 = w10.fma(twelfth, outer0);
            FloatVector h40 = w10.fma(minusTwelfth, outer0);
            FloatVector w01 = FloatVector.fromArray(SPECIES, weights, from + width);
            FloatVector w11 = FloatVector.fromArray(SPECIES, weights, from + 4 * width);
            FloatVector w21 = FloatVector.fromArray(SPECIES, weights, from + 7 * width);
            FloatVector sum1 = w01.add(w21);
            FloatVector outer1 = w21.fma(sixth, w01.mul(twentyFourth));
            FloatVector h01 = w01.mul(quarter);
            FloatVector h11 = sum1.add(w11).mul(minusSixth);
            FloatVector h21 = sum1.sub(w11).mul(minusSixth);
            FloatVector h31 = w11.fma(twelfth, outer1);
            FloatVector h41 = w11.fma(minusTwelfth, outer1);
            FloatVector w02 = FloatVector.fromArray(SPECIES, weights, from + 2 * width);
            FloatVector w12 = FloatVector.fromArray(SPECIES, weights, from + 5 * width);
            FloatVector w22 = FloatVector.fromArray(SPECIES, weights, from + 8 * width);
            FloatVector sum2 = w02.add(w22);
            FloatVector outer2 = w22.fma(sixth, w02.mul(twentyFourth));
            FloatVector h02 = w02.mul(quarter);
            FloatVector h12 = sum2.add(w12).mul(minusSixth);
            FloatVector h22 = sum2.sub(w12).mul(minusSixth);
            FloatVector h32 = w12.fma(twelfth, outer2);
            FloatVector h42 = w12.fma(minusTwelfth, outer2);
            FloatVector rowSum0 = h00.add(h02);
            FloatVector rowOuter0 = h02.fma(sixth, h00.mul(twentyFourth));
            h00.mul(quarter).intoArray(memory, next);
            rowSum0.add(h01).mul(minusSixth).intoArray(memory, next + plane);
            rowSum0.sub(h01).mul(minusSixth).intoArray(memory, next + 2 * plane);
            h01.fma(twelfth, rowOuter0).intoArray(memory, next + 3 * plane);
            h01.fma(minusTwelfth, rowOuter0).intoArray(memory, next + 4 * plane);
            h02.intoArray(memory, next + 5 * plane);
            FloatVector rowSum1 = h10.add(h12);
            FloatVector rowOuter1 = h12.fma(sixth, h10.mul(twentyFourth));
            h10.mul(quarter).intoArray(memory, next + 6 * plane);
            rowSum1.add(h11).mul(minusSixth).intoArray(memory, next + 7 * plane);
            rowSum1.sub(h11).mul(minusSixth).intoArray(memory, next + 8 * plane);
            h11.fma(twelfth, rowOuter1).intoArray(memory, next + 9 * plane);
            h11.fma(minusTwelfth, rowOuter1).intoArray(memory, next + 10 * plane);
            h12.intoArray(memory, next + 11 * plane);
            FloatVector rowSum2 = h20.add(h22);
            FloatVector rowOuter2 = h22.fma(sixth, h20.mul(twentyFourth));
            h20.mul(quarter).intoArray(memory, next + 12 * plane);
            rowSum2.add(h21).mul(minusSixth).intoArray(memory, next + 13 * plane);
            rowSum2.sub(h21).mul(minusSixth).intoArray(memory, next + 14 * plane);
            h21.fma(twelfth, rowOuter2).intoArray(memory, next + 15 * plane);
            h21.fma(minusTwelfth, rowOuter2).intoArray(memory, next + 16 * plane);
            h22.intoArray(memory, next + 17 * plane);
            FloatVector rowSum3 = h30.add(h32);
            FloatVector rowOuter3 = h32.fma(sixth, h30.mul(twentyFourth));
            h30.mul(quarter).intoArray(memory, next + 18 * plane);
            rowSum3.add(h31).mul(minusSixth).intoArray(memory, next + 19 * plane);
            rowSum3.sub(h31).mul(minusSixth).intoArray(memory, next + 20 * plane);
            h31.fma(twelfth, rowOuter3).intoArray(memory, next + 21 * plane);
            h31.fma(minusTwelfth, rowOuter3).intoArray(memory, next + 22 * plane);
            h32.intoArray(memory, next + 23 * plane);
            FloatVector rowSum4 = h40.add(h42);
            FloatVector rowOuter4 = h42.fma(sixth, h40.mul(twentyFourth));
            h40.mul(quarter).intoArray(memory, next + 24 * plane);
            rowSum4.add(h41).mul(minusSixth).intoArray(memory, next + 25 * plane);
            rowSum4.sub(h41).mul(minusSixth).intoArray(memory, next + 26 * plane);
            h41.fma(twelfth, rowOuter4).intoArray(memory, next + 27 * plane);
            h41.fma(minusTwelfth, rowOuter4).intoArray(memory, next + 28 * plane);
            h42.intoArray(memory, next + 29 * plane);
            FloatVector rowSum5 = w20.add(w22);
            FloatVector rowOuter5 = w22.fma(sixth, w20.mul(twentyFourth));
            w20.mul(quarter).intoArray(memory, next + 30 * plane);
            rowSum5.add(w21).mul(minusSixth).intoArray(memory, next + 31 * plane);
            rowSum5.sub(w21).mul(minusSixth).intoArray(memory, next + 32 * plane);
            w21.fma(twelfth, rowOuter5).intoArray(memory, next + 33 * plane);
            w21.fma(minusTwelfth, rowOuter5).intoArray(memory, next + 34 * plane);
            w22.intoArray(memory, next + 35 * plane);
        }
    }
}
