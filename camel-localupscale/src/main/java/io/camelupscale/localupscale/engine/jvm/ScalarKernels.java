package io.camelupscale.localupscale.engine.jvm;

/**
 * Plain loops over channels, which the compiler turns into vector instructions where it can. Each array is only read or
 * only written in a loop, or it could not.
 */
final class ScalarKernels extends Kernels {

    /** Widest run of channels that is in work at once, so that it stays in the first cache. */
    private static final int PANEL = 64;

    @Override
    public String description() {
        return "plain Java";
    }

    @Override
    int panel(int left) {
        return Math.min(left, PANEL);
    }

    @Override
    void multiply(float[] v, int vAt, float[] u, int uAt, float[] m, int mAt, int rows, int inputs, int outputs) {
        int panelAt = uAt;
        for (int channel = 0; channel < outputs; ) {
            int width = panel(outputs - channel);
            for (int row = 0; row < rows; row++) {
                multiplyRow(v, vAt + row * inputs, u, panelAt, m, mAt + row * outputs + channel, inputs, width);
            }
            panelAt += width * inputs;
            channel += width;
        }
    }

    /** Eight inputs at a time: the sums would else be loaded and stored too often. */
    private static void multiplyRow(float[] v, int vAt, float[] u, int uAt, float[] m, int mAt, int inputs, int width) {
        for (int i = 0; i < width; i++) {
            m[mAt + i] = 0;
        }
        int input = 0;
        for (; input + 8 <= inputs; input += 8) {
            multiplyEight(v, vAt + input, u, uAt + input * width, m, mAt, width);
        }
        for (; input < inputs; input++) {
            float value = v[vAt + input];
            int from = uAt + input * width;
            for (int i = 0; i < width; i++) {
                m[mAt + i] = Math.fma(value, u[from + i], m[mAt + i]);
            }
        }
    }

    private static void multiplyEight(float[] v, int vAt, float[] u, int uAt, float[] m, int mAt, int width) {
        float v0 = v[vAt];
        float v1 = v[vAt + 1];
        float v2 = v[vAt + 2];
        float v3 = v[vAt + 3];
        float v4 = v[vAt + 4];
        float v5 = v[vAt + 5];
        float v6 = v[vAt + 6];
        float v7 = v[vAt + 7];
        int u1 = uAt + width;
        int u2 = u1 + width;
        int u3 = u2 + width;
        int u4 = u3 + width;
        int u5 = u4 + width;
        int u6 = u5 + width;
        int u7 = u6 + width;
        for (int i = 0; i < width; i++) {
            float sum = Math.fma(v0, u[uAt + i], m[mAt + i]);
            sum = Math.fma(v1, u[u1 + i], sum);
            sum = Math.fma(v2, u[u2 + i], sum);
            sum = Math.fma(v3, u[u3 + i], sum);
            sum = Math.fma(v4, u[u4 + i], sum);
            sum = Math.fma(v5, u[u5 + i], sum);
            sum = Math.fma(v6, u[u6 + i], sum);
            m[mAt + i] = Math.fma(v7, u[u7 + i], sum);
        }
    }

    @Override
    void transformInput(float[] in, int[] rows, int channels, float[] v, int vAt, int plane, float[] between) {
        for (int channel = 0; channel < channels; channel += CHANNELS) {
            for (int column = 0; column < Winograd.WINDOW; column++) {
                int at = column * channels + channel;
                points(
                        in,
                        rows[0] + at,
                        rows[1] + at,
                        rows[2] + at,
                        rows[3] + at,
                        rows[4] + at,
                        rows[5] + at,
                        between,
                        column * CHANNELS,
                        Winograd.WINDOW * CHANNELS);
            }
            for (int row = 0; row < Winograd.WINDOW; row++) {
                int at = row * Winograd.WINDOW * CHANNELS;
                points(
                        between,
                        at,
                        at + CHANNELS,
                        at + 2 * CHANNELS,
                        at + 3 * CHANNELS,
                        at + 4 * CHANNELS,
                        at + 5 * CHANNELS,
                        v,
                        vAt + row * Winograd.WINDOW * plane + channel,
                        plane);
            }
        }
    }

    /** Six values of each of some channels become six points. */
    private static void points(
            float[] in, int at0, int at1, int at2, int at3, int at4, int at5, float[] out, int outAt, int step) {
        int out1 = outAt + step;
        int out2 = out1 + step;
        int out3 = out2 + step;
        int out4 = out3 + step;
        int out5 = out4 + step;
        for (int i = 0; i < CHANNELS; i++) {
            float d0 = in[at0 + i];
            float d1 = in[at1 + i];
            float d2 = in[at2 + i];
            float d3 = in[at3 + i];
            float d4 = in[at4 + i];
            float d5 = in[at5 + i];
            float even = Math.fma(d2, -4f, d4);
            float odd = Math.fma(d1, -4f, d3);
            float evenTwo = d4 - d2;
            float oddTwo = d3 - d1;
            out[outAt + i] = Math.fma(d0, 4f, Math.fma(d2, -5f, d4));
            out[out1 + i] = even + odd;
            out[out2 + i] = even - odd;
            out[out3 + i] = Math.fma(oddTwo, 2f, evenTwo);
            out[out4 + i] = Math.fma(oddTwo, -2f, evenTwo);
            out[out5 + i] = Math.fma(d1, 4f, Math.fma(d3, -5f, d5));
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
            float[] between) {
        int step = Winograd.WINDOW * CHANNELS;
        int sums = Winograd.TILE * step;
        for (int first = 0; first < channels; first += CHANNELS) {
            for (int column = 0; column < Winograd.WINDOW; column++) {
                sums(m, mAt + column * plane + first, Winograd.WINDOW * plane, between, column * CHANNELS, step);
            }
            for (int row = 0; row < Winograd.TILE; row++) {
                sums(between, row * step, CHANNELS, between, sums, CHANNELS);
                for (int column = 0; column < Winograd.TILE; column++) {
                    bend(
                            between,
                            sums + column * CHANNELS,
                            after,
                            channel + first,
                            outputs,
                            out,
                            rows[row] + column * outputs + channel + first);
                }
            }
        }
    }

    /** Six points of each of some channels become four values. */
    private static void sums(float[] in, int inAt, int inStep, float[] out, int outAt, int outStep) {
        int in1 = inAt + inStep;
        int in2 = in1 + inStep;
        int in3 = in2 + inStep;
        int in4 = in3 + inStep;
        int in5 = in4 + inStep;
        int out1 = outAt + outStep;
        int out2 = out1 + outStep;
        int out3 = out2 + outStep;
        for (int i = 0; i < CHANNELS; i++) {
            float sum = in[in1 + i] + in[in2 + i];
            float difference = in[in1 + i] - in[in2 + i];
            float sumTwo = in[in3 + i] + in[in4 + i];
            float differenceTwo = in[in3 + i] - in[in4 + i];
            out[outAt + i] = in[inAt + i] + sum + sumTwo;
            out[out1 + i] = Math.fma(differenceTwo, 2f, difference);
            out[out2 + i] = Math.fma(sumTwo, 4f, sum);
            out[out3 + i] = Math.fma(differenceTwo, 8f, difference) + in[in5 + i];
        }
    }

    private static void bend(float[] m, int mAt, float[] after, int bias, int outputs, float[] out, int outAt) {
        int slope = bias + outputs;
        int rectified = slope + outputs;
        for (int i = 0; i < CHANNELS; i++) {
            float value = m[mAt + i] + after[bias + i];
            out[outAt + i] = Math.fma(after[rectified + i], Math.max(value, 0f), after[slope + i] * value);
        }
    }

    @Override
    void activate(float[] m, int mAt, int pixels, float[] after, float[] out, int outAt, int outputs) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int channel = 0; channel < outputs; channel += CHANNELS) {
                int at = pixel * outputs + channel;
                bend(m, mAt + at, after, channel, outputs, out, outAt + at);
            }
        }
    }
}
