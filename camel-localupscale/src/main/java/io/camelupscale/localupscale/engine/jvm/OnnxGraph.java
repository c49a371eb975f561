package io.camelupscale.localupscale.engine.jvm;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * As much of an ONNX file as networks of convolutions hold: nodes in the order of the file, which is that of computation,
 * and constant tensors.
 *
 * @param inputs names of the graph's inputs that are no constants
 */
record OnnxGraph(List<OnnxNode> nodes, Map<String, OnnxConstant> constants, List<String> inputs, List<String> outputs) {

    // numbers of fields in onnx.proto
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    private static final int VALUE_NAME = 1;

    /** @throws IllegalArgumentException if the bytes are no sound ONNX file */
    static OnnxGraph read(byte[] file) {
        ProtobufReader model = new ProtobufReader(ByteBuffer.wrap(file));
        while (model.next()) {
            if (model.field() == MODEL_GRAPH) {
                return graph(model.message());
            }
            model.skip();
        }
        throw new IllegalArgumentException("the file holds no graph");
    }

    private static OnnxGraph graph(ProtobufReader in) {
        List<OnnxNode> nodes = new ArrayList<>();
        Map<String, OnnxConstant> constants = new HashMap<>();
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case GRAPH_NODE -> nodes.add(OnnxNode.read(in.message()));
                case GRAPH_INITIALIZER -> {
                    OnnxConstant constant = OnnxConstant.read(in.message());
                    constants.put(constant.name(), constant);
                }
                case GRAPH_INPUT -> inputs.add(valueName(in.message()));
                case GRAPH_OUTPUT -> outputs.add(valueName(in.message()));
                default -> in.skip();
            }
        }
        // older files list their constants among the inputs
        inputs.removeAll(constants.keySet());
        return new OnnxGraph(nodes, constants, inputs, outputs);
    }

    private static String valueName(ProtobufReader in) {
        String name = "";
        while (in.next()) {
            if (in.field() == VALUE_NAME) {
                name = in.text();
            } else {
                in.skip();
            }
        }
        return name;
    }
}
