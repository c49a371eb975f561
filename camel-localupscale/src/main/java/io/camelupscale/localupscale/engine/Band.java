package io.camelupscale.localupscale.engine;

import java.awt.Point;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;

/** Some full rows of a result. Several threads may write different pixels at once. */
final class Band {

    private final int y;
    private final int width;
    private final int height;
    private final OutputLayout layout;
    private final Samples samples;

    /** @param samples at least {@code width * height} pixels of the layout */
    Band(int y, int width, int height, OutputLayout layout, Samples samples) {
        this.y = y;
        this.width = width;
        this.height = height;
        this.layout = layout;
        this.samples = samples;
    }

    /** Sample memory, handed from band to band; one of the two arrays is empty. */
    record Samples(byte[] bytes, short[] shorts) {

        static Samples allocate(long pixels, OutputLayout layout) {
            long samples = pixels * layout.bands();
            if (samples > Integer.MAX_VALUE - 8) {
                throw new PictureTooLargeException(
                        "rows of the result are too long: %d samples do not fit into one array".formatted(samples));
            }
            int count = (int) samples;
            return layout.bits() == 16
                    ? new Samples(new byte[0], new short[count])
                    : new Samples(new byte[count], new short[0]);
        }
    }

    /** First row in the result. */
    int y() {
        return y;
    }

    int height() {
        return height;
    }

    Samples samples() {
        return samples;
    }

    /** A view with the coordinates of the result. */
    Raster raster() {
        DataBuffer buffer = layout.bits() == 16
                ? new DataBufferUShort(samples.shorts, samples.shorts.length)
                : new DataBufferByte(samples.bytes, samples.bytes.length);
        return Raster.createRaster(layout.sampleModel(width, height), buffer, new Point(0, y));
    }

    /** Copies one row as bytes, of 16-bit samples the high byte first. */
    void copyRow(int row, byte[] target, int offset) {
        int count = width * layout.bands();
        int start = row * count;
        if (layout.bits() == 8) {
            System.arraycopy(samples.bytes, start, target, offset, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            short sample = samples.shorts[start + i];
            target[offset + 2 * i] = (byte) (sample >> 8);
            target[offset + 2 * i + 1] = (byte) sample;
        }
    }

    /**
     * Writes a part of one row.
     *
     * @param rowX column in the result
     * @param rowY row in the result
     * @param row  colours and alpha, 0 to 1; values beyond are clamped
     */
    void write(int rowX, int rowY, int count, ColourRow row) {
        if (layout.flattened()) {
            row.layOnWhite(count);
        }
        int index = ((rowY - y) * width + rowX) * layout.bands();
        int step = layout.bands();
        if (layout.grey()) {
            row.mixGrey(count);
            put(row.green(), count, index, step);
        } else {
            put(row.red(), count, index, step);
            put(row.green(), count, index + 1, step);
            put(row.blue(), count, index + 2, step);
        }
        if (layout.alpha()) {
            put(row.alpha(), count, index + step - 1, step);
        }
    }

    private void put(float[] values, int count, int start, int step) {
        int index = start;
        if (layout.bits() == 16) {
            for (int i = 0; i < count; i++, index += step) {
                samples.shorts[index] = (short) (Math.min(1, Math.max(0, values[i])) * 65535 + 0.5f);
            }
        } else {
            for (int i = 0; i < count; i++, index += step) {
                samples.bytes[index] = (byte) (Math.min(1, Math.max(0, values[i])) * 255 + 0.5f);
            }
        }
    }
}
