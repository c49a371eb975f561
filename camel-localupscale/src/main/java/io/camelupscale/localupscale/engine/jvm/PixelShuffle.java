package io.camelupscale.localupscale.engine.jvm;

import java.nio.FloatBuffer;

/** Stores what the last layer made: its channels of one pixel are a block of pixels of each colour. */
final class PixelShuffle {

    private final Plan plan;
    private final Workspace space;
    private final FloatBuffer output;

    PixelShuffle(Plan plan, Workspace space, FloatBuffer output) {
        this.plan = plan;
        this.space = space;
        this.output = output;
    }

    /**
     * A row of the last layer's block.
     *
     * @param x        the block's first column
     * @param y        the row
     * @param blockRow the same, counted from the block's first
     * @param left     the first column that there is, counted from the block's first
     * @param right    the column after the last
     */
    void store(int x, int y, int blockRow, int left, int right) {
        int scale = plan.scale();
        int edge = plan.edge();
        int outWidth = (space.width - 2 * edge) * scale;
        int outHeight = (space.height - 2 * edge) * scale;
        int count = right - left;
        for (int channel = 0; channel < 3 * scale; channel++) {
            int colour = channel / scale;
            for (int column = 0; column < scale; column++) {
                start(column, count, space.pictureAt(colour, x + left, y));
                add(channel * scale + column, left, blockRow, count, column);
            }
            int outY = colour * outHeight + (y - edge) * scale + channel % scale;
            output.put(outY * outWidth + (x + left - edge) * scale, space.row, 0, count * scale);
        }
    }

    /** Pixels of the input, {@code scale} apart, or zeros. */
    private void start(int column, int count, int pictureAt) {
        float share = plan.addsInput() ? 1 : 0;
        for (int i = 0; i < count; i++) {
            space.row[column + i * plan.scale()] = share * space.picture[pictureAt + i];
        }
    }

    /** One channel of some pixels. */
    private void add(int channel, int left, int blockRow, int count, int column) {
        if (plan.terms().isPresent()) {
            addTerms(plan.terms().get(), channel, left, blockRow, count, column);
        } else {
            int slice = channel / Kernels.CHANNELS;
            int at = space.blockAt(plan.layers().size() - 1, slice, left, blockRow);
            add(at + channel % Kernels.CHANNELS, count, column);
        }
    }

    private void addTerms(Terms terms, int channel, int left, int blockRow, int count, int column) {
        for (int i = 0; i < count; i++) {
            space.row[column + i * plan.scale()] += terms.bias()[channel];
        }
        for (int i = 0; i < terms.products().size(); i++) {
            if (terms.products().get(i).output() == channel) {
                int tap = terms.products().get(i).tap();
                int at = space.v
                        + i / Kernels.CHANNELS * space.slice
                        + (blockRow + tap / 3) * Workspace.PITCH
                        + (left + tap % 3) * Kernels.CHANNELS
                        + i % Kernels.CHANNELS;
                add(at, count, column);
            }
        }
    }

    private void add(int at, int count, int column) {
        for (int i = 0; i < count; i++) {
            space.row[column + i * plan.scale()] += space.memory[at + i * Kernels.CHANNELS];
        }
    }
}
