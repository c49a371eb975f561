package io.camelupscale.localupscale.engine.jvm;

import java.util.Optional;

/**
 * The loops in which a network spends its time: Winograd's convolution F(4 x 4, 3 x 3). A tile of 6 x 6 values of one
 * channel becomes 36 points; the points of all channels are multiplied by 36 matrices; 36 sums become 4 x 4 values. That
 * takes 2.25 multiplications where a plain convolution takes 9.
 *
 * <p>Implementations do the same operations in the same order, each multiplication fused with its addition, so that
 * results are the same bit by bit. They keep no state.
 *
 * <p>Channels lie side by side and are padded to a multiple of {@link #CHANNELS}.
 */
public abstract class Kernels {

    /** Channels come in multiples of this many, the floats of the longest vector. */
    static final int CHANNELS = 16;
    /** Rows of a product come in multiples of this many. */
    static final int ROWS = 6;
    /** Room for what an implementation keeps while it makes one tile. */
    static final int SCRATCH = Winograd.POINTS * CHANNELS;

    Kernels() {}

    /** Plain Java, for every machine. */
    public static Kernels scalar() {
        return new ScalarKernels();
    }

    /** The Vector API; empty where the module {@code jdk.incubator.vector} is not there or the processor has no vectors. */
    public static Optional<Kernels> vector() {
        return VectorModule.kernels();
    }

    /** What computes, for people. */
    public abstract String description();

    /**
     * How a matrix of weights is cut: so many of the outputs that are left come side by side, for each input in turn.
     *
     * @param left a multiple of {@link #CHANNELS}
     */
    abstract int panel(int left);

    /**
     * {@code m = v * u}.
     *
     * @param v    {@code rows} times {@code inputs} values
     * @param u    weights in panels
     * @param m    receives {@code rows} times {@code outputs} values
     * @param rows a multiple of {@link #ROWS}
     */
    abstract void multiply(
            float[] v, int vAt, float[] u, int uAt, float[] m, int mAt, int rows, int inputs, int outputs);

    /**
     * Makes the points of one tile.
     *
     * @param rows  where the tile's six rows begin
     * @param v     receives all channels of a point every {@code plane} floats
     * @param scratch of {@link #SCRATCH} floats
     */
    abstract void transformInput(float[] in, int[] rows, int channels, float[] v, int vAt, int plane, float[] scratch);

    /**
     * Makes 4 x 4 values of the points of one tile, for some of the channels.
     *
     * @param m        the channels of a point every {@code plane} floats
     * @param after    of each channel: bias, slope, and rectified, {@code outputs} floats apart
     * @param channels how many to make, the first of which is {@code after}'s at {@code channel}
     * @param rows     where the four rows begin
     * @param outputs  floats from one pixel to the next
     * @param scratch  of {@link #SCRATCH} floats
     */
    abstract void transformOutput(
            float[] m,
            int mAt,
            int plane,
            int channels,
            float[] after,
            int channel,
            float[] out,
            int[] rows,
            int outputs,
            float[] scratch);

    /** Adds the bias and bends some pixels, without any transform. */
    abstract void activate(float[] m, int mAt, int pixels, float[] after, float[] out, int outAt, int outputs);
}
