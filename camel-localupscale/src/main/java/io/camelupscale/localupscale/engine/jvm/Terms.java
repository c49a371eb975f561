package io.camelupscale.localupscale.engine.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A convolution most of whose taps are unused, as those of a transposed one are. Each pixel of its input is multiplied by
 * the weights of the used ones; an output is the sum of some products of the pixels around it. That needs no transform.
 *
 * @param products for each a tap of an output
 * @param bias     of each output
 */
record Terms(List<Product> products, float[] bias) {

    /** For each output so many products take less time than Winograd's way with its transforms. */
    private static final int MOST = 4;

    record Product(int output, int tap) {}

    /** Empty if it uses too many taps, or its outputs are bent. */
    static Optional<Terms> of(Convolution convolution) {
        List<Product> products = new ArrayList<>();
        for (int output = 0; output < convolution.outputs(); output++) {
            if (convolution.slope()[output] != 1 || convolution.rectified()[output] != 0) {
                return Optional.empty();
            }
            for (int tap = 0; tap < Convolution.TAPS; tap++) {
                if (isUsed(convolution, output, tap)) {
                    products.add(new Product(output, tap));
                }
            }
        }
        return products.size() > MOST * convolution.outputs()
                ? Optional.empty()
                : Optional.of(new Terms(List.copyOf(products), convolution.bias()));
    }

    private static boolean isUsed(Convolution convolution, int output, int tap) {
        return IntStream.range(0, convolution.inputs()).anyMatch(input -> convolution.weight(output, input, tap) != 0);
    }
}
