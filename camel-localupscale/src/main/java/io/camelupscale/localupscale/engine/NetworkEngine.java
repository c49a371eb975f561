package io.camelupscale.localupscale.engine;

/** Loads networks, and runs them in its own way. Loads one at a time. */
public interface NetworkEngine {

    /**
     * Loads and checks a model.
     *
     * @param name  for messages
     * @param model the bytes of an ONNX file
     * @throws UnsupportedModelException if this engine cannot run it, but another might
     * @throws ModelException            if it cannot be used
     */
    Network load(String name, byte[] model);

    /** Makes the first tiles as fast as later ones; takes a second or so, and may be left out. */
    default void warmUp() {}

    /** What runs the networks, for people: "ONNX Runtime on the CPU". */
    String description();
}
