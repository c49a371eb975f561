package io.camelupscale.localupscale.engine.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network made ready for kernels: channels padded, all weights in one array in the order in which they are read. Of
 * each 3 x 3 there are 64 points, except where the last layer is made of terms.
 *
 * @param terms     of the last layer, if it is made so: its outputs are their products
 * @param edge      pixels of the repeated edge around the picture
 * @param addsInput whether the input, each pixel repeated, is added to the result
 */
record Plan(List<Layer> layers, Optional<Terms> terms, float[] weights, int edge, int scale, boolean addsInput) {

    /** Outputs that are made at a time: what there is of them must stay in the cache. */
    private static final int BLOCK = 64;

    /**
     * One convolution.
     *
     * @param inputs  channels, padded; of the first layer the values around a pixel
     * @param outputs channels, padded
     * @param at      where its weights begin: one matrix for each point, in panels; of the first layer one in all
     * @param after   bias, slope, rectified, each for all outputs; none where the outputs are products of terms
     */
    record Layer(int inputs, int outputs, int at, float[] after) {

        /** Outputs that are made at a time. */
        int block() {
            return Math.min(outputs, BLOCK);
        }

        /** Where the weights of a point begin, for outputs from {@code channel} on. */
        int weights(int point, int channel) {
            return at + (point * outputs + channel) * inputs;
        }
    }

    static Plan of(ConvolutionChain chain, Kernels kernels) {
        List<Convolution> convolutions = chain.convolutions();
        int last = convolutions.size() - 1;
        Optional<Terms> terms = last == 0 ? Optional.empty() : Terms.of(convolutions.get(last));
        int size = Kernels.ALIGNED;
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            Convolution convolution = convolutions.get(i);
            boolean ofTerms = i == last && terms.isPresent();
            int inputs = padded(i == 0 ? convolution.inputs() * Convolution.TAPS : convolution.inputs());
            int outputs = padded(ofTerms ? terms.get().products().size() : convolution.outputs());
            layers.add(new Layer(inputs, outputs, size, ofTerms ? new float[0] : after(convolution, outputs)));
            size = Math.addExact(size, Math.multiplyExact(inputs * outputs, i == 0 || ofTerms ? 1 : Winograd.POINTS));
        }
        float[] weights = new float[size];
        putMatrix(convolutions.get(0), layers.get(0), weights, kernels);
        for (int i = 1; i <= last; i++) {
            if (i == last && terms.isPresent()) {
                putProducts(convolutions.get(i), terms.get(), layers.get(i), weights, kernels);
            } else {
                putPoints(convolutions.get(i), layers.get(i), weights, kernels);
            }
        }
        return new Plan(List.copyOf(layers), terms, weights, chain.edge(), chain.scale(), chain.addsInput());
    }

    /** Whether a layer's outputs are products of terms. */
    boolean isOfTerms(int layer) {
        return terms.isPresent() && layer == layers.size() - 1;
    }

    private static float[] after(Convolution convolution, int outputs) {
        float[] after = new float[3 * outputs];
        System.arraycopy(convolution.bias(), 0, after, 0, convolution.outputs());
        System.arraycopy(convolution.slope(), 0, after, outputs, convolution.outputs());
        System.arraycopy(convolution.rectified(), 0, after, 2 * outputs, convolution.outputs());
        return after;
    }

    /** From the 27 values around a pixel. */
    private static void putMatrix(Convolution convolution, Layer layer, float[] weights, Kernels kernels) {
        int given = convolution.inputs() * Convolution.TAPS;
        for (int output = 0; output < convolution.outputs(); output++) {
            for (int row = 0; row < given; row++) {
                weights[layer.at() + inPanels(kernels, layer, output, row)] =
                        convolution.weights()[output * given + row];
            }
        }
    }

    private static void putPoints(Convolution convolution, Layer layer, float[] weights, Kernels kernels) {
        for (int output = 0; output < convolution.outputs(); output++) {
            for (int input = 0; input < convolution.inputs(); input++) {
                int at = inPanels(kernels, layer, output, input);
                float[] points = Winograd.points(
                        convolution.weights(), (output * convolution.inputs() + input) * Convolution.TAPS);
                for (int point = 0; point < Winograd.POINTS; point++) {
                    weights[layer.weights(point, 0) + at] = points[point];
                }
            }
        }
    }

    private static void putProducts(
            Convolution convolution, Terms terms, Layer layer, float[] weights, Kernels kernels) {
        for (int i = 0; i < terms.products().size(); i++) {
            Terms.Product product = terms.products().get(i);
            for (int input = 0; input < convolution.inputs(); input++) {
                weights[layer.at() + inPanels(kernels, layer, i, input)] =
                        convolution.weight(product.output(), input, product.tap());
            }
        }
    }

    /** Where a matrix's element comes to lie: see {@link Kernels#panel}. */
    private static int inPanels(Kernels kernels, Layer layer, int output, int row) {
        int channel = 0;
        int panel = kernels.panel(layer.outputs());
        while (output >= channel + panel) {
            channel += panel;
            panel = kernels.panel(layer.outputs() - channel);
        }
        return channel * layer.inputs() + row * panel + output - channel;
    }

    private static int padded(int channels) {
        return (channels + Kernels.CHANNELS - 1) / Kernels.CHANNELS * Kernels.CHANNELS;
    }
}
