package io.camelupscale.localupscale.engine;

import java.nio.FloatBuffer;

/**
 * What the network made of a window, addressed by the pixels of the whole enlarged picture.
 *
 * @param window what the network saw, in source pixels
 * @param wanted the part of it that is defined
 * @param scale  the network's
 */
record NetworkOutput(FloatBuffer values, Tile window, Tile wanted, int scale) {

    void copyRow(int x, int y, int count, ColourRow row) {
        for (int channel = 0; channel < 3; channel++) {
            read(channel, x, y, count, row.channel(channel));
        }
    }

    void read(int channel, int x, int y, int count, float[] row) {
        int stride = window.width() * scale;
        int plane = stride * window.height() * scale;
        int index = channel * plane + (y - window.y() * scale) * stride + x - window.x() * scale;
        values.get(index, row, 0, count);
    }

    /** First column that is defined. */
    int left() {
        return wanted.x() * scale;
    }

    /** Column after the last that is defined. */
    int right() {
        return wanted.right() * scale;
    }

    int top() {
        return wanted.y() * scale;
    }

    int bottom() {
        return wanted.bottom() * scale;
    }
}
