package io.camelupscale.localupscale.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** What one thread needs to run tiles; grows to the largest tile and is used again and again. */
final class TileBuffers {

    private FloatBuffer input = FloatBuffer.allocate(0);
    private FloatBuffer output = FloatBuffer.allocate(0);
    private float[] scratch = new float[0];
    private ColourRow row = ColourRow.of(0);

    /** Direct memory for at least so many values. */
    FloatBuffer input(int values) {
        if (input.capacity() < values) {
            input = FloatBuffer.allocate(0);
            input = direct(values);
        }
        return input;
    }

    FloatBuffer output(int values) {
        if (output.capacity() < values) {
            output = FloatBuffer.allocate(0);
            output = direct(values);
        }
        return output;
    }

    float[] scratch(int values) {
        if (scratch.length < values) {
            scratch = new float[0];
            scratch = new float[values];
        }
        return scratch;
    }

    ColourRow row(int width) {
        if (row.red().length < width) {
            row = ColourRow.of(width);
        }
        return row;
    }

    /** Gives the memory back, for the case that it is short. */
    void clear() {
        input = FloatBuffer.allocate(0);
        output = FloatBuffer.allocate(0);
        scratch = new float[0];
    }

    private static FloatBuffer direct(int values) {
        if (values > Integer.MAX_VALUE / Float.BYTES) {
            // as any other lack of memory: smaller tiles help
            throw new OutOfMemoryError("%d values do not fit into one buffer".formatted(values));
        }
        return ByteBuffer.allocateDirect(values * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
