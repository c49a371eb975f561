package io.camelupscale.localupscale.engine.jvm;

import io.camelupscale.localupscale.engine.Cancellation;
import io.camelupscale.localupscale.engine.jvm.Plan.Layer;
import java.nio.FloatBuffer;

/**
 * Runs all layers over a picture block by block. Each layer lags one row and one column behind the layer before, so that
 * the pixels around its own have just been made: most of them are still in the second cache, nothing is computed twice,
 * and the memory grows with the width only.
 */
final class BandedRun {

    static final int COLUMNS = Integer.getInteger("COLS", 96);
    /** Pixels of the first layer that are made together; a multiple of {@link Kernels#ROWS}. */
    private static final int PIXELS = 48;

    private final Plan plan;
    private final Kernels kernels;
    private final Workspace space;
    private final FloatBuffer output;
    private final int width;
    private final int height;
    private final int lastLayer;

    BandedRun(Plan plan, Kernels kernels, Workspace space, FloatBuffer output) {
        this.plan = plan;
        this.kernels = kernels;
        this.space = space;
        this.output = output;
        this.width = space.width;
        this.height = space.height;
        this.lastLayer = plan.layers().size() - 1;
    }

    void run(FloatBuffer input, Cancellation cancellation) {
        space.clearBorders(plan);
        load(input);
        for (int band = 0; band - lastLayer < height; band += Workspace.BAND) {
            for (int block = 0; block - lastLayer < width; block += COLUMNS) {
                for (int layer = 0; layer <= lastLayer; layer++) {
                    cancellation.throwIfCancelled();
                    block(layer, block - layer, band - layer);
                }
            }
        }
    }

    /** The picture with its repeated edge, if any, in a border of zeros. */
    private void load(FloatBuffer input) {
        int edge = plan.edge();
        int sourceWidth = width - 2 * edge;
        int sourceHeight = height - 2 * edge;
        int pitch = space.picturePitch();
        java.util.Arrays.fill(space.picture, 0);
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < height; y++) {
                int sourceY = Math.max(0, Math.min(sourceHeight - 1, y - edge));
                int at = (channel * (height + 2) + y + 1) * pitch + 1;
                input.get((channel * sourceHeight + sourceY) * sourceWidth, space.picture, at + edge, sourceWidth);
                for (int x = 0; x < edge; x++) {
                    space.picture[at + x] = space.picture[at + edge];
                    space.picture[at + width - 1 - x] = space.picture[at + width - 1 - edge];
                }
            }
        }
    }

    private int inset(int layer) {
        return plan.edge() > 0 ? layer + 1 : 0;
    }

    private void block(int layer, int x, int y) {
        int inset = inset(layer);
        int left = Math.max(inset, x);
        int right = Math.min(width - inset, x + COLUMNS);
        int top = Math.max(inset, y);
        int bottom = Math.min(height - inset, y + Workspace.BAND);
        if (left >= right || top >= bottom) {
            return;
        }
        if (layer == 0) {
            first(left, right, top, bottom);
        } else {
            winograd(layer, left, right, top, bottom);
        }
        if (layer == lastLayer) {
            for (int row = top; row < bottom; row++) {
                store(left, right, row);
            }
        }
    }

    /** The 27 values around each pixel, times a matrix. */
    private void first(int left, int right, int top, int bottom) {
        Layer layer = plan.layers().get(0);
        for (int y = top; y < bottom; y++) {
            int rowAt = space.at(0, 0, y, inset(0));
            for (int x = left; x < right; x += PIXELS) {
                int count = Math.min(PIXELS, right - x);
                gather(x, y, count);
                int rows = (count + Kernels.ROWS - 1) / Kernels.ROWS * Kernels.ROWS;
                kernels.multiply(
                        space.points,
                        0,
                        plan.weights(),
                        layer.at(),
                        space.sums,
                        0,
                        rows,
                        layer.inputs() * Convolution.TAPS,
                        layer.outputs());
                kernels.activate(
                        space.sums,
                        0,
                        count,
                        layer.after(),
                        space.values,
                        rowAt + (x + 1) * layer.outputs(),
                        layer.outputs());
            }
        }
    }

    private void gather(int x, int y, int count) {
        float[] picture = space.picture;
        float[] points = space.points;
        int pitch = space.picturePitch();
        int to = 0;
        for (int i = 0; i < count; i++) {
            for (int channel = 0; channel < 3; channel++) {
                int from = (channel * (height + 2) + y) * pitch + x + i;
                for (int row = 0; row < 3; row++) {
                    points[to++] = picture[from];
                    points[to++] = picture[from + 1];
                    points[to++] = picture[from + 2];
                    from += pitch;
                }
            }
        }
    }

    private void winograd(int index, int left, int right, int top, int bottom) {
        Layer layer = plan.layers().get(index);
        int columns = tiles(right - left);
        int tiles = columns * tiles(bottom - top);
        for (int from = 0; from < tiles; from += Workspace.GROUP) {
            int count = Math.min(Workspace.GROUP, tiles - from);
            transformInputs(index, left, top, columns, from, count);
            for (int channel = 0; channel < layer.outputs(); channel += Plan.BLOCK) {
                int outputs = Math.min(Plan.BLOCK, layer.outputs() - channel);
                multiply(layer, channel, outputs, count);
                transformOutputs(index, left, right, top, bottom, columns, from, count, channel, outputs);
            }
        }
    }

    private static int tiles(int pixels) {
        return (pixels + Winograd.TILE - 1) / Winograd.TILE;
    }

    private void transformInputs(int index, int left, int top, int columns, int from, int count) {
        int channels = plan.layers().get(index).inputs();
        for (int tile = 0; tile < count; tile++) {
            int x = left + (from + tile) % columns * Winograd.TILE;
            int y = top + (from + tile) / columns * Winograd.TILE;
            for (int row = 0; row < Winograd.WINDOW; row++) {
                // a pixel further left, less the border: where the tile sees its first
                space.six[row] = space.at(index - 1, x, y - 1 + row, inset(index - 1)) + x * channels;
            }
            kernels.transformInput(
                    space.values,
                    space.six,
                    channels,
                    space.points,
                    Workspace.aligned() + tile * channels,
                    Workspace.plane(channels),
                    space.scratch);
        }
    }

    private void multiply(Layer layer, int channel, int outputs, int count) {
        int rows = (count + Kernels.ROWS - 1) / Kernels.ROWS * Kernels.ROWS;
        int weights = layer.at() + channel * layer.inputs() * Winograd.POINTS;
        for (int point = 0; point < Winograd.POINTS; point++) {
            kernels.multiply(
                    space.points,
                    Workspace.aligned() + point * Workspace.plane(layer.inputs()),
                    plan.weights(),
                    weights + point * outputs * layer.inputs(),
                    space.sums,
                    Workspace.aligned() + point * Workspace.plane(outputs),
                    rows,
                    layer.inputs(),
                    outputs);
        }
    }

    private void transformOutputs(
            int index,
            int left,
            int right,
            int top,
            int bottom,
            int columns,
            int from,
            int count,
            int channel,
            int outputs) {
        Layer layer = plan.layers().get(index);
        for (int tile = 0; tile < count; tile++) {
            int x = left + (from + tile) % columns * Winograd.TILE;
            int y = top + (from + tile) / columns * Winograd.TILE;
            boolean whole = x + Winograd.TILE <= right && y + Winograd.TILE <= bottom;
            for (int row = 0; row < Winograd.TILE; row++) {
                space.four[row] = whole
                        ? space.at(index, x, y + row, inset(index)) + (x + 1) * layer.outputs()
                        : row * Winograd.TILE * layer.outputs();
            }
            kernels.transformOutput(
                    space.sums,
                    Workspace.aligned() + tile * outputs,
                    Workspace.plane(outputs),
                    outputs,
                    layer.after(),
                    channel,
                    whole ? space.values : space.spare,
                    space.four,
                    layer.outputs(),
                    space.scratch);
            if (!whole) {
                int w = Math.min(Winograd.TILE, right - x);
                for (int row = 0; row < Math.min(Winograd.TILE, bottom - y); row++) {
                    int to = space.at(index, x, y + row, inset(index)) + (x + 1) * layer.outputs();
                    for (int column = 0; column < w; column++) {
                        System.arraycopy(
                                space.spare,
                                (row * Winograd.TILE + column) * layer.outputs() + channel,
                                space.values,
                                to + column * layer.outputs() + channel,
                                outputs);
                    }
                }
            }
        }
    }

    /** Pixel shuffle: the last layer's channels of one pixel are a block of pixels of each colour. */
    private void store(int left, int right, int y) {
        int scale = plan.scale();
        int edge = plan.edge();
        int outputs = plan.layers().get(lastLayer).outputs();
        int outWidth = (width - 2 * edge) * scale;
        int outHeight = (height - 2 * edge) * scale;
        int valuesAt = space.at(lastLayer, 0, y, inset(lastLayer)) + (left + 1) * outputs;
        for (int channel = 0; channel < 3; channel++) {
            int pictureAt = (channel * (height + 2) + y + 1) * space.picturePitch() + left + 1;
            for (int row = 0; row < scale; row++) {
                int from = valuesAt + (channel * scale + row) * scale;
                int to = 0;
                for (int x = 0; x < right - left; x++) {
                    float added = plan.addsInput() ? space.picture[pictureAt + x] : 0;
                    for (int i = 0; i < scale; i++) {
                        space.row[to++] = space.values[from + i] + added;
                    }
                    from += outputs;
                }
                output.put(
                        (channel * outHeight + (y - edge) * scale + row) * outWidth + (left - edge) * scale,
                        space.row,
                        0,
                        to);
            }
        }
    }
}
