package io.camelupscale.localupscale.engine.jvm;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A constant tensor: weights, or the sizes that an operator wants. All types that matter fit into a float. */
record OnnxConstant(String name, long[] shape, float[] values) {

    // numbers of fields in onnx.proto
    private static final int DIMS = 1;
    private static final int TYPE = 2;
    private static final int FLOATS = 4;
    private static final int INT64S = 7;
    private static final int NAME = 8;
    private static final int RAW = 9;
    private static final int EXTERNAL = 13;
    // types of elements
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int FLOAT16 = 10;

    static OnnxConstant read(ProtobufReader in) {
        String name = "";
        long type = 0;
        List<Long> dims = new ArrayList<>();
        List<Long> integers = new ArrayList<>();
        List<Float> numbers = new ArrayList<>();
        ByteBuffer raw = ByteBuffer.allocate(0);
        while (in.next()) {
            switch (in.field()) {
                case NAME -> name = in.text();
                case TYPE -> type = in.varint();
                case DIMS -> readIntegers(in, dims);
                case INT64S -> readIntegers(in, integers);
                case FLOATS -> {
                    if (in.isNumber()) {
                        numbers.add(in.float32());
                    } else {
                        raw = in.content();
                    }
                }
                case RAW -> raw = in.content();
                case EXTERNAL -> throw new IllegalArgumentException("tensor '" + name + "' is kept in another file");
                default -> in.skip();
            }
        }
        if (type != FLOAT && type != FLOAT16 && type != INT64) {
            // nothing that can be run wants it
            return new OnnxConstant(name, new long[] {0}, new float[0]);
        }
        long[] shape = dims.stream().mapToLong(Long::longValue).toArray();
        float[] values =
                !integers.isEmpty() ? floats(integers) : !numbers.isEmpty() ? floats(numbers) : decode(raw, type);
        if (!holds(shape, values.length)) {
            throw new IllegalArgumentException("tensor '%s' has %d values for the shape %s"
                    .formatted(name, values.length, Arrays.toString(shape)));
        }
        return new OnnxConstant(name, shape, values);
    }

    /** Adds one number or packed numbers. */
    static void readIntegers(ProtobufReader in, List<Long> values) {
        if (in.isNumber()) {
            values.add(in.varint());
            return;
        }
        ProtobufReader packed = in.message();
        while (packed.hasRemaining()) {
            values.add(packed.packedVarint());
        }
    }

    private static boolean holds(long[] shape, int count) {
        long product = 1;
        for (long size : shape) {
            if (size < 0 || size > count) {
                return false;
            }
            // no overflow: both are at most the length of an array
            product *= size;
            if (product > count) {
                return false;
            }
        }
        return product == count;
    }

    private static float[] floats(List<? extends Number> numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).floatValue();
        }
        return values;
    }

    private static float[] decode(ByteBuffer raw, long type) {
        int size = type == FLOAT ? Float.BYTES : type == FLOAT16 ? Short.BYTES : Long.BYTES;
        float[] values = new float[raw.capacity() / size];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (size) {
                case Float.BYTES -> raw.getFloat(i * size);
                case Short.BYTES -> half(raw.getShort(i * size));
                default -> raw.getLong(i * size);
            };
        }
        return values;
    }

    /** {@code Float.float16ToFloat} of newer JDKs. */
    private static float half(short bits) {
        int exponent = bits >>> 10 & 0x1f;
        int mantissa = bits & 0x3ff;
        float magnitude =
                switch (exponent) {
                    case 0 -> mantissa * 0x1p-24f;
                    case 0x1f -> mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> (mantissa | 0x400) * 0x1p-25f * (1 << exponent);
                };
        return bits < 0 ? -magnitude : magnitude;
    }
}
