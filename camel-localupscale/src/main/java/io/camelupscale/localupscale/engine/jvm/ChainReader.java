package io.camelupscale.localupscale.engine.jvm;

import io.camelupscale.localupscale.engine.UnsupportedModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recognises networks by their structure: SRVGG (convolutions with PReLU, pixel shuffle, the enlarged input added) and
 * upconv_7 (convolutions without padding, then a transposed one) of any depth, width and scale.
 */
final class ChainReader {

    private static final int MAX_CONVOLUTIONS = 512;
    private static final int MAX_CHANNELS = 1024;
    private static final int MAX_SCALE = 8;

    private final String name;
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxConstant> constants;
    private final String input;
    private final String output;
    private final List<Convolution> convolutions = new ArrayList<>();
    private int next;
    /** The tensor that the network has come to. */
    private String current;

    private ChainReader(String name, OnnxGraph graph) {
        this.name = name;
        this.constants = new HashMap<>(graph.constants());
        if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
            throw unsupported("it has %d inputs and %d outputs"
                    .formatted(graph.inputs().size(), graph.outputs().size()));
        }
        this.input = graph.inputs().get(0);
        this.output = graph.outputs().get(0);
        this.current = input;
        for (OnnxNode node : graph.nodes()) {
            if (!isConstant(node)) {
                nodes.add(node);
            }
        }
    }

    /**
     * Reads a network.
     *
     * @param name the model's, for messages
     * @throws UnsupportedModelException if it is of another structure
     */
    static ConvolutionChain read(String name, OnnxGraph graph) {
        return new ChainReader(name, graph).chain();
    }

    private ConvolutionChain chain() {
        int edge = edge();
        boolean valid = edge > 0;
        while (peekIs("Conv")) {
            convolution(valid);
        }
        int scale;
        boolean addsInput = false;
        if (peekIs("ConvTranspose")) {
            scale = 2;
            transposed(valid);
        } else {
            scale = depthToSpace();
            addsInput = addedInput(scale);
        }
        if (next < nodes.size() || !current.equals(output)) {
            throw unsupported(peek());
        }
        if (valid && convolutions.size() != edge) {
            throw unsupported("it pads %d pixels for %d convolutions".formatted(edge, convolutions.size()));
        }
        check(scale);
        return new ConvolutionChain(List.copyOf(convolutions), edge, scale, addsInput);
    }

    private void check(int scale) {
        int channels = 3;
        for (Convolution convolution : convolutions) {
            if (convolution.inputs() != channels) {
                throw unsupported(
                        "a convolution takes %d channels and gets %d".formatted(convolution.inputs(), channels));
            }
            channels = convolution.outputs();
        }
        if (scale < 1 || scale > MAX_SCALE || channels != 3 * scale * scale || convolutions.size() > MAX_CONVOLUTIONS) {
            throw unsupported(
                    "%d convolutions lead to %d channels for scale %d".formatted(convolutions.size(), channels, scale));
        }
    }

    /** {@code Pad} of the input by repeating its edge; 0 if there is none. */
    private int edge() {
        if (!peekIs("Pad")) {
            return 0;
        }
        OnnxNode pad = take();
        OnnxConstant pads = constant(pad, 1);
        int edge = pads.values().length == 8 ? (int) pads.values()[2] : 0;
        float[] wanted = {0, 0, edge, edge, 0, 0, edge, edge};
        if (edge < 1
                || edge > MAX_CONVOLUTIONS
                || !Arrays.equals(wanted, pads.values())
                || !pad.text("mode", "").equals("edge")) {
            throw unsupported(pad);
        }
        return edge;
    }

    private void convolution(boolean valid) {
        OnnxNode node = take();
        OnnxConstant weights = constant(node, 1);
        long[] shape = weights.shape();
        boolean square = shape.length == 4 && shape[2] == 3 && shape[3] == 3;
        if (!square
                || shape[0] < 1
                || shape[0] > MAX_CHANNELS
                || shape[1] < 1
                || shape[1] > MAX_CHANNELS
                || node.integer("group", 1) != 1
                || !node.all("strides", 1, 1)
                || !node.all("dilations", 1, 1)
                || !node.all("pads", valid ? 0 : 1, 0)
                || !node.text("auto_pad", "NOTSET").equals("NOTSET")) {
            throw unsupported(node);
        }
        int outputs = (int) shape[0];
        float[] bias = node.input(2).isEmpty() ? new float[outputs] : values(node, 2, outputs);
        Activation activation = activation(outputs);
        convolutions.add(new Convolution(
                (int) shape[1], outputs, weights.values(), bias, activation.slope(), activation.rectified()));
    }

    /** {@code slope * x + rectified * max(x, 0)}. */
    private record Activation(float[] slope, float[] rectified) {

        static Activation leaky(float[] slope) {
            float[] rectified = new float[slope.length];
            for (int i = 0; i < slope.length; i++) {
                rectified[i] = 1 - slope[i];
            }
            return new Activation(slope, rectified);
        }
    }

    private Activation activation(int channels) {
        float[] slope = new float[channels];
        if (peekIs("LeakyRelu")) {
            Arrays.fill(slope, take().number("alpha", 0.01f));
            return Activation.leaky(slope);
        }
        if (peekIs("PRelu")) {
            return Activation.leaky(values(take(), 1, channels));
        }
        if (peekIs("Relu")) {
            String before = current;
            take();
            return isTwoTerms(before) ? twoTerms(before, channels) : Activation.leaky(slope);
        }
        Arrays.fill(slope, 1);
        return Activation.leaky(slope);
    }

    private boolean isTwoTerms(String before) {
        return peekIs("Conv") && peek().input(0).equals(before);
    }

    /** PReLU as two convolutions of each channel for itself, of x and of max(x, 0), whose results are added. */
    private Activation twoTerms(String before, int channels) {
        String rectified = current;
        OnnxNode first = nodes.get(next++);
        float[] slope = depthwise(first, channels);
        if (next + 1 >= nodes.size() || !peek().input(0).equals(rectified)) {
            throw unsupported(peek());
        }
        OnnxNode second = nodes.get(next++);
        float[] more = depthwise(second, channels);
        OnnxNode add = nodes.get(next++);
        if (!add.is("Add") || !isSum(add, first.output(), second.output())) {
            throw unsupported(add);
        }
        current = add.output();
        return new Activation(slope, more);
    }

    private float[] depthwise(OnnxNode node, int channels) {
        if (!node.is("Conv")
                || node.integer("group", 1) != channels
                || !node.input(2).isEmpty()
                || !Arrays.equals(constant(node, 1).shape(), new long[] {channels, 1, 1, 1})
                || !node.all("strides", 1, 1)
                || !node.all("pads", 0, 0)) {
            throw unsupported(node);
        }
        return values(node, 1, channels);
    }

    /** Makes the last convolution's outputs channel by channel. */
    private int depthToSpace() {
        OnnxNode node = take();
        if (!node.is("DepthToSpace") || convolutions.isEmpty()) {
            throw unsupported(node);
        }
        long scale = node.integer("blocksize", 0);
        Convolution last = convolutions.get(convolutions.size() - 1);
        if (scale < 1 || scale > MAX_SCALE || last.outputs() != 3 * scale * scale) {
            throw unsupported(node);
        }
        if (node.text("mode", "DCR").equals("DCR")) {
            int[] order = new int[last.outputs()];
            int block = order.length / 3;
            for (int i = 0; i < order.length; i++) {
                order[i] = i % block * 3 + i / block;
            }
            convolutions.set(convolutions.size() - 1, last.reordered(order));
        }
        return (int) scale;
    }

    /** {@code Add} of the input after {@code Resize}, which may come in either order. */
    private boolean addedInput(int scale) {
        if (next >= nodes.size()) {
            return false;
        }
        String shuffled = current;
        current = input;
        OnnxNode resize = take();
        if (!isRepeating(resize, scale)) {
            throw unsupported(resize);
        }
        OnnxNode add = peek();
        if (add == null || !add.is("Add") || !isSum(add, shuffled, resize.output())) {
            throw unsupported(add);
        }
        next++;
        current = add.output();
        return true;
    }

    private boolean isRepeating(OnnxNode resize, int scale) {
        if (!resize.is("Resize") && !resize.is("Upsample")) {
            return false;
        }
        float[] scales = constant(resize, resize.inputs().size() - 1).values();
        boolean floor = resize.is("Upsample")
                || resize.text("coordinate_transformation_mode", "half_pixel").equals("asymmetric")
                        && resize.text("nearest_mode", "round_prefer_floor").equals("floor");
        return floor
                && resize.text("mode", "nearest").equals("nearest")
                && resize.inputs().size() <= 3
                && Arrays.equals(scales, new float[] {1, 1, scale, scale});
    }

    private void transposed(boolean valid) {
        OnnxNode node = take();
        OnnxConstant weights = constant(node, 1);
        long inputs = weights.shape().length == 4 ? weights.shape()[0] : 0;
        if (!Arrays.equals(weights.shape(), new long[] {inputs, 3, 4, 4})
                || inputs > MAX_CHANNELS
                || node.integer("group", 1) != 1
                || !node.all("strides", 2, 1)
                || !node.all("dilations", 1, 1)
                || !node.all("pads", valid ? 3 : 1, 0)
                || !node.all("output_padding", 0, 0)
                || node.attributes().containsKey("output_shape")
                || !node.text("auto_pad", "NOTSET").equals("NOTSET")) {
            throw unsupported(node);
        }
        float[] bias = node.input(2).isEmpty() ? new float[3] : values(node, 2, 3);
        convolutions.add(TransposedConvolution.asConvolution((int) inputs, weights.values(), bias));
    }

    private @Nullable OnnxNode peek() {
        return next < nodes.size() ? nodes.get(next) : null;
    }

    private boolean peekIs(String operator) {
        OnnxNode node = peek();
        return node != null && node.is(operator);
    }

    /** The next node, which must go on from the current tensor. */
    private OnnxNode take() {
        OnnxNode node = peek();
        if (node == null || !node.input(0).equals(current)) {
            throw unsupported(node);
        }
        next++;
        current = node.output();
        return node;
    }

    private static boolean isSum(OnnxNode add, String a, String b) {
        return add.inputs().equals(List.of(a, b)) || add.inputs().equals(List.of(b, a));
    }

    private OnnxConstant constant(OnnxNode node, int index) {
        OnnxConstant constant = constants.get(node.input(index));
        if (constant == null) {
            throw unsupported(node);
        }
        return constant;
    }

    /** As many values as there are channels; one is meant for all. */
    private float[] values(OnnxNode node, int index, int channels) {
        float[] values = constant(node, index).values();
        if (values.length == channels) {
            return values;
        }
        if (values.length != 1) {
            throw unsupported(node);
        }
        float[] all = new float[channels];
        Arrays.fill(all, values[0]);
        return all;
    }

    /** Notes the value of nodes that only bring constants into shape. */
    private boolean isConstant(OnnxNode node) {
        OnnxConstant value = null;
        if (node.is("Constant") && node.attributes().containsKey("value")) {
            value = node.attributes().get("value").tensor();
        } else if (node.is("Cast") || node.is("Identity")) {
            value = constants.get(node.input(0));
        }
        if (value == null) {
            return false;
        }
        constants.put(node.output(), value);
        return true;
    }

    private UnsupportedModelException unsupported(@Nullable OnnxNode node) {
        return unsupported(
                node == null ? "it ends early" : "of operator %s at '%s'".formatted(node.operator(), node.output()));
    }

    private UnsupportedModelException unsupported(String reason) {
        return new UnsupportedModelException("model '%s' cannot run on the JVM alone: %s".formatted(name, reason));
    }
}
