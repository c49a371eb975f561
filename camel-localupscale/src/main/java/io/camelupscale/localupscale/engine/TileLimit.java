package io.camelupscale.localupscale.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The largest tile of a model that the memory of this machine was found to hold. */
final class TileLimit {

    private static final Logger LOG = LoggerFactory.getLogger(TileLimit.class);

    private final AtomicInteger side = new AtomicInteger(Integer.MAX_VALUE);

    /** Longest side in pixels, without overlap. */
    int side() {
        return side.get();
    }

    /** Notes that a tile was too large. */
    void exceeded(int triedSide, String reason) {
        int smaller = Math.max(UpscaleOptions.MIN_TILE_SIZE, (triedSide + 1) / 2);
        int before = side.getAndAccumulate(smaller, Math::min);
        if (before == Integer.MAX_VALUE) {
            LOG.warn("not enough memory for tiles of {} px, going on with smaller ones: {}", triedSide, reason);
        }
    }
}
