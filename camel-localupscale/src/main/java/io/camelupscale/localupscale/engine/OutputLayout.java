package io.camelupscale.localupscale.engine;

import io.camelupscale.media.ImageFormat;
import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.SampleModel;
import java.util.stream.IntStream;

/**
 * The samples of a result, interleaved: grey or red, green, blue, then alpha.
 *
 * @param flattened whether transparency of the source is laid on white, since the format has none
 */
record OutputLayout(boolean grey, boolean alpha, boolean flattened, int bits) {

    /** As much of the source as the format can hold. */
    static OutputLayout of(Pixels source, ImageFormat format) {
        boolean deep = format == ImageFormat.PNG || format == ImageFormat.TIFF;
        boolean opaque = format == ImageFormat.JPEG;
        return new OutputLayout(
                source.isGrey() && format != ImageFormat.WEBP,
                source.hasAlpha() && !opaque,
                source.hasAlpha() && opaque,
                deep ? source.bits() : 8);
    }

    int bands() {
        return (grey ? 1 : 3) + (alpha ? 1 : 0);
    }

    int bytesPerPixel() {
        return bands() * bits / 8;
    }

    int dataType() {
        return bits == 16 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
    }

    SampleModel sampleModel(int width, int height) {
        int[] offsets = IntStream.range(0, bands()).toArray();
        return new PixelInterleavedSampleModel(dataType(), width, height, bands(), width * bands(), offsets);
    }

    ColorModel colorModel() {
        return new ComponentColorModel(
                ColorSpace.getInstance(grey ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                alpha,
                false,
                alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
                dataType());
    }
}
