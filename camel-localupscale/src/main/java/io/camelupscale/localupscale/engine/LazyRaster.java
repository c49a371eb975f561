package io.camelupscale.localupscale.engine;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * A whole result as a raster without samples. The JDK's JPEG writer asks for one raster of the picture, but then only for
 * one row after the other as its children.
 */
final class LazyRaster extends Raster {

    private final BandedImage image;

    LazyRaster(BandedImage image) {
        super(
                image.getSampleModel(),
                new DataBufferByte(1),
                new Rectangle(0, 0, image.getWidth(), image.getHeight()),
                new Point(0, 0),
                null);
        this.image = image;
    }

    @Override
    public Raster createChild(
            int x, int y, int width, int height, int childMinX, int childMinY, int @Nullable [] bands) {
        return image.getData(new Rectangle(x, y, width, height))
                .createChild(x, y, width, height, childMinX, childMinY, bands);
    }
}
