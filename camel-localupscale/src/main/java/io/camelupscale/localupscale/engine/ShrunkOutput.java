package io.camelupscale.localupscale.engine;

/** Shrinks what a network made to a smaller scale. Neighbouring tiles weigh the same values, so no seam appears. */
final class ShrunkOutput {

    private final ResampleKernel kernel;
    private final int width;
    private final int top;
    private final int rows;
    /** Three planes of {@code rows} network rows, already shrunk across. */
    private final float[] narrowed;

    /**
     * @param tile  the part to make, in source pixels
     * @param scale the wanted one
     */
    ShrunkOutput(NetworkOutput source, ResampleKernel kernel, Tile tile, int scale, TileBuffers buffers) {
        this.kernel = kernel;
        this.width = tile.width() * scale;
        this.top = source.top();
        this.rows = source.bottom() - top;
        int sourceWidth = source.right() - source.left();
        this.narrowed = buffers.scratch(3 * rows * width);
        float[] line = new float[sourceWidth];
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < rows; y++) {
                source.read(channel, source.left(), top + y, sourceWidth, line);
                narrow(line, source.left(), tile.x() * scale, (channel * rows + y) * width);
            }
        }
    }

    private void narrow(float[] line, int lineStart, int x, int target) {
        int last = line.length - 1;
        for (int i = 0; i < width; i++) {
            float[] weights = kernel.weights(x + i);
            int tap = kernel.firstTap(x + i) - lineStart;
            float sum = 0;
            if (tap >= 0 && tap + weights.length - 1 <= last) {
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * line[tap + k];
                }
            } else {
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * line[Math.max(0, Math.min(last, tap + k))];
                }
            }
            narrowed[target + i] = sum;
        }
    }

    /** Makes row {@code y} of the result. */
    void row(int y, ColourRow row) {
        float[] weights = kernel.weights(y);
        int tap = kernel.firstTap(y) - top;
        for (int channel = 0; channel < 3; channel++) {
            float[] target = row.channel(channel);
            for (int k = 0; k < weights.length; k++) {
                float weight = weights[k];
                int line = (channel * rows + Math.max(0, Math.min(rows - 1, tap + k))) * width;
                if (k == 0) {
                    for (int i = 0; i < width; i++) {
                        target[i] = weight * narrowed[line + i];
                    }
                } else {
                    for (int i = 0; i < width; i++) {
                        target[i] += weight * narrowed[line + i];
                    }
                }
            }
        }
    }
}
