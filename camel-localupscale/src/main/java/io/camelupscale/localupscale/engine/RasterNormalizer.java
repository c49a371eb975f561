package io.camelupscale.localupscale.engine;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a reader decoded into interleaved grey or RGB samples in sRGB encoding, without copying if possible. */
final class RasterNormalizer {

    private static final Logger LOG = LoggerFactory.getLogger(RasterNormalizer.class);

    private RasterNormalizer() {}

    /**
     * @param image   consumed: its samples may be changed and become those of the result
     * @param profile bytes of the profile that the reader did not apply; a damaged one is ignored
     */
    static Pixels normalize(BufferedImage image, Optional<byte[]> profile) {
        ColorModel colours = image.getColorModel();
        if (colours.isAlphaPremultiplied()) {
            image.coerceData(false);
            colours = image.getColorModel();
        }
        WritableRaster raster = isInterleaved(image) ? image.getRaster() : expand(image);
        Optional<ICC_Profile> source = profile.isPresent() ? parse(profile.get()) : profileOf(colours.getColorSpace());
        if (source.isPresent()) {
            raster = SrgbConverter.convert(raster, source.get());
        }
        return Pixels.of(raster);
    }

    private static boolean isInterleaved(BufferedImage image) {
        SampleModel samples = image.getSampleModel();
        boolean plainType = samples.getDataType() == DataBuffer.TYPE_BYTE
                        && image.getRaster().getDataBuffer() instanceof DataBufferByte
                || samples.getDataType() == DataBuffer.TYPE_USHORT
                        && image.getRaster().getDataBuffer() instanceof DataBufferUShort;
        boolean fullRange = Arrays.stream(samples.getSampleSize())
                .allMatch(bits -> bits == DataBuffer.getDataTypeSize(samples.getDataType()));
        return samples instanceof PixelInterleavedSampleModel
                && image.getColorModel() instanceof java.awt.image.ComponentColorModel
                && plainType
                && fullRange
                && image.getColorModel().getColorSpace().getType() != ColorSpace.TYPE_CMYK;
    }

    /** Palettes, packed and planar samples and unusual colour spaces, row by row through the colour model. */
    private static WritableRaster expand(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        boolean alpha = colours.hasAlpha();
        boolean grey = isGreyPalette(colours) || colours.getNumColorComponents() == 1 && isComponent(colours);
        boolean wide = isComponent(colours) && colours.getComponentSize(0) > 8;
        int bands = (grey ? 1 : 3) + (alpha ? 1 : 0);
        int width = image.getWidth();
        WritableRaster target = Raster.createInterleavedRaster(
                wide ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE, width, image.getHeight(), bands, null);
        if (isComponent(colours) && colours.getNumComponents() == bands) {
            copySamples(image.getRaster(), colours, target, wide ? 65535 : 255);
        } else {
            copyColours(image, target, grey, alpha);
        }
        return target;
    }

    private static boolean isComponent(ColorModel colours) {
        return colours instanceof java.awt.image.ComponentColorModel;
    }

    private static boolean isGreyPalette(ColorModel colours) {
        if (!(colours instanceof java.awt.image.IndexColorModel palette)) {
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

    private static Optional<ICC_Profile> parse(byte[] profile) {
        try {
            return Optional.of(ICC_Profile.getInstance(profile));
        } catch (IllegalArgumentException e) {
            LOG.warn("a damaged colour profile is ignored, colours are taken for sRGB: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** The JDK calls plain grey a linear space, yet stores sRGB-encoded samples in it: that is no profile to apply. */
    private static Optional<ICC_Profile> profileOf(ColorSpace space) {
        boolean plain = space.isCS_sRGB()
                || space == ColorSpace.getInstance(ColorSpace.CS_GRAY)
                || !(space instanceof ICC_ColorSpace);
        return plain ? Optional.empty() : Optional.of(((ICC_ColorSpace) space).getProfile());
    }
}
