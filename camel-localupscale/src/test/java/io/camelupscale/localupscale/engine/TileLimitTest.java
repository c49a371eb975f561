package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.localupscale.engine.jvm.JvmEngine;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class TileLimitTest {

    private static final Model MODEL = new Model("realesr-animevideov3-x4", 4, 18);

    private final Network network;

    TileLimitTest() throws IOException {
        try (InputStream in =
                getClass().getResourceAsStream("/io/camelupscale/localupscale/models/" + MODEL.name() + ".onnx")) {
            network = JvmEngine.scalar().load(MODEL.name(), in.readAllBytes());
        }
    }

    @Test
    void aLargeHeapAllowsEveryTile() {
        assertThat(side(16, 64L << 30)).isEqualTo(2048);
    }

    @Test
    void moreThreadsGetSmallerTiles() {
        long enoughForOne = network.heapBytes(256 + 36, 256 + 36);

        assertThat(side(1, enoughForOne)).isEqualTo(256);
        assertThat(side(2, enoughForOne)).isLessThan(256);
        assertThat(side(2, 2 * enoughForOne)).isEqualTo(256);
    }

    @Test
    void theSmallestTileIsAlwaysTried() {
        assertThat(side(64, 1)).isEqualTo(32);
    }

    @Test
    void whatWasTooLargeIsHalvedOnce() {
        TileLimit limit = TileLimit.of(MODEL, network, 2, 64L << 30);

        limit.exceeded(200, "first");
        limit.exceeded(200, "another thread");
        limit.exceeded(100, "still too large");

        assertThat(limit.side()).isEqualTo(50);
    }

    private int side(int threads, long heap) {
        return TileLimit.of(MODEL, network, threads, heap).side();
    }
}
