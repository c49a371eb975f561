package io.camelupscale.localupscale.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Writes small ONNX files byte by byte: a network that repeats each pixel, so that results are known exactly. */
final class TinyOnnx {

    private static final int FLOAT = 1;

    private TinyOnnx() {}

    /** Enlarges any picture by repeating pixels. */
    static byte[] nearest(int scale) {
        return model(scale, dims(1, 3, 0, 0), dims(1, 3, 0, 0));
    }

    /** The same for one input size only. */
    static byte[] nearestOfSize(int scale, int width, int height) {
        return model(scale, dims(1, 3, height, width), dims(1, 3, height * scale, width * scale));
    }

    /** Takes and gives one grey channel. */
    static byte[] greyOnly() {
        return graph(concat(node("Identity", "x", "y", new byte[0])), dims(1, 1, 0, 0), dims(1, 1, 0, 0), new byte[0]);
    }

    /** Has no batch dimension. */
    static byte[] rankThree() {
        return graph(node("Identity", "x", "y", new byte[0]), dims(3, 0, 0), dims(3, 0, 0), new byte[0]);
    }

    /** Gives as many pixels as it takes. */
    static byte[] scaleOne() {
        return graph(node("Identity", "x", "y", new byte[0]), dims(1, 3, 0, 0), dims(1, 3, 0, 0), new byte[0]);
    }

    /** An SRVGG of any size with made-up weights: convolutions with PReLU, pixel shuffle, the enlarged input added. */
    static byte[] srvgg(int channels, int convolutions, int scale) {
        return srvgg(channels, convolutions, scale, 1.5);
    }

    /** The same with weights of the last convolution in such a range. */
    static byte[] srvgg(int channels, int convolutions, int scale, double lastRange) {
        Random random = new Random(channels);
        ByteArrayOutputStream nodes = new ByteArrayOutputStream();
        ByteArrayOutputStream tensors = new ByteArrayOutputStream();
        String from = "x";
        for (int i = 0; i < convolutions; i++) {
            int inputs = i == 0 ? 3 : channels;
            boolean last = i == convolutions - 1;
            int outputs = last ? 3 * scale * scale : channels;
            tensors.writeBytes(
                    tensor("w" + i, random, (last ? lastRange : 1.5) / Math.sqrt(9 * inputs), outputs, inputs, 3, 3));
            tensors.writeBytes(tensor("b" + i, random, 0.1, outputs));
            nodes.writeBytes(field(
                    1,
                    concat(
                            text(1, from),
                            text(1, "w" + i),
                            text(1, "b" + i),
                            text(2, "c" + i),
                            text(4, "Conv"),
                            field(5, concat(text(1, "pads"), numbers(8, 1, 1, 1, 1), number(20, 7))))));
            from = "c" + i;
            if (!last) {
                tensors.writeBytes(tensor("s" + i, random, 0.5, outputs, 1, 1));
                nodes.writeBytes(field(1, concat(text(1, from), text(1, "s" + i), text(2, "p" + i), text(4, "PRelu"))));
                from = "p" + i;
            }
        }
        nodes.writeBytes(depthToSpace(from, "d", scale));
        tensors.writeBytes(field(5, concat(number(1, 4), number(2, FLOAT), text(8, "r"), floats(1, 1, scale, scale))));
        nodes.writeBytes(field(
                1,
                concat(
                        text(1, "x"),
                        text(1, ""),
                        text(1, "r"),
                        text(2, "e"),
                        text(4, "Resize"),
                        string("mode", "nearest"),
                        string("coordinate_transformation_mode", "asymmetric"),
                        string("nearest_mode", "floor"))));
        nodes.writeBytes(field(1, concat(text(1, "d"), text(1, "e"), text(2, "y"), text(4, "Add"))));
        return graph(nodes.toByteArray(), dims(1, 3, 0, 0), dims(1, 3, 0, 0), tensors.toByteArray());
    }

    static String file(Path folder, String name, byte[] model) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, model);
        return "file:" + file;
    }

    private static byte[] model(int scale, byte[] input, byte[] output) {
        int copies = scale * scale;
        ByteBuffer weights = ByteBuffer.allocate(3 * copies * 3 * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int out = 0; out < 3 * copies; out++) {
            for (int in = 0; in < 3; in++) {
                weights.putFloat(out / copies == in ? 1 : 0);
            }
        }
        byte[] tensor = concat(
                number(1, 3L * copies),
                number(1, 3),
                number(1, 1),
                number(1, 1),
                number(2, FLOAT),
                text(8, "w"),
                field(9, weights.array()));
        byte[] nodes = concat(
                field(1, concat(text(1, "x"), text(1, "w"), text(2, "c"), text(4, "Conv"))),
                depthToSpace("c", "y", scale));
        return graph(nodes, input, output, field(5, tensor));
    }

    private static byte[] depthToSpace(String input, String output, int scale) {
        return node(
                "DepthToSpace",
                input,
                output,
                concat(field(5, concat(text(1, "blocksize"), number(3, scale), number(20, 2))), string("mode", "CRD")));
    }

    private static byte[] string(String name, String value) {
        return field(5, concat(text(1, name), text(4, value), number(20, 3)));
    }

    private static byte[] tensor(String name, Random random, double spread, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((random.nextDouble() - 0.5) * 2 * spread);
        }
        byte[] dims =
                concat(Arrays.stream(shape).mapToObj(size -> number(1, size)).toArray(byte[][]::new));
        return field(5, concat(dims, number(2, FLOAT), text(8, name), floats(values)));
    }

    private static byte[] floats(float... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return field(9, raw.array());
    }

    private static byte[] numbers(int tag, long... values) {
        return concat(
                Arrays.stream(values).mapToObj(value -> number(tag, value)).toArray(byte[][]::new));
    }

    private static byte[] graph(byte[] nodes, byte[] input, byte[] output, byte[] weights) {
        byte[] graph = concat(
                nodes,
                text(2, "g"),
                weights,
                field(11, concat(text(1, "x"), input)),
                field(12, concat(text(1, "y"), output)));
        return concat(number(1, 8), field(7, graph), field(8, number(2, 17)));
    }

    private static byte[] node(String operator, String input, String output, byte[] attributes) {
        return field(1, concat(text(1, input), text(2, output), text(4, operator), attributes));
    }

    /** A type; 0 for a free dimension. */
    private static byte[] dims(int... sizes) {
        ByteArrayOutputStream shape = new ByteArrayOutputStream();
        for (int i = 0; i < sizes.length; i++) {
            shape.writeBytes(field(1, sizes[i] > 0 ? number(1, sizes[i]) : text(2, "free" + i)));
        }
        return field(2, field(1, concat(number(1, FLOAT), field(2, shape.toByteArray()))));
    }

    private static byte[] text(int tag, String value) {
        return field(tag, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] field(int tag, byte[] content) {
        return concat(varint(tag << 3 | 2), varint(content.length), content);
    }

    private static byte[] number(int tag, long value) {
        return concat(varint(tag << 3), varint(value));
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while (rest > 127) {
            out.write((int) (rest & 127 | 128));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
