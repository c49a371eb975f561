package io.camelupscale.localupscale.engine.jvm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** One tile's way to its points and back, one vector of channels at a time. */
final class VectorTransforms {

    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = VectorKernels.LANES;

    private VectorTransforms() {}

    /** Columns first, by way of the scratch, then rows. */
    static void input(float[] in, int[] rows, int step, int channel, float[] v, int vAt, int plane, float[] between) {
        int r0 = rows[0] + channel;
        int r1 = rows[1] + channel;
        int r2 = rows[2] + channel;
        int r3 = rows[3] + channel;
        int r4 = rows[4] + channel;
        int r5 = rows[5] + channel;
        FloatVector plusFour = FloatVector.broadcast(SPECIES, 4f);
        FloatVector minusFour = FloatVector.broadcast(SPECIES, -4f);
        FloatVector minusFive = FloatVector.broadcast(SPECIES, -5f);
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector minusTwo = FloatVector.broadcast(SPECIES, -2f);
        for (int column = 0; column < Winograd.WINDOW; column++) {
            int at = column * step;
            FloatVector d0 = FloatVector.fromArray(SPECIES, in, r0 + at);
            FloatVector d1 = FloatVector.fromArray(SPECIES, in, r1 + at);
            FloatVector d2 = FloatVector.fromArray(SPECIES, in, r2 + at);
            FloatVector d3 = FloatVector.fromArray(SPECIES, in, r3 + at);
            FloatVector d4 = FloatVector.fromArray(SPECIES, in, r4 + at);
            FloatVector d5 = FloatVector.fromArray(SPECIES, in, r5 + at);
            FloatVector even = d2.fma(minusFour, d4);
            FloatVector odd = d1.fma(minusFour, d3);
            FloatVector evenTwo = d4.sub(d2);
            FloatVector oddTwo = d3.sub(d1);
            int to = column * LANES;
            d0.fma(plusFour, d2.fma(minusFive, d4)).intoArray(between, to);
            even.add(odd).intoArray(between, to + 6 * LANES);
            even.sub(odd).intoArray(between, to + 12 * LANES);
            oddTwo.fma(two, evenTwo).intoArray(between, to + 18 * LANES);
            oddTwo.fma(minusTwo, evenTwo).intoArray(between, to + 24 * LANES);
            d1.fma(plusFour, d3.fma(minusFive, d5)).intoArray(between, to + 30 * LANES);
        }
        for (int row = 0; row < Winograd.WINDOW; row++) {
            int at = row * 6 * LANES;
            FloatVector d0 = FloatVector.fromArray(SPECIES, between, at);
            FloatVector d1 = FloatVector.fromArray(SPECIES, between, at + LANES);
            FloatVector d2 = FloatVector.fromArray(SPECIES, between, at + 2 * LANES);
            FloatVector d3 = FloatVector.fromArray(SPECIES, between, at + 3 * LANES);
            FloatVector d4 = FloatVector.fromArray(SPECIES, between, at + 4 * LANES);
            FloatVector d5 = FloatVector.fromArray(SPECIES, between, at + 5 * LANES);
            FloatVector even = d2.fma(minusFour, d4);
            FloatVector odd = d1.fma(minusFour, d3);
            FloatVector evenTwo = d4.sub(d2);
            FloatVector oddTwo = d3.sub(d1);
            int to = vAt + row * 6 * plane;
            d0.fma(plusFour, d2.fma(minusFive, d4)).intoArray(v, to);
            even.add(odd).intoArray(v, to + plane);
            even.sub(odd).intoArray(v, to + 2 * plane);
            oddTwo.fma(two, evenTwo).intoArray(v, to + 3 * plane);
            oddTwo.fma(minusTwo, evenTwo).intoArray(v, to + 4 * plane);
            d1.fma(plusFour, d3.fma(minusFive, d5)).intoArray(v, to + 5 * plane);
        }
    }

    /** Columns first, by way of the scratch, which leaves 4 x 6 sums, then rows. */
    static void output(
            float[] m,
            int mAt,
            int plane,
            float[] after,
            int channel,
            float[] out,
            int[] rows,
            int step,
            float[] sums) {
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector four = FloatVector.broadcast(SPECIES, 4f);
        FloatVector eight = FloatVector.broadcast(SPECIES, 8f);
        for (int column = 0; column < Winograd.WINDOW; column++) {
            int at = mAt + column * plane;
            FloatVector m0 = FloatVector.fromArray(SPECIES, m, at);
            FloatVector m1 = FloatVector.fromArray(SPECIES, m, at + 6 * plane);
            FloatVector m2 = FloatVector.fromArray(SPECIES, m, at + 12 * plane);
            FloatVector m3 = FloatVector.fromArray(SPECIES, m, at + 18 * plane);
            FloatVector m4 = FloatVector.fromArray(SPECIES, m, at + 24 * plane);
            FloatVector m5 = FloatVector.fromArray(SPECIES, m, at + 30 * plane);
            FloatVector sum = m1.add(m2);
            FloatVector difference = m1.sub(m2);
            FloatVector sumTwo = m3.add(m4);
            FloatVector differenceTwo = m3.sub(m4);
            int to = column * LANES;
            m0.add(sum).add(sumTwo).intoArray(sums, to);
            differenceTwo.fma(two, difference).intoArray(sums, to + 6 * LANES);
            sumTwo.fma(four, sum).intoArray(sums, to + 12 * LANES);
            differenceTwo.fma(eight, difference).add(m5).intoArray(sums, to + 18 * LANES);
        }
        FloatVector zero = FloatVector.broadcast(SPECIES, 0f);
        FloatVector bias = FloatVector.fromArray(SPECIES, after, channel);
        FloatVector slope = FloatVector.fromArray(SPECIES, after, channel + step);
        FloatVector rectified = FloatVector.fromArray(SPECIES, after, channel + 2 * step);
        for (int row = 0; row < Winograd.TILE; row++) {
            int at = row * 6 * LANES;
            FloatVector m0 = FloatVector.fromArray(SPECIES, sums, at);
            FloatVector m1 = FloatVector.fromArray(SPECIES, sums, at + LANES);
            FloatVector m2 = FloatVector.fromArray(SPECIES, sums, at + 2 * LANES);
            FloatVector m3 = FloatVector.fromArray(SPECIES, sums, at + 3 * LANES);
            FloatVector m4 = FloatVector.fromArray(SPECIES, sums, at + 4 * LANES);
            FloatVector m5 = FloatVector.fromArray(SPECIES, sums, at + 5 * LANES);
            FloatVector sum = m1.add(m2);
            FloatVector difference = m1.sub(m2);
            FloatVector sumTwo = m3.add(m4);
            FloatVector differenceTwo = m3.sub(m4);
            FloatVector y0 = m0.add(sum).add(sumTwo).add(bias);
            FloatVector y1 = differenceTwo.fma(two, difference).add(bias);
            FloatVector y2 = sumTwo.fma(four, sum).add(bias);
            FloatVector y3 = differenceTwo.fma(eight, difference).add(m5).add(bias);
            int to = rows[row] + channel;
            rectified.fma(y0.max(zero), slope.mul(y0)).intoArray(out, to);
            rectified.fma(y1.max(zero), slope.mul(y1)).intoArray(out, to + step);
            rectified.fma(y2.max(zero), slope.mul(y2)).intoArray(out, to + 2 * step);
            rectified.fma(y3.max(zero), slope.mul(y3)).intoArray(out, to + 3 * step);
        }
    }
}
