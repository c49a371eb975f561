package io.camelupscale.localupscale.engine.jvm;

import java.util.ArrayList;
import java.util.List;

/**
 * A network made ready for kernels: channels padded, all weights in one array in the order in which they are read.
 *
 * @param edge      pixels of the repeated edge around the picture
 * @param addsInput whether the input, each pixel repeated, is added to the result
 */
record Plan(List<Layer> layers, float[] weights, int edge, int scale, boolean addsInput) {

    /** Weights whose 36 matrices stay in the second cache, in 1152 KiB of it. */
    private static final int RESIDENT = 128 * 64;

    /**
     * One convolution.
     *
     * @param inputs  channels, padded; of the first layer the values around a pixel
     * @param outputs channels, padded
     * @param at      where its weights begin
     * @param after   bias, slope, rectified, each for all outputs
     */
    record Layer(int inputs, int outputs, int at, float[] after) {

        /** Outputs that are made at a time. */
        int block() {
            int wanted = RESIDENT / inputs / Kernels.CHANNELS * Kernels.CHANNELS;
            return Math.min(outputs, Math.max(Kernels.CHANNELS, Math.min(64, wanted)));
        }
    }

    static Plan of(ConvolutionChain chain, Kernels kernels) {
        int size = 0;
        List<Layer> layers = new ArrayList<>();
        for (Convolution convolution : chain.convolutions()) {
            boolean first = layers.isEmpty();
            int inputs = padded(first ? convolution.inputs() * Convolution.TAPS : convolution.inputs());
            int outputs = padded(convolution.outputs());
            layers.add(new Layer(inputs, outputs, size, after(convolution, outputs)));
            size = Math.addExact(size, inputs * outputs * (first ? 1 : Convolution.TAPS));
        }
        float[] weights = new float[size];
        for (int i = 0; i < layers.size(); i++) {
            put(chain.convolutions().get(i), layers.get(i), i == 0, weights, kernels);
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

    /** The first layer is one matrix from the 27 values around a pixel. */
    private static void put(Convolution convolution, Layer layer, boolean first, float[] weights, Kernels kernels) {
        int given = convolution.inputs() * Convolution.TAPS;
        for (int output = 0; output < convolution.outputs(); output++) {
            for (int row = 0; row < given; row++) {
                int at = first
                        ? inPanels(kernels, layer.outputs(), layer.inputs(), output, row)
                        : inSlices(layer.inputs() * Convolution.TAPS, output, row);
                weights[layer.at() + at] = convolution.weights()[output * given + row];
            }
        }
    }

    private static int inSlices(int rows, int output, int row) {
        int slice = output / Kernels.CHANNELS;
        return (slice * rows + row) * Kernels.CHANNELS + output % Kernels.CHANNELS;
    }

    /** Where a matrix's element comes to lie: see {@link Kernels#panel}. */
    private static int inPanels(Kernels kernels, int outputs, int rows, int output, int row) {
        int channel = 0;
        int panel = kernels.panel(outputs);
        while (output >= channel + panel) {
            channel += panel;
            panel = kernels.panel(outputs - channel);
        }
        return channel * rows + row * panel + output - channel;
    }

    private static int padded(int channels) {
        return (channels + Kernels.CHANNELS - 1) / Kernels.CHANNELS * Kernels.CHANNELS;
    }
}
