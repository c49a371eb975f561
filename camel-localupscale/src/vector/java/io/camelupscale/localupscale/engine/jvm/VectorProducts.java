package io.camelupscale.localupscale.engine.jvm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of six rows with a panel of weights. The sums stay in registers for all inputs, so that of each step only the
 * weights and six values are loaded: ten loads for 24 multiplications where the processor has 32 registers. Written out,
 * since a register has no index; and not unrolled, or the compiler runs out of them.
 */
final class VectorProducts {

    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
    private static final int LANES = VectorKernels.LANES;
    private static final int CHANNELS = Kernels.CHANNELS;

    private VectorProducts() {}

    /** Six rows by four vectors. */
    static void byFour(float[] memory, int vAt, int slices, int stride, float[] u, int uAt, int mAt) {
        FloatVector m00 = FloatVector.zero(SPECIES);
        FloatVector m01 = FloatVector.zero(SPECIES);
        FloatVector m02 = FloatVector.zero(SPECIES);
        FloatVector m03 = FloatVector.zero(SPECIES);
        FloatVector m10 = FloatVector.zero(SPECIES);
        FloatVector m11 = FloatVector.zero(SPECIES);
        FloatVector m12 = FloatVector.zero(SPECIES);
        FloatVector m13 = FloatVector.zero(SPECIES);
        FloatVector m20 = FloatVector.zero(SPECIES);
        FloatVector m21 = FloatVector.zero(SPECIES);
        FloatVector m22 = FloatVector.zero(SPECIES);
        FloatVector m23 = FloatVector.zero(SPECIES);
        FloatVector m30 = FloatVector.zero(SPECIES);
        FloatVector m31 = FloatVector.zero(SPECIES);
        FloatVector m32 = FloatVector.zero(SPECIES);
        FloatVector m33 = FloatVector.zero(SPECIES);
        FloatVector m40 = FloatVector.zero(SPECIES);
        FloatVector m41 = FloatVector.zero(SPECIES);
        FloatVector m42 = FloatVector.zero(SPECIES);
        FloatVector m43 = FloatVector.zero(SPECIES);
        FloatVector m50 = FloatVector.zero(SPECIES);
        FloatVector m51 = FloatVector.zero(SPECIES);
        FloatVector m52 = FloatVector.zero(SPECIES);
        FloatVector m53 = FloatVector.zero(SPECIES);
        for (int slice = 0; slice < slices; slice++) {
            int from = vAt + slice * stride;
            int panel = uAt + slice * CHANNELS * 4 * LANES;
            for (int i = 0; i < CHANNELS; i++) {
                int at = panel + i * 4 * LANES;
                FloatVector u0 = FloatVector.fromArray(SPECIES, u, at);
                FloatVector u1 = FloatVector.fromArray(SPECIES, u, at + LANES);
                FloatVector u2 = FloatVector.fromArray(SPECIES, u, at + 2 * LANES);
                FloatVector u3 = FloatVector.fromArray(SPECIES, u, at + 3 * LANES);
                FloatVector row0 = FloatVector.broadcast(SPECIES, memory[from + i]);
                m00 = row0.fma(u0, m00);
                m01 = row0.fma(u1, m01);
                m02 = row0.fma(u2, m02);
                m03 = row0.fma(u3, m03);
                FloatVector row1 = FloatVector.broadcast(SPECIES, memory[from + i + CHANNELS]);
                m10 = row1.fma(u0, m10);
                m11 = row1.fma(u1, m11);
                m12 = row1.fma(u2, m12);
                m13 = row1.fma(u3, m13);
                FloatVector row2 = FloatVector.broadcast(SPECIES, memory[from + i + 2 * CHANNELS]);
                m20 = row2.fma(u0, m20);
                m21 = row2.fma(u1, m21);
                m22 = row2.fma(u2, m22);
                m23 = row2.fma(u3, m23);
                FloatVector row3 = FloatVector.broadcast(SPECIES, memory[from + i + 3 * CHANNELS]);
                m30 = row3.fma(u0, m30);
                m31 = row3.fma(u1, m31);
                m32 = row3.fma(u2, m32);
                m33 = row3.fma(u3, m33);
                FloatVector row4 = FloatVector.broadcast(SPECIES, memory[from + i + 4 * CHANNELS]);
                m40 = row4.fma(u0, m40);
                m41 = row4.fma(u1, m41);
                m42 = row4.fma(u2, m42);
                m43 = row4.fma(u3, m43);
                FloatVector row5 = FloatVector.broadcast(SPECIES, memory[from + i + 5 * CHANNELS]);
                m50 = row5.fma(u0, m50);
                m51 = row5.fma(u1, m51);
                m52 = row5.fma(u2, m52);
                m53 = row5.fma(u3, m53);
            }
        }
        int to0 = mAt;
        m00.intoArray(memory, to0);
        m10.intoArray(memory, to0 + CHANNELS);
        m20.intoArray(memory, to0 + 2 * CHANNELS);
        m30.intoArray(memory, to0 + 3 * CHANNELS);
        m40.intoArray(memory, to0 + 4 * CHANNELS);
        m50.intoArray(memory, to0 + 5 * CHANNELS);
        int to1 = mAt + 1 * LANES / CHANNELS * stride + 1 * LANES % CHANNELS;
        m01.intoArray(memory, to1);
        m11.intoArray(memory, to1 + CHANNELS);
        m21.intoArray(memory, to1 + 2 * CHANNELS);
        m31.intoArray(memory, to1 + 3 * CHANNELS);
        m41.intoArray(memory, to1 + 4 * CHANNELS);
        m51.intoArray(memory, to1 + 5 * CHANNELS);
        int to2 = mAt + 2 * LANES / CHANNELS * stride + 2 * LANES % CHANNELS;
        m02.intoArray(memory, to2);
        m12.intoArray(memory, to2 + CHANNELS);
        m22.intoArray(memory, to2 + 2 * CHANNELS);
        m32.intoArray(memory, to2 + 3 * CHANNELS);
        m42.intoArray(memory, to2 + 4 * CHANNELS);
        m52.intoArray(memory, to2 + 5 * CHANNELS);
        int to3 = mAt + 3 * LANES / CHANNELS * stride + 3 * LANES % CHANNELS;
        m03.intoArray(memory, to3);
        m13.intoArray(memory, to3 + CHANNELS);
        m23.intoArray(memory, to3 + 2 * CHANNELS);
        m33.intoArray(memory, to3 + 3 * CHANNELS);
        m43.intoArray(memory, to3 + 4 * CHANNELS);
        m53.intoArray(memory, to3 + 5 * CHANNELS);
    }

    /** Six rows by three vectors. */
    static void byThree(float[] memory, int vAt, int slices, int stride, float[] u, int uAt, int mAt) {
        FloatVector m00 = FloatVector.zero(SPECIES);
        FloatVector m01 = FloatVector.zero(SPECIES);
        FloatVector m02 = FloatVector.zero(SPECIES);
        FloatVector m10 = FloatVector.zero(SPECIES);
        FloatVector m11 = FloatVector.zero(SPECIES);
        FloatVector m12 = FloatVector.zero(SPECIES);
        FloatVector m20 = FloatVector.zero(SPECIES);
        FloatVector m21 = FloatVector.zero(SPECIES);
        FloatVector m22 = FloatVector.zero(SPECIES);
        FloatVector m30 = FloatVector.zero(SPECIES);
        FloatVector m31 = FloatVector.zero(SPECIES);
        FloatVector m32 = FloatVector.zero(SPECIES);
        FloatVector m40 = FloatVector.zero(SPECIES);
        FloatVector m41 = FloatVector.zero(SPECIES);
        FloatVector m42 = FloatVector.zero(SPECIES);
        FloatVector m50 = FloatVector.zero(SPECIES);
        FloatVector m51 = FloatVector.zero(SPECIES);
        FloatVector m52 = FloatVector.zero(SPECIES);
        for (int slice = 0; slice < slices; slice++) {
            int from = vAt + slice * stride;
            int panel = uAt + slice * CHANNELS * 3 * LANES;
            for (int i = 0; i < CHANNELS; i++) {
                int at = panel + i * 3 * LANES;
                FloatVector u0 = FloatVector.fromArray(SPECIES, u, at);
                FloatVector u1 = FloatVector.fromArray(SPECIES, u, at + LANES);
                FloatVector u2 = FloatVector.fromArray(SPECIES, u, at + 2 * LANES);
                FloatVector row0 = FloatVector.broadcast(SPECIES, memory[from + i]);
                m00 = row0.fma(u0, m00);
                m01 = row0.fma(u1, m01);
                m02 = row0.fma(u2, m02);
                FloatVector row1 = FloatVector.broadcast(SPECIES, memory[from + i + CHANNELS]);
                m10 = row1.fma(u0, m10);
                m11 = row1.fma(u1, m11);
                m12 = row1.fma(u2, m12);
                FloatVector row2 = FloatVector.broadcast(SPECIES, memory[from + i + 2 * CHANNELS]);
                m20 = row2.fma(u0, m20);
                m21 = row2.fma(u1, m21);
                m22 = row2.fma(u2, m22);
                FloatVector row3 = FloatVector.broadcast(SPECIES, memory[from + i + 3 * CHANNELS]);
                m30 = row3.fma(u0, m30);
                m31 = row3.fma(u1, m31);
                m32 = row3.fma(u2, m32);
                FloatVector row4 = FloatVector.broadcast(SPECIES, memory[from + i + 4 * CHANNELS]);
                m40 = row4.fma(u0, m40);
                m41 = row4.fma(u1, m41);
                m42 = row4.fma(u2, m42);
                FloatVector row5 = FloatVector.broadcast(SPECIES, memory[from + i + 5 * CHANNELS]);
                m50 = row5.fma(u0, m50);
                m51 = row5.fma(u1, m51);
                m52 = row5.fma(u2, m52);
            }
        }
        int to0 = mAt;
        m00.intoArray(memory, to0);
        m10.intoArray(memory, to0 + CHANNELS);
        m20.intoArray(memory, to0 + 2 * CHANNELS);
        m30.intoArray(memory, to0 + 3 * CHANNELS);
        m40.intoArray(memory, to0 + 4 * CHANNELS);
        m50.intoArray(memory, to0 + 5 * CHANNELS);
        int to1 = mAt + 1 * LANES / CHANNELS * stride + 1 * LANES % CHANNELS;
        m01.intoArray(memory, to1);
        m11.intoArray(memory, to1 + CHANNELS);
        m21.intoArray(memory, to1 + 2 * CHANNELS);
        m31.intoArray(memory, to1 + 3 * CHANNELS);
        m41.intoArray(memory, to1 + 4 * CHANNELS);
        m51.intoArray(memory, to1 + 5 * CHANNELS);
        int to2 = mAt + 2 * LANES / CHANNELS * stride + 2 * LANES % CHANNELS;
        m02.intoArray(memory, to2);
        m12.intoArray(memory, to2 + CHANNELS);
        m22.intoArray(memory, to2 + 2 * CHANNELS);
        m32.intoArray(memory, to2 + 3 * CHANNELS);
        m42.intoArray(memory, to2 + 4 * CHANNELS);
        m52.intoArray(memory, to2 + 5 * CHANNELS);
    }

    /** Six rows by two vectors. */
    static void byTwo(float[] memory, int vAt, int slices, int stride, float[] u, int uAt, int mAt) {
        FloatVector m00 = FloatVector.zero(SPECIES);
        FloatVector m01 = FloatVector.zero(SPECIES);
        FloatVector m10 = FloatVector.zero(SPECIES);
        FloatVector m11 = FloatVector.zero(SPECIES);
        FloatVector m20 = FloatVector.zero(SPECIES);
        FloatVector m21 = FloatVector.zero(SPECIES);
        FloatVector m30 = FloatVector.zero(SPECIES);
        FloatVector m31 = FloatVector.zero(SPECIES);
        FloatVector m40 = FloatVector.zero(SPECIES);
        FloatVector m41 = FloatVector.zero(SPECIES);
        FloatVector m50 = FloatVector.zero(SPECIES);
        FloatVector m51 = FloatVector.zero(SPECIES);
        for (int slice = 0; slice < slices; slice++) {
            int from = vAt + slice * stride;
            int panel = uAt + slice * CHANNELS * 2 * LANES;
            for (int i = 0; i < CHANNELS; i++) {
                int at = panel + i * 2 * LANES;
                FloatVector u0 = FloatVector.fromArray(SPECIES, u, at);
                FloatVector u1 = FloatVector.fromArray(SPECIES, u, at + LANES);
                FloatVector row0 = FloatVector.broadcast(SPECIES, memory[from + i]);
                m00 = row0.fma(u0, m00);
                m01 = row0.fma(u1, m01);
                FloatVector row1 = FloatVector.broadcast(SPECIES, memory[from + i + CHANNELS]);
                m10 = row1.fma(u0, m10);
                m11 = row1.fma(u1, m11);
                FloatVector row2 = FloatVector.broadcast(SPECIES, memory[from + i + 2 * CHANNELS]);
                m20 = row2.fma(u0, m20);
                m21 = row2.fma(u1, m21);
                FloatVector row3 = FloatVector.broadcast(SPECIES, memory[from + i + 3 * CHANNELS]);
                m30 = row3.fma(u0, m30);
                m31 = row3.fma(u1, m31);
                FloatVector row4 = FloatVector.broadcast(SPECIES, memory[from + i + 4 * CHANNELS]);
                m40 = row4.fma(u0, m40);
                m41 = row4.fma(u1, m41);
                FloatVector row5 = FloatVector.broadcast(SPECIES, memory[from + i + 5 * CHANNELS]);
                m50 = row5.fma(u0, m50);
                m51 = row5.fma(u1, m51);
            }
        }
        int to0 = mAt;
        m00.intoArray(memory, to0);
        m10.intoArray(memory, to0 + CHANNELS);
        m20.intoArray(memory, to0 + 2 * CHANNELS);
        m30.intoArray(memory, to0 + 3 * CHANNELS);
        m40.intoArray(memory, to0 + 4 * CHANNELS);
        m50.intoArray(memory, to0 + 5 * CHANNELS);
        int to1 = mAt + 1 * LANES / CHANNELS * stride + 1 * LANES % CHANNELS;
        m01.intoArray(memory, to1);
        m11.intoArray(memory, to1 + CHANNELS);
        m21.intoArray(memory, to1 + 2 * CHANNELS);
        m31.intoArray(memory, to1 + 3 * CHANNELS);
        m41.intoArray(memory, to1 + 4 * CHANNELS);
        m51.intoArray(memory, to1 + 5 * CHANNELS);
    }

    /** Six rows by one vector. */
    static void byOne(float[] memory, int vAt, int slices, int stride, float[] u, int uAt, int mAt) {
        FloatVector m00 = FloatVector.zero(SPECIES);
        FloatVector m10 = FloatVector.zero(SPECIES);
        FloatVector m20 = FloatVector.zero(SPECIES);
        FloatVector m30 = FloatVector.zero(SPECIES);
        FloatVector m40 = FloatVector.zero(SPECIES);
        FloatVector m50 = FloatVector.zero(SPECIES);
        for (int slice = 0; slice < slices; slice++) {
            int from = vAt + slice * stride;
            int panel = uAt + slice * CHANNELS * 1 * LANES;
            for (int i = 0; i < CHANNELS; i++) {
                int at = panel + i * 1 * LANES;
                FloatVector u0 = FloatVector.fromArray(SPECIES, u, at);
                FloatVector row0 = FloatVector.broadcast(SPECIES, memory[from + i]);
                m00 = row0.fma(u0, m00);
                FloatVector row1 = FloatVector.broadcast(SPECIES, memory[from + i + CHANNELS]);
                m10 = row1.fma(u0, m10);
                FloatVector row2 = FloatVector.broadcast(SPECIES, memory[from + i + 2 * CHANNELS]);
                m20 = row2.fma(u0, m20);
                FloatVector row3 = FloatVector.broadcast(SPECIES, memory[from + i + 3 * CHANNELS]);
                m30 = row3.fma(u0, m30);
                FloatVector row4 = FloatVector.broadcast(SPECIES, memory[from + i + 4 * CHANNELS]);
                m40 = row4.fma(u0, m40);
                FloatVector row5 = FloatVector.broadcast(SPECIES, memory[from + i + 5 * CHANNELS]);
                m50 = row5.fma(u0, m50);
            }
        }
        int to0 = mAt;
        m00.intoArray(memory, to0);
        m10.intoArray(memory, to0 + CHANNELS);
        m20.intoArray(memory, to0 + 2 * CHANNELS);
        m30.intoArray(memory, to0 + 3 * CHANNELS);
        m40.intoArray(memory, to0 + 4 * CHANNELS);
        m50.intoArray(memory, to0 + 5 * CHANNELS);
    }
}
