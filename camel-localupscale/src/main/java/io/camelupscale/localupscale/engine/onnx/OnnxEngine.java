package io.camelupscale.localupscale.engine.onnx;

import io.camelupscale.localupscale.engine.EngineUnavailableException;
import io.camelupscale.localupscale.engine.Network;
import io.camelupscale.localupscale.engine.NetworkEngine;

/** ONNX Runtime on the CPU or on a GPU. Loading it takes a second, and unpacks its native library into a temporary folder. */
public final class OnnxEngine implements NetworkEngine {

    private final OnnxRuntime runtime;

    private OnnxEngine(OnnxRuntime runtime) {
        this.runtime = runtime;
    }

    /** @throws EngineUnavailableException if the runtime does not exist for this platform */
    public static OnnxEngine onCpu() {
        return new OnnxEngine(OnnxRuntime.start(false));
    }

    /** @throws EngineUnavailableException if CUDA cannot be used, or the runtime does not exist for this platform */
    public static OnnxEngine onCuda() {
        return new OnnxEngine(OnnxRuntime.start(true));
    }

    @Override
    public Network load(String name, byte[] model) {
        return OnnxNetwork.load(runtime, name, model);
    }

    @Override
    public String description() {
        return runtime.description();
    }
}
