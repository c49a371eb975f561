package io.camelupscale.localupscale.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.camelupscale.localupscale.engine.Network;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** Runs a network once on a small grey tile: the size of what comes out tells its scale, whatever the file claims. */
final class ScaleProbe {

    private static final Network.TileSize SMALL = new Network.TileSize(32, 32);
    private static final int MAX_SCALE = 8;

    private ScaleProbe() {}

    /** @throws IllegalArgumentException if the output is no whole multiple of the input */
    static int measure(OrtEnvironment environment, OrtSession session, OnnxSignature signature) throws OrtException {
        Network.TileSize size = signature.fixedInput().orElse(SMALL);
        float[] grey = new float[3 * size.width() * size.height()];
        Arrays.fill(grey, 0.5f);
        long[] shape = {1, 3, size.height(), size.width()};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(grey), shape);
                OrtSession.Result result = session.run(Map.of(signature.inputName(), input))) {
            return scale(size, ((TensorInfo) result.get(0).getInfo()).getShape());
        }
    }

    private static int scale(Network.TileSize size, long[] shape) {
        if (shape.length == 4 && shape[0] == 1 && shape[1] == 3) {
            long scale = shape[2] / size.height();
            if (scale >= 1
                    && scale <= MAX_SCALE
                    && shape[2] == scale * size.height()
                    && shape[3] == scale * size.width()) {
                return (int) scale;
            }
        }
        throw new IllegalArgumentException("%d x %d pixels became %s, not [1, 3, n * %d, n * %d] with n of 1 to %d"
                .formatted(
                        size.width(), size.height(), Arrays.toString(shape), size.height(), size.width(), MAX_SCALE));
    }
}
