package io.camelupscale.localupscale.engine.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One operator of a graph. An input that is left out has an empty name. */
record OnnxNode(String operator, List<String> inputs, List<String> outputs, Map<String, Attribute> attributes) {

    // numbers of fields in onnx.proto
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_OPERATOR = 4;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int ATTRIBUTE_NAME = 1;
    private static final int ATTRIBUTE_FLOAT = 2;
    private static final int ATTRIBUTE_INT = 3;
    private static final int ATTRIBUTE_STRING = 4;
    private static final int ATTRIBUTE_TENSOR = 5;
    private static final int ATTRIBUTE_INTS = 8;

    /** A setting; only the member of its type counts. */
    record Attribute(
            String name, float number, long integer, String text, long[] integers, @Nullable OnnxConstant tensor) {}

    static OnnxNode read(ProtobufReader in) {
        String operator = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, Attribute> attributes = new HashMap<>();
        while (in.next()) {
            switch (in.field()) {
                case NODE_INPUT -> inputs.add(in.text());
                case NODE_OUTPUT -> outputs.add(in.text());
                case NODE_OPERATOR -> operator = in.text();
                case NODE_ATTRIBUTE -> {
                    Attribute attribute = attribute(in.message());
                    attributes.put(attribute.name(), attribute);
                }
                default -> in.skip();
            }
        }
        return new OnnxNode(operator, inputs, outputs, attributes);
    }

    private static Attribute attribute(ProtobufReader in) {
        String name = "";
        float number = 0;
        long integer = 0;
        String text = "";
        List<Long> integers = new ArrayList<>();
        OnnxConstant tensor = null;
        while (in.next()) {
            switch (in.field()) {
                case ATTRIBUTE_NAME -> name = in.text();
                case ATTRIBUTE_FLOAT -> number = in.float32();
                case ATTRIBUTE_INT -> integer = in.varint();
                case ATTRIBUTE_STRING -> text = in.text();
                case ATTRIBUTE_TENSOR -> tensor = OnnxConstant.read(in.message());
                case ATTRIBUTE_INTS -> OnnxConstant.readIntegers(in, integers);
                default -> in.skip();
            }
        }
        long[] values = integers.stream().mapToLong(Long::longValue).toArray();
        return new Attribute(name, number, integer, text, values, tensor);
    }

    boolean is(String name) {
        return operator.equals(name);
    }

    /** The name of an input; empty if there is none. */
    String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    /** The name of the only output that counts. */
    String output() {
        return outputs.isEmpty() ? "" : outputs.get(0);
    }

    long integer(String name, long absent) {
        Attribute attribute = attributes.get(name);
        return attribute == null ? absent : attribute.integer();
    }

    float number(String name, float absent) {
        Attribute attribute = attributes.get(name);
        return attribute == null ? absent : attribute.number();
    }

    String text(String name, String absent) {
        Attribute attribute = attributes.get(name);
        return attribute == null ? absent : attribute.text();
    }

    /** Whether all of a list's elements have the value; a list that is left out has the operator's default. */
    boolean all(String name, long value, long absent) {
        Attribute attribute = attributes.get(name);
        return attribute == null
                ? value == absent
                : Arrays.stream(attribute.integers()).allMatch(element -> element == value);
    }
}
