package io.camelupscale.localupscale.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Which engines are tried, and in which order: when the first is started, and for a model that one of them cannot run.
 *
 * @param advice what would run a model that none of them can run; empty if nothing would
 */
record EngineChoice(List<Step> steps, String advice) {

    private static final String ARTIFACT = "com.microsoft.onnxruntime:onnxruntime";

    enum Runner {
        /** ONNX Runtime on a GPU. */
        CUDA,
        /** Java with the Vector API. */
        VECTOR,
        /** ONNX Runtime on the CPU. */
        ONNX,
        /** Java without the Vector API. */
        SCALAR
    }

    /** @param reason why this one is tried before those after it, for the log */
    record Step(Runner runner, String reason) {}

    /** @throws EngineUnavailableException if there is no engine for these options */
    static EngineChoice of(Engine engine, Device device, EnginesAtHand atHand) {
        return switch (engine) {
            case AUTO -> device == Device.CUDA ? cudaOnly(device, atHand) : automatic(device, atHand);
            case JAVA -> javaOnly(device, atHand);
            case ONNX -> device == Device.CUDA ? cudaOnly(device, atHand) : onnxOnly(device, atHand);
        };
    }

    private static EngineChoice automatic(Device device, EnginesAtHand atHand) {
        List<Step> steps = new ArrayList<>();
        if (device == Device.AUTO && atHand.cuda()) {
            steps.add(new Step(Runner.CUDA, "there is a GPU"));
        }
        if (atHand.hasVectors()) {
            steps.add(new Step(Runner.VECTOR, "the JVM has the module jdk.incubator.vector"));
        }
        if (atHand.onnxRuntime()) {
            steps.add(new Step(
                    Runner.ONNX,
                    "the Java engine would be faster with the Vector API: "
                            + atHand.vectorApi().remedy()));
        }
        if (!atHand.hasVectors()) {
            steps.add(slowly(atHand));
        }
        return new EngineChoice(steps, atHand.onnxRuntime() ? "" : ARTIFACT + " on the class path may run it");
    }

    private static EngineChoice javaOnly(Device device, EnginesAtHand atHand) {
        if (device == Device.CUDA) {
            throw new EngineUnavailableException("engine=java runs on the CPU and not with device=cuda");
        }
        Step step = atHand.hasVectors() ? new Step(Runner.VECTOR, "engine=java") : slowly(atHand);
        return new EngineChoice(List.of(step), "engine=auto may run it, with " + ARTIFACT + " on the class path");
    }

    private static EngineChoice onnxOnly(Device device, EnginesAtHand atHand) {
        if (!atHand.onnxRuntime()) {
            throw new EngineUnavailableException("engine=onnx needs " + ARTIFACT + " on the class path");
        }
        List<Step> steps = new ArrayList<>();
        if (device == Device.AUTO && atHand.cuda()) {
            steps.add(new Step(Runner.CUDA, "there is a GPU"));
        }
        steps.add(new Step(Runner.ONNX, "engine=onnx"));
        return new EngineChoice(steps, "");
    }

    private static EngineChoice cudaOnly(Device device, EnginesAtHand atHand) {
        if (!atHand.cuda()) {
            throw new EngineUnavailableException("device=cuda needs %s_gpu on the class path%s"
                    .formatted(ARTIFACT, atHand.onnxRuntime() ? ", and not the plain one" : ""));
        }
        return new EngineChoice(List.of(new Step(Runner.CUDA, "device=cuda")), "");
    }

    private static Step slowly(EnginesAtHand atHand) {
        return new Step(
                Runner.SCALAR,
                "slow without the Vector API: " + atHand.vectorApi().remedy());
    }
}
