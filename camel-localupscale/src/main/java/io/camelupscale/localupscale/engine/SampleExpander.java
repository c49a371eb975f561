package io.camelupscale.localupscale.engine;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Spreads palettes, packed and planar samples, and unusual colour spaces, to interleaved grey or RGB, row by row. */
final class SampleExpander {

    private SampleExpander() {}

    /** Whether samples are copied, so that they still are in the image's colour space; else they become sRGB. */
    static boolean keepsColourSpace(ColorModel colours) {
        int type = colours.getColorSpace().getType();
        return colours instanceof ComponentColorModel && (type == ColorSpace.TYPE_RGB || type == ColorSpace.TYPE_GRAY);
    }

    static WritableRaster expand(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        boolean alpha = colours.hasAlpha();
        boolean copies = keepsColourSpace(colours);
        boolean grey = copies ? colours.getNumColorComponents() == 1 : isGreyPalette(colours);
        boolean wide = copies && colours.getComponentSize(0) > 8;
        WritableRaster target = Raster.createInterleavedRaster(
                wide ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE,
                image.getWidth(),
                image.getHeight(),
                (grey ? 1 : 3) + (alpha ? 1 : 0),
                null);
        if (copies) {
            copySamples(image.getRaster(), colours, target, wide ? 65535 : 255);
        } else {
            copyColours(image, target, grey, alpha);
        }
        return target;
    }

    private static boolean isGreyPalette(ColorModel colours) {
        if (!(colours instanceof IndexColorModel palette)) {
            return false;
        }
        for (int i = 0; i < palette.getMapSize(); i++) {
            int rgb = palette.getRGB(i);
            if ((rgb >> 16 & 0xff) != (rgb & 0xff) || (rgb >> 8 & 0xff) != (rgb & 0xff)) {
                return false;
            }
        }
        return true;
    }

    private static void copySamples(Raster source, ColorModel colours, WritableRaster target, int max) {
        int width = source.getWidth();
        double[] row = new double[width * source.getNumBands()];
        boolean floating =
                source.getTransferType() == DataBuffer.TYPE_FLOAT || source.getTransferType() == DataBuffer.TYPE_DOUBLE;
        for (int y = 0; y < source.getHeight(); y++) {
            source.getPixels(source.getMinX(), source.getMinY() + y, width, 1, row);
            for (int i = 0; i < row.length; i++) {
                int band = i % source.getNumBands();
                double range = floating ? 1 : Math.pow(2, colours.getComponentSize(band)) - 1;
                row[i] = Math.rint(Math.max(0, Math.min(1, row[i] / range)) * max);
            }
            target.setPixels(0, y, width, 1, row);
        }
    }

    private static void copyColours(BufferedImage image, WritableRaster target, boolean grey, boolean alpha) {
        int width = image.getWidth();
        int[] argb = new int[width];
        int[] row = new int[width * target.getNumBands()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, argb, 0, width);
            int i = 0;
            for (int value : argb) {
                if (!grey) {
                    row[i++] = value >> 16 & 0xff;
                    row[i++] = value >> 8 & 0xff;
                }
                row[i++] = value & 0xff;
                if (alpha) {
                    row[i++] = value >>> 24;
                }
            }
            target.setPixels(0, y, width, 1, row);
        }
    }
}
