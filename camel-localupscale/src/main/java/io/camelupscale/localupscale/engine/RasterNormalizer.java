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
        WritableRaster raster = isInterleaved(image) ? image.getRaster() : SampleExpander.expand(image);
        Optional<ICC_Profile> source = profile.isPresent() ? parse(profile.get()) : profileOf(colours);
        if (source.isPresent()) {
            SrgbConverter.convert(raster, source.get());
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
                && SampleExpander.keepsColourSpace(image.getColorModel())
                && plainType
                && fullRange;
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
    private static Optional<ICC_Profile> profileOf(ColorModel colours) {
        ColorSpace space = colours.getColorSpace();
        boolean plain = space.isCS_sRGB()
                || !SampleExpander.keepsColourSpace(colours)
                || space == ColorSpace.getInstance(ColorSpace.CS_GRAY)
                || !(space instanceof ICC_ColorSpace);
        return plain ? Optional.empty() : Optional.of(((ICC_ColorSpace) space).getProfile());
    }
}
