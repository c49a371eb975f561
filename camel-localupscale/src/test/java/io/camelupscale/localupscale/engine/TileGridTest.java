package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.localupscale.engine.Network.TileSize;
import io.camelupscale.localupscale.engine.jvm.JvmEngine;
import io.camelupscale.media.ImageFormat;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class TileGridTest {

    private static final UpscaleOptions OPTIONS = UpscaleOptions.of(4, ImageFormat.PNG);
    private static final int RGB = 3;

    private final Network network;

    TileGridTest() throws IOException {
        try (InputStream in =
                getClass().getResourceAsStream("/io/camelupscale/localupscale/models/realesr-animevideov3-x4.onnx")) {
            network = JvmEngine.scalar().load("realesr-animevideov3-x4", in.readAllBytes());
        }
    }

    @Test
    void aLargePictureIsCutIntoWideTiles() {
        assertThat(TileGrid.largestTile(network, OPTIONS, 4000, 3000, RGB)).isEqualTo(new TileSize(768, 256));
    }

    @Test
    void aSmallerPictureIsCutIntoEnoughTilesForManyProcessors() {
        assertThat(TileGrid.largestTile(network, OPTIONS, 1280, 1000, RGB)).isEqualTo(new TileSize(640, 256));
        assertThat(TileGrid.largestTile(network, OPTIONS, 768, 512, RGB)).isEqualTo(new TileSize(256, 256));
    }

    @Test
    void tilesOfAGivenSizeAreSquare() {
        assertThat(TileGrid.largestTile(network, OPTIONS.withTiles(400, 0), 4000, 3000, RGB))
                .isEqualTo(new TileSize(400, 349)); // 64 MB of the result
        assertThat(TileGrid.largestTile(network, OPTIONS.withTiles(128, 0), 4000, 3000, RGB))
                .isEqualTo(new TileSize(128, 128));
    }

    @Test
    void aVeryWidePictureIsMadeInLowBands() {
        assertThat(TileGrid.largestTile(network, OPTIONS, 40_000, 100, RGB)).isEqualTo(new TileSize(768, 34));
        assertThat(TileGrid.largestTile(network, OPTIONS, 400_000, 100, RGB)).isEqualTo(new TileSize(768, 16));
    }
}
