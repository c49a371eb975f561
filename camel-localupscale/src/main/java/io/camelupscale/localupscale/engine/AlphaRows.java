package io.camelupscale.localupscale.engine;

import java.util.Arrays;

/** Enlarges the transparency of a part of a picture, row by row. No network: it would invent detail in it. */
final class AlphaRows {

    private final Pixels source;
    private final ResampleKernel kernel;
    private final int x;
    private final int width;
    private final int sourceX;
    private final float[] line;
    private final float[] blended;

    /**
     * @param x     first column of the result
     * @param width number of columns
     */
    AlphaRows(Pixels source, ResampleKernel kernel, int x, int width) {
        this.source = source;
        this.kernel = kernel;
        this.x = x;
        this.width = width;
        this.sourceX = Math.max(0, kernel.firstTap(x));
        int last = x + width - 1;
        int sourceEnd = Math.min(source.width(), kernel.firstTap(last) + kernel.weights(last).length);
        this.line = new float[sourceEnd - sourceX];
        this.blended = new float[line.length];
    }

    /** Fills in row {@code y} of the result. */
    void row(int y, float[] alpha) {
        blend(y);
        for (int i = 0; i < width; i++) {
            float[] weights = kernel.weights(x + i);
            int tap = kernel.firstTap(x + i) - sourceX;
            float sum = 0;
            for (int k = 0; k < weights.length; k++) {
                sum += weights[k] * blended[Math.max(0, Math.min(blended.length - 1, tap + k))];
            }
            alpha[i] = sum;
        }
    }

    private void blend(int y) {
        float[] weights = kernel.weights(y);
        int tap = kernel.firstTap(y);
        Arrays.fill(blended, 0);
        for (int k = 0; k < weights.length; k++) {
            int sourceY = Math.max(0, Math.min(source.height() - 1, tap + k));
            source.readRow(sourceX, sourceY, line.length, source.alphaBand(), line);
            for (int i = 0; i < line.length; i++) {
                blended[i] += weights[k] * line[i];
            }
        }
    }
}
