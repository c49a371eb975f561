package io.camelupscale.localupscale.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The largest tile of a model that the memory of this machine was found to hold. */
final class TileLimit {

    private static final Logger LOG = LoggerFactory.getLogger(TileLimit.class);

    private final AtomicInteger side;

    private TileLimit(int side) {
        this.side = new AtomicInteger(side);
    }

    /**
     * The largest at which all threads together stay below a share of the heap. What is found to be too large all the same
     * comes on top.
     *
     * @param heap bytes that the network may use
     */
    static TileLimit of(Model model, Network network, int threads, long heap) {
        int side = UpscaleOptions.MAX_TILE_SIZE;
        while (side > UpscaleOptions.MIN_TILE_SIZE && needed(model, network, side) * threads > heap) {
            side -= UpscaleOptions.MIN_TILE_SIZE;
        }
        if (side < UpscaleOptions.DEFAULT_TILE_SIZE) {
            LOG.warn(
                    "{} threads in a heap of {} MB (-Xmx): tiles for {} are at most {} px",
                    threads,
                    Runtime.getRuntime().maxMemory() >> 20,
                    model.name(),
                    side);
        }
        return new TileLimit(side);
    }

    private static long needed(Model model, Network network, int side) {
        int window = side + 2 * model.overlap();
        return network.heapBytes(window, window);
    }

    /** Longest side in pixels, without overlap. */
    int side() {
        return side.get();
    }

    /** Notes that a tile was too large. */
    void exceeded(int triedSide, String reason) {
        int smaller = Math.max(UpscaleOptions.MIN_TILE_SIZE, (triedSide + 1) / 2);
        int before = side.getAndAccumulate(smaller, Math::min);
        if (smaller < before) {
            LOG.warn("not enough memory for tiles of {} px, going on with smaller ones: {}", triedSide, reason);
        }
    }
}
