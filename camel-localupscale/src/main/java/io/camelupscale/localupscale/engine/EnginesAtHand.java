package io.camelupscale.localupscale.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What there is to choose engines from, without starting any: ONNX Runtime would unpack tens of megabytes.
 *
 * @param vectorApi   whether the Java engine can use the Vector API, and if not why
 * @param onnxRuntime the jar of ONNX Runtime is on the class path
 * @param cuda        and is the one for CUDA, which does not mean that there is a GPU
 */
record EnginesAtHand(VectorApi vectorApi, boolean onnxRuntime, boolean cuda) {

    private static final String NATIVE_FOLDER = "onnxruntime.native.path";

    static EnginesAtHand find() {
        boolean onnxRuntime = hasResource("ai/onnxruntime/OrtEnvironment.class");
        return new EnginesAtHand(VectorApi.find(), onnxRuntime, onnxRuntime && hasCuda());
    }

    boolean hasVectors() {
        return vectorApi == VectorApi.READY;
    }

    /** The library for CUDA where ONNX Runtime itself looks for it. */
    static Path cudaLibrary() {
        String os = lowerCase("os.name").contains("win") ? "win" : "linux";
        String processor = lowerCase("os.arch").equals("aarch64") ? "aarch64" : "x64";
        return Path.of(
                "ai/onnxruntime/native", os + "-" + processor, System.mapLibraryName("onnxruntime_providers_cuda"));
    }

    private static boolean hasCuda() {
        Path library = cudaLibrary();
        String folder = System.getProperty(NATIVE_FOLDER);
        return folder != null && Files.exists(Path.of(folder).resolve(library.getFileName()))
                || hasResource(library.toString().replace('\\', '/'));
    }

    private static String lowerCase(String property) {
        return System.getProperty(property).toLowerCase(Locale.ROOT);
    }

    private static boolean hasResource(String name) {
        return EnginesAtHand.class.getClassLoader().getResource(name) != null;
    }
}
