package io.camelupscale.localupscale.engine.jvm;

import java.util.ArrayList;
import java.util.List;

/**
 * A network made ready for kernels: all weights in one array, which the collector leaves where it is, in the order in
 * which they are read.
 *
 * @param edge      pixels of the repeated edge around the picture
 * @param addsInput whether the input, each pixel repeated, is added to the result
 */
record Plan(List<Layer> layers, float[] weights, int edge, int scale, boolean addsInput) {

    /**
     * Channels that are made at a time: the points of many tiles, of so many channels, stay in the second cache.
     */
    static final int BLOCK = 64;

    /**
     * One convolution.
     *
     * @param inputs  channels, padded but for the first layer
     * @param outputs channels, padded
     * @param at      where its weights begin
     * @param after   bias, slope, rectified, each for all outputs
     */
    record Layer(int inputs, int outputs, int at, float[] after) {}

    static Plan of(ConvolutionChain chain, Kernels kernels) {
        int size = 0;
        List<Layer> layers = new ArrayList<>();
        for (Convolution convolution : chain.convolutions()) {
            boolean first = layers.isEmpty();
            int inputs = first ? convolution.inputs() : padded(convolution.inputs());
            int outputs = padded(convolution.outputs());
            layers.add(new Layer(inputs, outputs, size, after(convolution, outputs)));
            size = Math.addExact(
                    size, Math.multiplyExact(inputs * outputs, first ? Convolution.TAPS : Winograd.POINTS));
        }
        float[] weights = new float[size];
        for (int i = 0; i < layers.size(); i++) {
            Convolution convolution = chain.convolutions().get(i);
            if (i == 0) {
                putTaps(convolution, layers.get(i), weights, kernels);
            } else {
                putPoints(convolution, layers.get(i), weights, kernels);
            }
        }
        return new Plan(List.copyOf(layers), weights, chain.edge(), chain.scale(), chain.addsInput());
    }

    private static float[] after(Convolution convolution, int outputs) {
        float[] after = new float[3 * outputs];
        System.arraycopy(convolution.bias(), 0, after, 0, convolution.outputs());
        System.arraycopy(convolution.slope(), 0, after, outputs, convolution.outputs());
        System.arraycopy(convolution.rectified(), 0, after, 2 * outputs, convolution.outputs());
        return after;
    }

    /** The first layer as a matrix from the 27 values around a pixel. */
    private static void putTaps(Convolution convolution, Layer layer, float[] weights, Kernels kernels) {
        int rows = convolution.inputs() * Convolution.TAPS;
        for (int output = 0; output < convolution.outputs(); output++) {
            for (int row = 0; row < rows; row++) {
                weights[layer.at() + inPanels(kernels, layer.outputs(), rows, output, row)] =
                        convolution.weights()[output * rows + row];
            }
        }
    }

    /** For each block of outputs the 36 matrices of its points. */
    private static void putPoints(Convolution convolution, Layer layer, float[] weights, Kernels kernels) {
        int inputs = layer.inputs();
        for (int output = 0; output < convolution.outputs(); output++) {
            int block = output / BLOCK * BLOCK;
            int width = Math.min(BLOCK, layer.outputs() - block);
            int blockAt = layer.at() + block * inputs * Winograd.POINTS;
            for (int input = 0; input < convolution.inputs(); input++) {
                float[] points = Winograd.points(convolution, output, input);
                int at = blockAt + inPanels(kernels, width, inputs, output - block, input);
                for (int point = 0; point < Winograd.POINTS; point++) {
                    weights[at + point * width * inputs] = points[point];
                }
            }
        }
    }

    /** Where a matrix's element comes to lie: see {@link Kernels#panel}. */
    private static int inPanels(Kernels kernels, int outputs, int inputs, int output, int input) {
        int channel = 0;
        int at = 0;
        int panel = kernels.panel(outputs);
        while (output >= channel + panel) {
            channel += panel;
            at += panel * inputs;
            panel = kernels.panel(outputs - channel);
        }
        return at + input * panel + output - channel;
    }

    private static int padded(int channels) {
        return (channels + Kernels.CHANNELS - 1) / Kernels.CHANNELS * Kernels.CHANNELS;
    }
}
