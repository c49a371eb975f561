package io.camelupscale.localupscale.engine;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageWriter;

/** Writes baseline JPEG, row by row. */
final class JpegEncoder implements PictureEncoder {

    private final int quality;

    JpegEncoder(int quality) {
        this.quality = quality;
    }

    @Override
    public void encode(BandStream bands, Path target) throws IOException {
        ImageWriter writer = Writers.named("jpeg", "com.sun.imageio.plugins.jpeg.JPEGImageWriter");
        BandedImage image = new BandedImage(bands) {
            @Override
            public Raster getData() {
                return new LazyRaster(this);
            }

            @Override
            public int getNumXTiles() {
                // a picture of one row would else have one tile
                return 2;
            }
        };
        Writers.write(writer, image, null, Writers.parameters(writer, "JPEG", quality / 100f), target);
    }
}
