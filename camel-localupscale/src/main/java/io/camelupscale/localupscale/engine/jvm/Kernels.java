package io.camelupscale.localupscale.engine.jvm;

import java.util.Optional;

/**
 * The loops in which a network spends its time: Winograd's convolution F(4 x 4, 3 x 3). A tile of 6 x 6 values of one
 * channel becomes 36 points; the points of all channels are multiplied by 36 matrices; 36 sums become 4 x 4 values. That
 * takes 2.25 multiplications where a plain convolution takes 9.
 *
 * <p>Implementations do the same operations in the same order, each multiplication fused with its addition, so that
 * results are the same bit by bit. They keep no state. Everything but a network's own numbers is in one array.
 *
 * <p>Channels lie side by side and are padded to a multiple of {@link #CHANNELS}.
 */
public abstract class Kernels {

    /** Channels come in multiples of this many, the floats of the longest vector. */
    static final int CHANNELS = 16;
    /** Rows of a product come in multiples of this many. */
    static final int ROWS = 6;

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
     * Makes the 36 matrices of a layer, or of some of its outputs. They are four times the size of the weights, so that
     * it is quicker to make them in the cache than to fetch them from memory.
     *
     * @param weights in panels, nine rows of outputs for each input
     * @param uAt     where the first matrix comes to lie, the others {@code plane} floats apart, in panels
     */
    abstract void transformWeights(
            float[] weights, int weightsAt, int inputs, int outputs, float[] memory, int uAt, int plane);

    /**
     * Makes the points of some tiles side by side, each four pixels on.
     *
     * @param at      the first tile's first pixel
     * @param pitch   floats from one row of pixels to the next
     * @param vAt     where the first points of the first tile come to lie, those of the next tile after them, the other
     *                points {@code plane} floats apart
     * @param scratch room for {@link #scratch}
     */
    abstract void transformInput(
            float[] memory, int at, int pitch, int channels, int tiles, int vAt, int plane, int scratch);

    /**
     * {@code m = v * u}.
     *
     * @param vAt  {@code rows} times {@code inputs} values in memory
     * @param u    weights in panels
     * @param mAt  receives {@code rows} times {@code outputs} values in memory
     * @param rows a multiple of {@link #ROWS}
     */
    abstract void multiply(float[] memory, int vAt, float[] u, int uAt, int mAt, int rows, int inputs, int outputs);

    /**
     * Makes 4 x 4 pixels of the points of each of some tiles side by side.
     *
     * @param mAt      where the first points of the first tile lie, as those of {@link #transformInput}
     * @param channels how many of each tile to make
     * @param after    of each of the layer's channels: bias, slope, and rectified
     * @param channel  the first of {@code after} that counts
     * @param at       the first pixel's channel
     */
    abstract void transformOutput(
            float[] memory,
            int mAt,
            int plane,
            int channels,
            int tiles,
            float[] after,
            int channel,
            int at,
            int pitch,
            int scratch);

    /** Adds the bias and bends pixels that lie side by side, without any transform. */
    abstract void activate(float[] memory, int mAt, int pixels, float[] after, int at);

    /** Floats that transforms of so many tiles need for themselves. */
    static int scratch(int tiles) {
        return (Winograd.TILE * tiles + 2) * Winograd.WINDOW * CHANNELS;
    }
}
