package io.camelupscale.localupscale.engine;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts the colours of a raster from an ICC profile to sRGB, in place, a few rows at a time. */
final class SrgbConverter {

    private static final Logger LOG = LoggerFactory.getLogger(SrgbConverter.class);
    private static final int ROWS = 16;

    private SrgbConverter() {}

    /**
     * @param raster interleaved samples; the last band is alpha if there are 2 or 4, and stays as it is
     *               unchanged if the profile does not fit
     */
    static void convert(WritableRaster raster, ICC_Profile profile) {
        int colours = raster.getNumBands() <= 2 ? 1 : 3;
        if (profile.getNumComponents() != colours) {
            LOG.warn(
                    "a colour profile for {} channels is ignored: the picture has {}",
                    profile.getNumComponents(),
                    colours);
            return;
        }
        ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
        try {
            ColorConvertOp conversion = new ColorConvertOp(new ICC_Profile[] {profile, srgb}, null);
            for (int y = 0; y < raster.getHeight(); y += ROWS) {
                convertRows(raster, y, Math.min(ROWS, raster.getHeight() - y), colours, conversion);
            }
        } catch (CMMException | IllegalArgumentException e) {
            LOG.warn("a damaged colour profile is ignored, colours are taken for sRGB: {}", e.getMessage());
        }
    }

    private static void convertRows(WritableRaster raster, int y, int rows, int colours, ColorConvertOp conversion) {
        int[] bands = colours == 1 ? new int[] {0} : new int[] {0, 1, 2};
        WritableRaster view = raster.createWritableChild(
                raster.getMinX(), raster.getMinY() + y, raster.getWidth(), rows, 0, 0, bands);
        int type = raster.getTransferType();
        // copies, because the converter must not see alpha
        WritableRaster before = Raster.createInterleavedRaster(type, view.getWidth(), rows, colours, null);
        WritableRaster after = Raster.createInterleavedRaster(type, view.getWidth(), rows, 3, null);
        before.setRect(view);
        conversion.filter(before, after);
        view.setRect(colours == 1 ? after.createChild(0, 0, view.getWidth(), rows, 0, 0, new int[] {1}) : after);
    }
}
