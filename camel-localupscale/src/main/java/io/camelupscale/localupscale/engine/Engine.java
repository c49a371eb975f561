package io.camelupscale.localupscale.engine;

/** What runs networks. */
public enum Engine {
    /** For each model the fastest that is at hand. */
    AUTO,
    /** Java code on the CPU, with the Vector API where the JVM was started with it. */
    JAVA,
    /** ONNX Runtime, on the CPU or on a GPU; {@link ImageUpscaler} refuses to start without its jar. */
    ONNX
}
