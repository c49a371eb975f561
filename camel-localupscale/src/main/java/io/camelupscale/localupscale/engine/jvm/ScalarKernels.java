package io.camelupscale.localupscale.engine.jvm;

/** Plain Java, one value at a time. */
final class ScalarKernels extends Kernels {

    /** As many sums as fit into registers beside what they are made of. */
    private static final int PANEL = 4;

    @Override
    public String description() {
        return "plain Java";
    }

    @Override
    int panel(int left) {
        return PANEL;
    }

    @Override
    void transformInput(float[] memory, int at, int pitch, int tiles, int vAt, int plane, int scratch) {
        int rows = Winograd.WINDOW;
        for (int tile = 0; tile < tiles; tile++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                int from = at + tile * Winograd.TILE * CHANNELS + channel;
                for (int column = 0; column < rows; column++) {
                    points(memory, from + column * CHANNELS, pitch, scratch + column, rows);
                }
                int to = vAt + tile * CHANNELS + channel;
                for (int row = 0; row < rows; row++) {
                    points(memory, scratch + row * rows, 1, to + row * rows * plane, plane);
                }
            }
        }
    }

    /** Eight values become eight points. */
    private static void points(float[] memory, int at, int step, int to, int toStep) {
        float d0 = memory[at];
        float d1 = memory[at + step];
        float d2 = memory[at + 2 * step];
        float d3 = memory[at + 3 * step];
        float d4 = memory[at + 4 * step];
        float d5 = memory[at + 5 * step];
        float d6 = memory[at + 6 * step];
        float d7 = memory[at + 7 * step];
        float even = Math.fma(d4, -4.25f, d2 + d6);
        float odd = Math.fma(d3, -4.25f, d1 + d5);
        float evenTwo = Math.fma(d2, 0.25f, Math.fma(d4, -1.25f, d6));
        float oddTwo = Math.fma(d1, 0.5f, Math.fma(d3, -2.5f, d5 + d5));
        float evenHalf = Math.fma(Math.fma(d4, -1.25f, d2), 4f, d6);
        float oddHalf = Math.fma(d5, 0.5f, Math.fma(d3, -2.5f, d1 + d1));
        memory[to] = Math.fma(d4 - d2, 5.25f, d0 - d6);
        memory[to + toStep] = even + odd;
        memory[to + 2 * toStep] = even - odd;
        memory[to + 3 * toStep] = evenTwo + oddTwo;
        memory[to + 4 * toStep] = evenTwo - oddTwo;
        memory[to + 5 * toStep] = evenHalf + oddHalf;
        memory[to + 6 * toStep] = evenHalf - oddHalf;
        memory[to + 7 * toStep] = Math.fma(d3 - d5, 5.25f, d7 - d1);
    }

    @Override
    void multiply(float[] memory, int vAt, int slices, float[] u, int uAt, int mAt, int outputs, int rows, int stride) {
        for (int channel = 0; channel < outputs; channel += PANEL) {
            int to = mAt + channel / CHANNELS * stride + channel % CHANNELS;
            int panelAt = uAt + channel * slices * CHANNELS;
            for (int row = 0; row < rows * CHANNELS; row += 2 * CHANNELS) {
                twoByFour(memory, vAt + row, slices, stride, u, panelAt, to + row);
            }
        }
    }

    private static void twoByFour(float[] memory, int vAt, int slices, int stride, float[] u, int uAt, int mAt) {
        float a0 = 0;
        float a1 = 0;
        float a2 = 0;
        float a3 = 0;
        float b0 = 0;
        float b1 = 0;
        float b2 = 0;
        float b3 = 0;
        int at = uAt;
        for (int slice = 0; slice < slices; slice++) {
            int from = vAt + slice * stride;
            for (int i = 0; i < CHANNELS; i++) {
                float a = memory[from + i];
                float b = memory[from + i + CHANNELS];
                a0 = Math.fma(a, u[at], a0);
                a1 = Math.fma(a, u[at + 1], a1);
                a2 = Math.fma(a, u[at + 2], a2);
                a3 = Math.fma(a, u[at + 3], a3);
                b0 = Math.fma(b, u[at], b0);
                b1 = Math.fma(b, u[at + 1], b1);
                b2 = Math.fma(b, u[at + 2], b2);
                b3 = Math.fma(b, u[at + 3], b3);
                at += PANEL;
            }
        }
        memory[mAt] = a0;
        memory[mAt + 1] = a1;
        memory[mAt + 2] = a2;
        memory[mAt + 3] = a3;
        memory[mAt + CHANNELS] = b0;
        memory[mAt + CHANNELS + 1] = b1;
        memory[mAt + CHANNELS + 2] = b2;
        memory[mAt + CHANNELS + 3] = b3;
    }

    @Override
    void transformOutput(
            float[] memory, int mAt, int plane, int tiles, float[] after, int channel, int at, int pitch, int scratch) {
        int rows = Winograd.WINDOW;
        int outputs = after.length / 3;
        int sums = scratch + Winograd.POINTS;
        for (int tile = 0; tile < tiles; tile++) {
            for (int i = 0; i < CHANNELS; i++) {
                int from = mAt + tile * CHANNELS + i;
                int to = at + tile * Winograd.TILE * CHANNELS + i;
                for (int column = 0; column < rows; column++) {
                    sums(memory, from + column * plane, rows * plane, scratch + column, rows);
                }
                for (int row = 0; row < Winograd.TILE; row++) {
                    sums(memory, scratch + row * rows, 1, sums, 1);
                    for (int column = 0; column < Winograd.TILE; column++) {
                        memory[to + row * pitch + column * CHANNELS] =
                                bent(memory[sums + column], after, channel + i, outputs);
                    }
                }
            }
        }
    }

    /** Eight points become six values. */
    private static void sums(float[] memory, int at, int step, int to, int toStep) {
        float m1 = memory[at + step];
        float m2 = memory[at + 2 * step];
        float m3 = memory[at + 3 * step];
        float m4 = memory[at + 4 * step];
        float m5 = memory[at + 5 * step];
        float m6 = memory[at + 6 * step];
        float sum = m1 + m2;
        float difference = m1 - m2;
        float sumTwo = m3 + m4;
        float differenceTwo = m3 - m4;
        float sumHalf = m5 + m6;
        float differenceHalf = m5 - m6;
        memory[to] = Math.fma(sumHalf, 32f, memory[at] + sum + sumTwo);
        memory[to + toStep] = Math.fma(differenceHalf, 16f, Math.fma(differenceTwo, 2f, difference));
        memory[to + 2 * toStep] = Math.fma(sumHalf, 8f, Math.fma(sumTwo, 4f, sum));
        memory[to + 3 * toStep] = Math.fma(differenceHalf, 4f, Math.fma(differenceTwo, 8f, difference));
        memory[to + 4 * toStep] = Math.fma(sumHalf, 2f, Math.fma(sumTwo, 16f, sum));
        memory[to + 5 * toStep] = Math.fma(differenceTwo, 32f, difference) + differenceHalf + memory[at + 7 * step];
    }

    private static float bent(float sum, float[] after, int channel, int outputs) {
        float value = sum + after[channel];
        return Math.fma(after[channel + 2 * outputs], Math.max(value, 0f), after[channel + outputs] * value);
    }

    @Override
    void activate(float[] memory, int mAt, int pixels, float[] after, int channel, int at) {
        for (int i = 0; i < pixels * CHANNELS; i++) {
            memory[at + i] = bent(memory[mAt + i], after, channel + i % CHANNELS, after.length / 3);
        }
    }
}
