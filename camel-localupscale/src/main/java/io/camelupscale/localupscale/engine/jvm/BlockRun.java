package io.camelupscale.localupscale.engine.jvm;

import io.camelupscale.localupscale.engine.Cancellation;
import io.camelupscale.localupscale.engine.Network.Margins;
import io.camelupscale.localupscale.engine.jvm.Plan.Layer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Runs all layers over a picture block by block. Each layer lags one row and one column behind the layer before, so that
 * of the pixels around its own all have been made: those of this block have never left the second cache, two rows and two
 * columns were kept from its neighbours, and nothing is computed twice.
 */
final class BlockRun {

    private final Plan plan;
    private final Kernels kernels;
    private final Workspace space;
    private final Margins margins;
    private final PixelShuffle shuffle;
    private final float[] memory;
    private final int width;
    private final int height;
    private final int layers;

    BlockRun(Plan plan, Kernels kernels, Workspace space, Margins margins, FloatBuffer output) {
        this.plan = plan;
        this.kernels = kernels;
        this.space = space;
        this.margins = margins;
        this.shuffle = new PixelShuffle(plan, space, output);
        this.memory = space.memory;
        this.width = space.width;
        this.height = space.height;
        this.layers = plan.layers().size();
    }

    void run(FloatBuffer input, Cancellation cancellation) {
        load(input);
        Arrays.fill(memory, space.edges(), space.edgesEnd(), 0);
        for (int band = 0; band < space.bands; band++) {
            clearColumnEdges();
            for (int across = 0; across < space.blocksAcross; across++) {
                for (int layer = 0; layer < layers; layer++) {
                    cancellation.throwIfCancelled();
                    make(layer, across * Workspace.COLUMNS - layer, band * Workspace.ROWS - layer);
                    if (layer < layers - 1) {
                        exchangeEdges(layer, across);
                    }
                }
            }
        }
    }

    /** The picture with its repeated edge, if any, in a border of zeros. */
    private void load(FloatBuffer input) {
        int edge = plan.edge();
        int sourceWidth = width - 2 * edge;
        int sourceHeight = height - 2 * edge;
        float[] picture = space.picture;
        Arrays.fill(picture, 0);
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < height; y++) {
                int sourceY = Math.max(0, Math.min(sourceHeight - 1, y - edge));
                int at = space.pictureAt(channel, 0, y);
                int to = at + edge + sourceWidth;
                input.get((channel * sourceHeight + sourceY) * sourceWidth, picture, at + edge, sourceWidth);
                Arrays.fill(picture, at, at + edge, picture[at + edge]);
                Arrays.fill(picture, to, to + edge, picture[to - 1]);
            }
        }
    }

    private void clearColumnEdges() {
        for (int layer = 0; layer < layers; layer++) {
            int at = space.columnEdge(layer);
            int floats =
                    Workspace.SEEN * Workspace.ROWS * plan.layers().get(layer).outputs();
            Arrays.fill(memory, at, at + floats, 0);
        }
    }

    /** Makes a layer's block, which begins at {@code x} and {@code y} and may reach beyond the picture. */
    private void make(int layer, int x, int y) {
        int left = Math.max(unseen(layer, margins.left()) - x, 0);
        int right = Math.min(width - unseen(layer, margins.right()) - x, Workspace.COLUMNS);
        int top = Math.max(unseen(layer, margins.top()) - y, 0);
        int bottom = Math.min(height - unseen(layer, margins.bottom()) - y, Workspace.ROWS);
        if (left < right && top < bottom) {
            if (layer == 0) {
                first(x, y, left, right, top, bottom);
            } else if (plan.isOfTerms(layer)) {
                products(top, bottom);
            } else {
                winograd(
                        layer,
                        left / Winograd.TILE,
                        Winograd.tiles(right),
                        top / Winograd.TILE,
                        Winograd.tiles(bottom));
            }
            if (layer == layers - 1) {
                for (int row = top; row < bottom; row++) {
                    shuffle.store(x, y + row, row, left, right);
                }
            } else {
                clearOutside(layer, left, right, top, bottom);
            }
        } else {
            clearOutside(layer, 0, 0, 0, 0);
        }
    }

    /** Pixels along a side that have no part in what is wanted: of each layer one more than of the layer before. */
    private int unseen(int layer, int margin) {
        return Math.max(0, plan.edge() + margin - (layers - 1 - layer));
    }

    private int slices(int layer) {
        return plan.layers().get(layer).outputs() / Kernels.CHANNELS;
    }

    /** The 27 values around each pixel, times a matrix. */
    private void first(int x, int y, int left, int right, int top, int bottom) {
        Layer layer = plan.layers().get(0);
        int count = right - left;
        int rows = (count + Kernels.ROWS - 1) / Kernels.ROWS * Kernels.ROWS;
        int stride = Workspace.COLUMNS * Kernels.CHANNELS;
        for (int row = top; row < bottom; row++) {
            gather(x + left, y + row, count, stride);
            kernels.multiply(
                    memory,
                    space.v,
                    layer.inputs() / Kernels.CHANNELS,
                    plan.weights(),
                    layer.at(),
                    space.m,
                    layer.outputs(),
                    rows,
                    stride);
            for (int slice = 0; slice < slices(0); slice++) {
                kernels.activate(
                        memory,
                        space.m + slice * stride,
                        count,
                        layer.after(),
                        slice * Kernels.CHANNELS,
                        space.blockAt(0, slice, left, row));
            }
        }
    }

    private void gather(int x, int y, int count, int stride) {
        float[] picture = space.picture;
        int inputs = plan.layers().get(0).inputs();
        for (int value = 0; value < inputs; value++) {
            int to = space.v + value / Kernels.CHANNELS * stride + value % Kernels.CHANNELS;
            boolean given = value < 3 * Convolution.TAPS;
            int from = given
                    ? space.pictureAt(value / Convolution.TAPS, x - 1 + value % 3, y - 1 + value % Convolution.TAPS / 3)
                    : 0;
            for (int i = 0; i < count; i++) {
                memory[to + i * Kernels.CHANNELS] = given ? picture[from + i] : 0;
            }
        }
    }

    /** Some rows of tiles at a time, and some of the outputs at a time. */
    private void winograd(int index, int left, int right, int top, int bottom) {
        Layer layer = plan.layers().get(index);
        int strips = Workspace.group(layer) / (right - left);
        for (int from = top; from < bottom; from += strips) {
            int to = Math.min(bottom, from + strips);
            transformInputs(index, left, right, from, to);
            for (int channel = 0; channel < layer.outputs(); channel += layer.block()) {
                multiply(layer, channel, (to - from) * (right - left));
                transformOutputs(index, channel, left, right, from, to);
            }
        }
    }

    private static int outputs(Layer layer, int channel) {
        return Math.min(layer.block(), layer.outputs() - channel);
    }

    private void transformInputs(int index, int left, int right, int top, int bottom) {
        Layer layer = plan.layers().get(index);
        int tiles = right - left;
        for (int slice = 0; slice < slices(index - 1); slice++) {
            for (int row = top; row < bottom; row++) {
                // a tile sees one pixel before its own, which lag one behind
                int x = left * Winograd.TILE - Workspace.SEEN;
                int y = row * Winograd.TILE - Workspace.SEEN;
                kernels.transformInput(
                        memory,
                        space.blockAt(index - 1, slice, x, y),
                        Workspace.PITCH,
                        tiles,
                        space.v + slice * Workspace.stride(layer) + (row - top) * tiles * Kernels.CHANNELS,
                        Workspace.plane(layer, layer.inputs()),
                        space.scratch);
            }
        }
    }

    private void multiply(Layer layer, int channel, int tiles) {
        int outputs = outputs(layer, channel);
        int rows = (tiles + Kernels.ROWS - 1) / Kernels.ROWS * Kernels.ROWS;
        for (int point = 0; point < Winograd.POINTS; point++) {
            kernels.multiply(
                    memory,
                    space.v + point * Workspace.plane(layer, layer.inputs()),
                    layer.inputs() / Kernels.CHANNELS,
                    plan.weights(),
                    layer.weights(point, channel),
                    space.m + point * Workspace.plane(layer, outputs),
                    outputs,
                    rows,
                    Workspace.stride(layer));
        }
    }

    private void transformOutputs(int index, int channel, int left, int right, int top, int bottom) {
        Layer layer = plan.layers().get(index);
        int outputs = outputs(layer, channel);
        int tiles = right - left;
        for (int slice = 0; slice < outputs / Kernels.CHANNELS; slice++) {
            for (int row = top; row < bottom; row++) {
                kernels.transformOutput(
                        memory,
                        space.m + slice * Workspace.stride(layer) + (row - top) * tiles * Kernels.CHANNELS,
                        Workspace.plane(layer, outputs),
                        tiles,
                        layer.after(),
                        channel + slice * Kernels.CHANNELS,
                        space.blockAt(
                                index, channel / Kernels.CHANNELS + slice, left * Winograd.TILE, row * Winograd.TILE),
                        Workspace.PITCH,
                        space.scratch);
            }
        }
    }

    /** The next layer sees zeros outside of the picture. */
    private void clearOutside(int layer, int left, int right, int top, int bottom) {
        if (right - left == Workspace.COLUMNS && bottom - top == Workspace.ROWS) {
            return;
        }
        for (int slice = 0; slice < slices(layer); slice++) {
            for (int row = 0; row < Workspace.ROWS; row++) {
                int at = space.blockAt(layer, slice, 0, row);
                int end = at + Workspace.COLUMNS * Kernels.CHANNELS;
                if (row < top || row >= bottom) {
                    Arrays.fill(memory, at, end, 0);
                } else {
                    Arrays.fill(memory, at, at + left * Kernels.CHANNELS, 0);
                    Arrays.fill(memory, at + right * Kernels.CHANNELS, end, 0);
                }
            }
        }
    }

    /** Puts the edges of the blocks above and to the left around this one, and keeps this one's. */
    private void exchangeEdges(int layer, int across) {
        int pitch = Workspace.PITCH;
        int pair = Workspace.SEEN * Kernels.CHANNELS;
        int rowEdgePitch = space.rowEdgePitch();
        // the last pixels of a row are wanted once more, by the next block: that one keeps them
        int kept = across == space.blocksAcross - 1 ? pitch : pitch - pair;
        for (int slice = 0; slice < slices(layer); slice++) {
            int block = space.block(layer) + slice * space.slice;
            int above = space.rowEdge(layer)
                    + slice * Workspace.SEEN * rowEdgePitch
                    + across * Workspace.COLUMNS * Kernels.CHANNELS;
            int before = space.columnEdge(layer) + slice * Workspace.ROWS * pair;
            for (int row = 0; row < Workspace.SEEN; row++) {
                System.arraycopy(memory, above + row * rowEdgePitch, memory, block + row * pitch, pitch);
            }
            for (int row = 0; row < Workspace.ROWS; row++) {
                int at = block + (row + Workspace.SEEN) * pitch;
                System.arraycopy(memory, before + row * pair, memory, at, pair);
                System.arraycopy(memory, at + pitch - pair, memory, before + row * pair, pair);
            }
            for (int row = 0; row < Workspace.SEEN; row++) {
                int at = block + (Workspace.ROWS + row) * pitch;
                System.arraycopy(memory, at, memory, above + row * rowEdgePitch, kept);
            }
        }
    }

    /** Of each pixel that the last layer sees: they take the place of points. */
    private void products(int top, int bottom) {
        Layer layer = plan.layers().get(layers - 1);
        int pixels = (bottom - top + Workspace.SEEN) * Workspace.PITCH / Kernels.CHANNELS;
        kernels.multiply(
                memory,
                space.blockAt(layers - 2, 0, -Workspace.SEEN, top - Workspace.SEEN),
                layer.inputs() / Kernels.CHANNELS,
                plan.weights(),
                layer.at(),
                space.v + top * Workspace.PITCH,
                layer.outputs(),
                (pixels + Kernels.ROWS - 1) / Kernels.ROWS * Kernels.ROWS,
                space.slice);
    }
}
