package io.camelupscale.localupscale.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.camelupscale.localupscale.engine.EngineUnavailableException;

/** The native runtime of this JVM, and the device that its sessions use. */
final class OnnxRuntime {

    private static final int FIRST_GPU = 0;

    private final OrtEnvironment environment;
    private final boolean cuda;

    private OnnxRuntime(OrtEnvironment environment, boolean cuda) {
        this.environment = environment;
        this.cuda = cuda;
    }

    /**
     * Loads the native library and looks for the device.
     *
     * @throws EngineUnavailableException if the device is not there, or the runtime does not exist for this platform
     */
    static OnnxRuntime start(boolean cuda) {
        OnnxRuntime runtime = new OnnxRuntime(environment(), cuda);
        try {
            runtime.sessionOptions().close();
            return runtime;
        } catch (OrtException e) {
            throw new EngineUnavailableException("CUDA cannot be used: " + e.getMessage(), e);
        }
    }

    String description() {
        return "ONNX Runtime %s on %s"
                .formatted(environment.getVersion(), cuda ? "CUDA device " + FIRST_GPU : "the CPU");
    }

    private static OrtEnvironment environment() {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            environment.setTelemetry(false);
            return environment;
        } catch (OrtException | LinkageError | RuntimeException e) {
            throw new EngineUnavailableException(
                    "ONNX Runtime does not start on %s %s: %s"
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), e.getMessage()),
                    e);
        }
    }

    OrtEnvironment ortEnvironment() {
        return environment;
    }

    OrtSession session(byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = sessionOptions()) {
            return environment.createSession(model, options);
        }
    }

    private OrtSession.SessionOptions sessionOptions() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        try {
            // parallel by tiles, not inside one: as fast, and pictures share the threads fairly
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // spinning threads steal a quarter of the CPU from whatever else runs on the machine
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            // a memory plan for each tile shape ever seen: no faster, and it adds up
            options.setMemoryPatternOptimization(false);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            if (cuda) {
                addCuda(options);
            }
            return options;
        } catch (OrtException | RuntimeException e) {
            options.close();
            throw e;
        }
    }

    private static void addCuda(OrtSession.SessionOptions options) throws OrtException {
        try (OrtCUDAProviderOptions gpu = new OrtCUDAProviderOptions(FIRST_GPU)) {
            // tiles at picture edges have other shapes, and an exhaustive search would be repeated for each
            gpu.add("cudnn_conv_algo_search", "HEURISTIC");
            options.addCUDA(gpu);
        }
    }
}
