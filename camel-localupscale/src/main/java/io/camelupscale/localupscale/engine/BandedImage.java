package io.camelupscale.localupscale.engine;

import java.awt.Image;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Vector;
import org.jspecify.annotations.Nullable;

/** A {@link BandStream} as ImageIO writers want it. To be read from top to bottom, once. */
class BandedImage implements RenderedImage {

    private final BandStream bands;
    private final ColorModel colorModel;
    private final SampleModel rowModel;

    BandedImage(BandStream bands) {
        this.bands = bands;
        OutputLayout layout = bands.layout();
        this.colorModel = layout.colorModel();
        // one row only: the size of a whole picture may overflow
        this.rowModel = layout.sampleModel(bands.width(), 1);
    }

    /** Rows of the result; a view where they lie in one band. */
    @Override
    public Raster getData(Rectangle rows) {
        Band first = bands.band(bands.bandOf(rows.y));
        if (rows.y + rows.height <= first.y() + first.height()) {
            return first.raster().createChild(rows.x, rows.y, rows.width, rows.height, rows.x, rows.y, null);
        }
        WritableRaster copy = Raster.createWritableRaster(
                rowModel.createCompatibleSampleModel(rows.width, rows.height), new Point(rows.x, rows.y));
        for (int y = rows.y; y < rows.y + rows.height; ) {
            Band band = bands.band(bands.bandOf(y));
            int end = Math.min(rows.y + rows.height, band.y() + band.height());
            copy.setRect(band.raster().createChild(rows.x, y, rows.width, end - y, rows.x, y, null));
            y = end;
        }
        return copy;
    }

    /** The whole result, all of it in memory. */
    @Override
    public Raster getData() {
        return getData(new Rectangle(0, 0, getWidth(), getHeight()));
    }

    @Override
    public WritableRaster copyData(@Nullable WritableRaster target) {
        throw new UnsupportedOperationException("a result is read row by row");
    }

    @Override
    public int getWidth() {
        return bands.width();
    }

    @Override
    public int getHeight() {
        return bands.height();
    }

    @Override
    public ColorModel getColorModel() {
        return colorModel;
    }

    @Override
    public SampleModel getSampleModel() {
        return rowModel;
    }

    // tiles of one row each, never just one, so that writers ask for rectangles

    @Override
    public int getTileWidth() {
        return getWidth();
    }

    @Override
    public int getTileHeight() {
        return 1;
    }

    @Override
    public int getNumXTiles() {
        return 1;
    }

    @Override
    public int getNumYTiles() {
        return getHeight();
    }

    @Override
    public Raster getTile(int tileX, int tileY) {
        return getData(new Rectangle(0, tileY, getWidth(), 1));
    }

    @Override
    public int getMinX() {
        return 0;
    }

    @Override
    public int getMinY() {
        return 0;
    }

    @Override
    public int getMinTileX() {
        return 0;
    }

    @Override
    public int getMinTileY() {
        return 0;
    }

    @Override
    public int getTileGridXOffset() {
        return 0;
    }

    @Override
    public int getTileGridYOffset() {
        return 0;
    }

    @Override
    public Vector<RenderedImage> getSources() {
        return new Vector<>();
    }

    @Override
    public Object getProperty(String name) {
        return Image.UndefinedProperty;
    }

    @Override
    public String[] getPropertyNames() {
        return new String[0];
    }
}
