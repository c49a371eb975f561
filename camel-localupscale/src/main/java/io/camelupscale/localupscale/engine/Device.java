package io.camelupscale.localupscale.engine;

/** Where networks run. */
public enum Device {
    /** CUDA where its libraries and a GPU are there, else the CPU. */
    AUTO,
    CPU,
    /** A GPU through CUDA; {@link ImageUpscaler} refuses to start without one. */
    CUDA
}
