package io.camelupscale.localupscale.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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
                node(
                        "DepthToSpace",
                        "c",
                        "y",
                        concat(
                                field(5, concat(text(1, "blocksize"), number(3, scale), number(20, 2))),
                                field(5, concat(text(1, "mode"), text(4, "CRD"), number(20, 3))))));
        return graph(nodes, input, output, field(5, tensor));
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
