package io.camelupscale.localupscale.engine;

import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.WritableRaster;

/**
 * A decoded picture, upright: grey or RGB in sRGB encoding, with or without straight alpha, 8 or 16 bits a sample.
 * Samples stay where the reader left them; strides tell where, so that turning a picture costs nothing.
 */
final class Pixels {

    private final byte[] bytes;
    private final short[] shorts;
    private final boolean wide;
    private final int width;
    private final int height;
    private final int[] bandOffsets;
    private final int origin;
    private final int xStride;
    private final int yStride;

    /** Views an interleaved raster of 1 (grey), 2 (grey, alpha), 3 (RGB) or 4 (RGB, alpha) bands. */
    static Pixels of(WritableRaster raster) {
        PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) raster.getSampleModel();
        int origin = raster.getDataBuffer().getOffset()
                - raster.getSampleModelTranslateX() * model.getPixelStride()
                - raster.getSampleModelTranslateY() * model.getScanlineStride();
        boolean wide = raster.getDataBuffer() instanceof DataBufferUShort;
        return new Pixels(
                wide ? new byte[0] : ((DataBufferByte) raster.getDataBuffer()).getData(),
                wide ? ((DataBufferUShort) raster.getDataBuffer()).getData() : new short[0],
                wide,
                raster.getWidth(),
                raster.getHeight(),
                model.getBandOffsets(),
                origin,
                model.getPixelStride(),
                model.getScanlineStride());
    }

    private Pixels(
            byte[] bytes,
            short[] shorts,
            boolean wide,
            int width,
            int height,
            int[] bandOffsets,
            int origin,
            int xStride,
            int yStride) {
        this.bytes = bytes;
        this.shorts = shorts;
        this.wide = wide;
        this.width = width;
        this.height = height;
        this.bandOffsets = bandOffsets;
        this.origin = origin;
        this.xStride = xStride;
        this.yStride = yStride;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    boolean isGrey() {
        return bandOffsets.length <= 2;
    }

    boolean hasAlpha() {
        return bandOffsets.length % 2 == 0;
    }

    int bits() {
        return wide ? 16 : 8;
    }

    /** The band that holds alpha; only if there is one. */
    int alphaBand() {
        return bandOffsets.length - 1;
    }

    int bands() {
        return bandOffsets.length;
    }

    /** The sample as stored, 0 to 255 or 65535. */
    int sample(int x, int y, int band) {
        int index = index(x, y, band);
        return wide ? shorts[index] & 0xffff : bytes[index] & 0xff;
    }

    void setSample(int x, int y, int band, int value) {
        int index = index(x, y, band);
        if (wide) {
            shorts[index] = (short) value;
        } else {
            bytes[index] = (byte) value;
        }
    }

    /** Fills {@code row} with samples from 0 to 1; beyond the right edge the last one is repeated. */
    void readRow(int x, int y, int count, int band, float[] row) {
        int inside = Math.min(count, width - x);
        int index = index(x, y, band);
        if (wide) {
            for (int i = 0; i < inside; i++, index += xStride) {
                row[i] = (shorts[index] & 0xffff) * (1 / 65535f);
            }
        } else {
            for (int i = 0; i < inside; i++, index += xStride) {
                row[i] = (bytes[index] & 0xff) * (1 / 255f);
            }
        }
        for (int i = inside; i < count; i++) {
            row[i] = row[inside - 1];
        }
    }

    /** The same picture seen through an EXIF orientation, 1 to 8: as it is to be shown. */
    Pixels oriented(int orientation) {
        int right = (width - 1) * xStride;
        int bottom = (height - 1) * yStride;
        return switch (orientation) {
            case 2 -> view(right, -xStride, yStride, false);
            case 3 -> view(right + bottom, -xStride, -yStride, false);
            case 4 -> view(bottom, xStride, -yStride, false);
            case 5 -> view(0, yStride, xStride, true);
            case 6 -> view(bottom, -yStride, xStride, true);
            case 7 -> view(right + bottom, -yStride, -xStride, true);
            case 8 -> view(right, yStride, -xStride, true);
            default -> this;
        };
    }

    private Pixels view(int moved, int newXStride, int newYStride, boolean turned) {
        return new Pixels(
                bytes,
                shorts,
                wide,
                turned ? height : width,
                turned ? width : height,
                bandOffsets,
                origin + moved,
                newXStride,
                newYStride);
    }

    private int index(int x, int y, int band) {
        return origin + x * xStride + y * yStride + bandOffsets[band];
    }
}
