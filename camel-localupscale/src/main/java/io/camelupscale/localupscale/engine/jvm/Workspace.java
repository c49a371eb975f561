package io.camelupscale.localupscale.engine.jvm;

import io.camelupscale.localupscale.engine.jvm.Plan.Layer;
import java.util.Arrays;

/**
 * What one thread needs to run a network on tiles of one size. Of what a layer makes only the rows are kept that the next
 * one still wants: a band, and the two rows before it.
 */
final class Workspace {

    /** Rows that a layer makes at a time. */
    static final int BAND = Integer.getInteger("BAND", 16);
    /** Tiles whose points are made, multiplied and transformed back together. */
    static final int GROUP = Integer.getInteger("GROUP", 24);
    /** Before a plane: tiles lie 16 floats more than a round number apart, or their points would share cache sets. */
    private static final int SKEW = 16;
    /** In a fresh large array, floats to the next cache line. */
    private static final int ALIGNED = 12;

    /** Rows that are kept of each layer's result. */
    static final int KEPT = BAND + 2;

    final int width;
    final int height;
    final float[] picture;
    final float[] values;
    final float[] points;
    final float[] sums;
    final float[] scratch = new float[Kernels.SCRATCH];
    final float[] row;
    final float[] spare;
    final int[] six = new int[Winograd.WINDOW];
    final int[] four = new int[Winograd.TILE];
    private final int[] ringAt;
    private final int[] pitch;

    /** @param width of what the first layer sees, without the border of zeros */
    Workspace(Plan plan, int width, int height) {
        this.width = width;
        this.height = height;
        this.picture = new float[3 * picturePitch() * (height + 2)];
        int layers = plan.layers().size();
        this.ringAt = new int[layers];
        this.pitch = new int[layers];
        int most = 0;
        int widest = 0;
        for (Layer layer : plan.layers()) {
            widest = Math.max(widest, layer.outputs());
            most = Math.max(most, layer.inputs());
        }
        // a row of zeros comes first
        long at = ALIGNED + pitch(widest);
        for (int i = 0; i < layers; i++) {
            pitch[i] = pitch(plan.layers().get(i).outputs());
            ringAt[i] = Math.toIntExact(at);
            at += (long) pitch[i] * KEPT;
        }
        this.values = new float[Math.toIntExact(at)];
        this.points = new float[ALIGNED + Winograd.POINTS * plane(most)];
        this.sums = new float[ALIGNED + Winograd.POINTS * plane(Math.max(widest, Plan.BLOCK))];
        this.row = new float[Math.max(width + 2, width * plan.scale())];
        this.spare = new float[Winograd.TILE * Winograd.TILE * widest];
    }

    /** Bytes that one of these takes, from above. */
    static long bytes(Plan plan, int width, int height) {
        long floats = 3L * (width + 2) * (height + 2) + (long) width * plan.scale();
        int most = Plan.BLOCK;
        for (Layer layer : plan.layers()) {
            floats += ((1L + width + Winograd.TILE) * layer.outputs() + SKEW) * KEPT;
            most = Math.max(most, Math.max(layer.inputs(), layer.outputs()));
        }
        return Float.BYTES * (floats + 2L * Winograd.POINTS * plane(most));
    }

    /** Where the pixel {@code x} of the row {@code y} of a layer begins; rows outside of the layer are of zeros. */
    int at(int layer, int x, int y, int inset) {
        int rowAt = y < inset || y >= height - inset ? ALIGNED : ringAt[layer] + Math.floorMod(y, KEPT) * pitch[layer];
        return rowAt;
    }

    /** Floats from the points of a kind to the next kind. */
    static int plane(int channels) {
        return GROUP * channels + SKEW;
    }

    static int aligned() {
        return ALIGNED;
    }

    int picturePitch() {
        return width + 2;
    }

    /** Makes the border of each row zero again, of which a former picture may have had a part. */
    void clearBorders(Plan plan) {
        Arrays.fill(values, 0);
    }

    /** One pixel on the left, and as many on the right as a tile reaches beyond; odd in cache lines. */
    private int pitch(int channels) {
        int floats = (1 + width + Winograd.TILE) * channels;
        return floats / SKEW % 2 == 0 ? floats + SKEW : floats;
    }
}
