package io.camelupscale.localupscale.engine.jvm;

import java.util.Optional;

/**
 * The loops in which a network spends its time: Winograd's convolution F(6 x 6, 3 x 3). A tile of 8 x 8 values of one
 * channel becomes 64 points; the points of all channels are multiplied by 64 matrices; 64 sums become 6 x 6 values. That
 * takes 1.8 multiplications where a plain convolution takes 9.
 *
 * <p>Implementations do the same operations in the same order, each multiplication fused with its addition, so that
 * results are the same bit by bit. They keep no state. Everything but a network's own numbers is in one array.
 *
 * <p>Channels come in slices of {@link #CHANNELS}. Within a slice the channels of a pixel lie side by side, and so do pixels
 * of a row, so that every loop walks through memory without a gap.
 */
public abstract class Kernels {

    /** Channels in a slice: the floats of the longest vector, and of a cache line. */
    static final int CHANNELS = 16;
    /** In a large array, floats to the next cache line: collectors put one at the start of a region. */
    static final int ALIGNED = 12;
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
     * Makes the points of some tiles side by side, each six pixels on, for one slice of channels.
     *
     * @param at      the first tile's first pixel
     * @param pitch   floats from one row of pixels to the next
     * @param vAt     where the first point of the first tile comes to lie, that of the next tile after it, the other
     *                points {@code plane} floats apart
     * @param scratch room for {@link #scratch}
     */
    abstract void transformInput(float[] memory, int at, int pitch, int tiles, int vAt, int plane, int scratch);

    /**
     * {@code m = v * u}.
     *
     * @param vAt    {@code rows} rows of {@code slices} slices in memory
     * @param u      weights in panels
     * @param mAt    receives {@code rows} rows of {@code outputs} values in memory
     * @param rows   a multiple of {@link #ROWS}
     * @param stride floats from one slice to the next, in {@code v} and {@code m}
     */
    abstract void multiply(
            float[] memory, int vAt, int slices, float[] u, int uAt, int mAt, int outputs, int rows, int stride);

    /**
     * Makes 6 x 6 pixels of the points of each of some tiles side by side, for one slice of channels.
     *
     * @param mAt     where the first point of the first tile lies, as those of {@link #transformInput}
     * @param after   of each of the layer's channels: bias, slope, and rectified
     * @param channel the slice's first
     * @param at      the first pixel
     */
    abstract void transformOutput(
            float[] memory, int mAt, int plane, int tiles, float[] after, int channel, int at, int pitch, int scratch);

    /** Adds the bias and bends pixels that lie side by side, without any transform, for one slice of channels. */
    abstract void activate(float[] memory, int mAt, int pixels, float[] after, int channel, int at);

    /** Floats that transforms of so many tiles need for themselves. */
    static int scratch(int tiles) {
        return (Winograd.TILE * tiles + 2) * Winograd.WINDOW * CHANNELS;
    }
}
