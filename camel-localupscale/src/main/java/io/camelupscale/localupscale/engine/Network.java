package io.camelupscale.localupscale.engine;

import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * A super-resolution network, ready to run. Every method may be called by several threads at once. For the engines in the
 * packages below; users call {@link ImageUpscaler}.
 *
 * <p>Tiles are planar RGB in sRGB encoding, nominally 0 to 1, in native order in direct buffers: all of red row by row,
 * then green, then blue.
 */
public interface Network extends AutoCloseable {

    /** Output pixels per input pixel along each side, at least 1. */
    int scale();

    /** The only input size that the network takes, or empty if it takes any. */
    Optional<TileSize> fixedInput();

    /** The largest tile that it runs best, without overlap. */
    default TileSize bestTile() {
        return new TileSize(UpscaleOptions.DEFAULT_TILE_SIZE, UpscaleOptions.DEFAULT_TILE_SIZE);
    }

    /** Bytes of heap that one run takes beside its buffers, from above, or 0 if that is not worth counting. */
    default long heapBytes(int width, int height) {
        return 0;
    }

    /**
     * Runs one tile on the calling thread.
     *
     * @param input        at least {@code 3 * width * height} values
     * @param margins      whose results are not wanted: a network may leave them out
     * @param output       receives {@code 3 * scale * width * scale * height} values, of which those of the margins are
     *                     undefined; the rest is left alone
     * @param cancellation ends the run early
     * @throws java.util.concurrent.CancellationException if cancelled; the output is then undefined
     * @throws OutOfMemoryError                           if this tile is too large for the memory; a smaller one may fit
     * @throws EngineException                            if the network cannot run
     */
    void run(FloatBuffer input, int width, int height, Margins margins, FloatBuffer output, Cancellation cancellation);

    @Override
    void close();

    /** Sides of a tile in pixels. */
    record TileSize(int width, int height) {}

    /** Input pixels along the sides of a tile that are there for their neighbours' sake only. */
    record Margins(int left, int top, int right, int bottom) {

        /** All of a tile is wanted. */
        public static final Margins NONE = new Margins(0, 0, 0, 0);
    }
}
