package io.camelupscale.localupscale.engine;

import java.nio.FloatBuffer;

/**
 * What the network made of a window, addressed by the pixels of the whole enlarged picture.
 *
 * @param window what the network saw, in source pixels
 * @param scale  the network's
 * @param width  of the whole picture as the network enlarges it
 */
record NetworkOutput(FloatBuffer values, Tile window, int scale, int width, int height) {

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

    /** First column that belongs to the picture. */
    int left() {
        return window.x() * scale;
    }

    /** Column after the last that belongs to the picture: a window may reach beyond. */
    int right() {
        return Math.min(width, window.right() * scale);
    }

    int top() {
        return window.y() * scale;
    }

    int bottom() {
        return Math.min(height, window.bottom() * scale);
    }
}
