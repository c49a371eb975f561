package io.camelupscale.localupscale.engine.jvm;

import io.camelupscale.localupscale.engine.jvm.Plan.Layer;

/**
 * Where everything lies in the memory that one thread needs to run a network on tiles of one size: for the block at hand,
 * which stays in the cache, and for the edges of blocks that later blocks want to see. Edges grow with the width of the
 * tile, nothing with its height but a copy of the input.
 */
final class Workspace {

    /** Columns of a block. */
    static final int COLUMNS = 72;
    /** Rows of a block: whole groups of tiles. */
    static final int ROWS = 48;
    /** Pixels around its own that a layer sees of the layer before. */
    static final int SEEN = 2;

    /** Tiles whose points are made, multiplied and transformed back together, where the weights stay in the second cache. */
    private static final int GROUP = 24;
    /** The same where they do not: they are fetched once for so many. */
    private static final int WIDE_GROUP = 96;
    /** Weights whose 64 matrices stay there, as far as they can: 2 MiB. */
    private static final int RESIDENT = 128 * 64;

    /** Floats from one row of a block to the next. */
    static final int PITCH = (COLUMNS + SEEN) * Kernels.CHANNELS;

    /** A cache line in floats: planes lie an odd number of them apart, or their points would share cache sets. */
    private static final int LINE = 16;

    final int width;
    final int height;
    /** Blocks side by side, and bands of blocks: the last layer lags as many pixels behind as there are others. */
    final int blocksAcross;

    final int bands;
    final float[] memory;
    final float[] picture;
    final float[] row;
    final int scratch;
    final int v;
    final int m;
    /** Floats from one slice of a block to the next. */
    final int slice;

    private final int block;
    private final int[] rowEdges;
    private final int[] columnEdges;
    private final int edgesEnd;

    /** @param width of what the first layer sees, without its border of zeros */
    Workspace(Plan plan, int width, int height) {
        this(plan, width, height, new float[0], new float[0], true);
    }

    private Workspace(Plan plan, int width, int height, float[] memory, float[] picture, boolean allocate) {
        this.width = width;
        this.height = height;
        int lag = plan.layers().size() - 1;
        this.blocksAcross = (width + lag + COLUMNS - 1) / COLUMNS;
        this.bands = (height + lag + ROWS - 1) / ROWS;
        int largestV = 0;
        int largestM = 0;
        int widest = 0;
        for (int i = 0; i < plan.layers().size(); i++) {
            Layer layer = plan.layers().get(i);
            widest = Math.max(widest, layer.outputs());
            if (i == 0) {
                largestV = COLUMNS * layer.inputs();
                largestM = COLUMNS * layer.outputs();
            } else if (!plan.isOfTerms(i)) {
                largestV = Math.max(largestV, Winograd.POINTS * plane(layer, layer.inputs()));
                largestM = Math.max(largestM, Winograd.POINTS * plane(layer, layer.block()));
            }
        }
        int layers = plan.layers().size();
        this.slice = (ROWS + SEEN * layers) * PITCH;
        if (plan.terms().isPresent()) {
            largestV = Math.max(largestV, slice * (plan.layers().get(layers - 1).outputs() / LINE));
        }
        Allotment allotment = new Allotment();
        this.scratch = allotment.take(Kernels.scratch(COLUMNS / Winograd.TILE));
        this.v = allotment.take(largestV);
        this.m = allotment.take(largestM);
        this.block = allotment.take((long) slice * (widest / LINE));
        this.rowEdges = new int[layers];
        this.columnEdges = new int[layers];
        for (int i = 0; i < layers; i++) {
            int outputs = plan.layers().get(i).outputs();
            rowEdges[i] = allotment.take((long) SEEN * rowEdgePitch() * (outputs / LINE));
            columnEdges[i] = allotment.take((long) SEEN * ROWS * outputs);
        }
        this.edgesEnd = allotment.end;
        int pixels = pictureSize();
        this.memory = allocate && memory.length < allotment.end ? new float[allotment.end] : memory;
        this.picture = allocate && picture.length < pixels ? new float[pixels] : picture;
        this.row = new float[COLUMNS * plan.scale()];
    }

    /** The same memory for another size, if it suffices. */
    Workspace resized(Plan plan, int newWidth, int newHeight) {
        return newWidth == width && newHeight == height
                ? this
                : new Workspace(plan, newWidth, newHeight, memory, picture, true);
    }

    /** Bytes that one of these takes. */
    static long bytes(Plan plan, int width, int height) {
        Workspace layout = new Workspace(plan, width, height, new float[0], new float[0], false);
        return (long) Float.BYTES * layout.edgesEnd + (long) Float.BYTES * layout.pictureSize();
    }

    private int pictureSize() {
        return Math.multiplyExact(3 * picturePitch(), height + 2);
    }

    private static final class Allotment {
        private int end = Kernels.ALIGNED;

        int take(long floats) {
            int start = end;
            end = Math.toIntExact(end + (floats + LINE - 1) / LINE * LINE);
            return start;
        }
    }

    /**
     * Where a layer's block begins, {@link #SEEN} rows and columns before its own. It takes the place of the block of the
     * layer before, so many rows higher that no row is written before it has been seen for the last time.
     */
    int block(int layer) {
        return block + (rowEdges.length - 1 - layer) * SEEN * PITCH;
    }

    /** Where a pixel of a layer's block lies, counted from the block's own first. */
    int blockAt(int layer, int blockSlice, int x, int y) {
        return block(layer) + blockSlice * slice + (y + SEEN) * PITCH + (x + SEEN) * Kernels.CHANNELS;
    }

    int rowEdge(int layer) {
        return rowEdges[layer];
    }

    int rowEdgePitch() {
        return (blocksAcross * COLUMNS + SEEN) * LINE;
    }

    int columnEdge(int layer) {
        return columnEdges[layer];
    }

    /** All edges, from here to {@link #edgesEnd}. */
    int edges() {
        return rowEdges[0];
    }

    int edgesEnd() {
        return edgesEnd;
    }

    static int group(Layer layer) {
        return layer.inputs() * layer.outputs() > RESIDENT ? WIDE_GROUP : GROUP;
    }

    /** Floats from one slice of points to the next. */
    static int stride(Layer layer) {
        return group(layer) * LINE;
    }

    /** Floats from the points of a kind to the next kind. */
    static int plane(Layer layer, int channels) {
        return group(layer) * channels + LINE;
    }

    int pictureAt(int channel, int x, int y) {
        return (channel * (height + 2) + y + 1) * picturePitch() + x + 1;
    }

    /** The picture has a border of one pixel. */
    int picturePitch() {
        return width + 2;
    }
}
