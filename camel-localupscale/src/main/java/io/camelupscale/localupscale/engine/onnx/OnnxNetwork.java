package io.camelupscale.localupscale.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.camelupscale.localupscale.engine.Cancellation;
import io.camelupscale.localupscale.engine.EngineException;
import io.camelupscale.localupscale.engine.ModelException;
import io.camelupscale.localupscale.engine.Network;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/** A network in one ONNX Runtime session, which all threads share. */
final class OnnxNetwork implements Network {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final OnnxSignature signature;
    private final int scale;

    private OnnxNetwork(OrtEnvironment environment, OrtSession session, OnnxSignature signature, int scale) {
        this.environment = environment;
        this.session = session;
        this.signature = signature;
        this.scale = scale;
    }

    /**
     * Loads and checks a model.
     *
     * @throws ModelException if the bytes are no ONNX file or the layout is not planar RGB in and out
     */
    static OnnxNetwork load(OnnxRuntime runtime, String name, byte[] model) {
        OrtSession session;
        try {
            session = runtime.session(model);
        } catch (OrtException e) {
            throw new ModelException("model '%s' cannot be loaded: %s".formatted(name, e.getMessage()), e);
        }
        try {
            OnnxSignature signature = OnnxSignature.of(session);
            int scale = ScaleProbe.measure(runtime.ortEnvironment(), session, signature);
            return new OnnxNetwork(runtime.ortEnvironment(), session, signature, scale);
        } catch (OrtException | IllegalArgumentException e) {
            closeQuietly(session);
            throw new ModelException("model '%s' cannot be used: %s".formatted(name, e.getMessage()), e);
        }
    }

    @Override
    public int scale() {
        return scale;
    }

    @Override
    public Optional<TileSize> fixedInput() {
        return signature.fixedInput();
    }

    @Override
    @SuppressWarnings("try") // most resources are only closed
    public void run(
            FloatBuffer input, int width, int height, Margins margins, FloatBuffer output, Cancellation cancellation) {
        long[] inputShape = {1, 3, height, width};
        long[] outputShape = {1, 3, (long) height * scale, (long) width * scale};
        int values = 3 * width * height;
        try (OnnxTensor in = OnnxTensor.createTensor(environment, input.slice(0, values), inputShape);
                OnnxTensor out =
                        OnnxTensor.createTensor(environment, output.slice(0, values * scale * scale), outputShape);
                OrtSession.RunOptions options = new OrtSession.RunOptions();
                Cancellation.Registration terminate = cancellation.onCancel(() -> terminate(options));
                // a pinned output is written straight into our buffer and stays ours
                OrtSession.Result result = session.run(
                        Map.of(signature.inputName(), in), Set.of(), Map.of(signature.outputName(), out), options)) {
            cancellation.throwIfCancelled();
        } catch (OrtException e) {
            throw failure(e, cancellation);
        }
    }

    @Override
    public void close() {
        closeQuietly(session);
    }

    private static void terminate(OrtSession.RunOptions options) {
        try {
            options.setTerminate(true);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException failure(OrtException e, Cancellation cancellation) {
        if (cancellation.isCancelled()) {
            CancellationException cancelled = new CancellationException("upscaling was cancelled");
            cancelled.initCause(e);
            return cancelled;
        }
        if (isOutOfMemory(e)) {
            OutOfMemoryError error = new OutOfMemoryError(e.getMessage());
            error.initCause(e);
            throw error;
        }
        return new EngineException("the network failed: " + e.getMessage(), e);
    }

    /** The runtime has no code for it: the texts of its CPU arena, of CUDA and of cuDNN. */
    private static boolean isOutOfMemory(OrtException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return Stream.of("bad_alloc", "bad alloc", "failed to allocate", "out of memory", "alloc_failed", "bfcarena")
                .anyMatch(text::contains);
    }

    private static void closeQuietly(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("cannot close a network", e);
        }
    }
}
