package io.camelupscale.localupscale.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.camelupscale.localupscale.engine.Network;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The one input and the one output of a super-resolution network: float, {@code [batch, 3, height, width]}.
 *
 * @param fixedInput the size of the input if the model fixes it
 */
record OnnxSignature(String inputName, String outputName, Optional<Network.TileSize> fixedInput) {

    private static final int RANK = 4;
    private static final int CHANNELS = 3;

    /** @throws IllegalArgumentException saying what is wrong with the model's inputs and outputs */
    static OnnxSignature of(OrtSession session) throws OrtException {
        NodeInfo input = only("input", session.getInputInfo());
        NodeInfo output = only("output", session.getOutputInfo());
        long[] shape = shape("input", input);
        shape("output", output);
        return new OnnxSignature(input.getName(), output.getName(), fixed(shape[2], shape[3]));
    }

    private static NodeInfo only(String what, Map<String, NodeInfo> nodes) {
        if (nodes.size() != 1) {
            throw new IllegalArgumentException(
                    "it must have one %s, but has %d: %s".formatted(what, nodes.size(), nodes.keySet()));
        }
        return nodes.values().iterator().next();
    }

    private static long[] shape(String what, NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            throw new IllegalArgumentException("%s '%s' must be a 32-bit float tensor".formatted(what, node.getName()));
        }
        long[] shape = tensor.getShape();
        boolean unknown = shape.length == 0 && what.equals("output");
        if (!unknown && (shape.length != RANK || !isOr(shape[1], CHANNELS) || !isOr(shape[0], 1))) {
            throw new IllegalArgumentException("%s '%s' must be [1, 3, height, width], but is %s"
                    .formatted(what, node.getName(), Arrays.toString(shape)));
        }
        return shape;
    }

    /** Whether a dimension has the size or is free, which ONNX Runtime tells as -1. */
    private static boolean isOr(long dimension, int size) {
        return dimension == size || dimension < 0;
    }

    private static Optional<Network.TileSize> fixed(long height, long width) {
        if (height < 0 && width < 0) {
            return Optional.empty();
        }
        if (height < 0 || width < 0) {
            throw new IllegalArgumentException("its input must be of any size or of one size, not half fixed");
        }
        return Optional.of(new Network.TileSize(Math.toIntExact(width), Math.toIntExact(height)));
    }
}
