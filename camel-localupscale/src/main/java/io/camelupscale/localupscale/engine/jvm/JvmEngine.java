package io.camelupscale.localupscale.engine.jvm;

import io.camelupscale.localupscale.engine.Network;
import io.camelupscale.localupscale.engine.NetworkEngine;
import java.util.Optional;

/** Networks in Java code, on the CPU. */
public final class JvmEngine implements NetworkEngine {

    private final Kernels kernels;
    private final boolean vector;

    private JvmEngine(Kernels kernels, boolean vector) {
        this.kernels = kernels;
        this.vector = vector;
    }

    /** With the Vector API; empty where the JVM was started without it. */
    public static Optional<JvmEngine> vector() {
        return Kernels.vector().map(kernels -> new JvmEngine(kernels, true));
    }

    /** Without it: the same pixels, many times slower. */
    public static JvmEngine scalar() {
        return new JvmEngine(Kernels.scalar(), false);
    }

    @Override
    public Network load(String name, byte[] model) {
        return JvmNetwork.load(name, model, kernels);
    }

    @Override
    public void warmUp() {
        if (!vector) {
            return; // slow as it is, it needs no more work
        }
        try {
            new WarmUp(kernels).run();
        } catch (OutOfMemoryError e) {
            // nothing is lost; whoever comes with a picture is told
        }
    }

    @Override
    public String description() {
        return "the Java engine (%s)".formatted(kernels.description());
    }
}
