package io.camelupscale.localupscale.engine;

import io.camelupscale.media.ImageFormat;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine on the CPU: Java for the models in the jar, where this JVM was started with the Vector API, and ONNX Runtime
 * for a network that repeats pixels.
 */
abstract class EngineTest {

    @TempDir
    Path folder;

    ImageUpscaler upscaler;
    /** Name of a model that makes each pixel 2 x 2. */
    String nearest;

    @BeforeEach
    void start() throws IOException {
        upscaler = new ImageUpscaler(new EngineOptions(Engine.AUTO, Device.CPU, 2));
        nearest = TinyOnnx.file(folder, "nearest2.onnx", TinyOnnx.nearest(2));
    }

    @AfterEach
    void stop() {
        upscaler.close();
    }

    /** Doubled by repeating pixels, so that pixel (2x, 2y) of the result is pixel (x, y) of the source. */
    Raster doubled(Path source, ImageFormat format) throws IOException {
        return Pictures.read(upscaled(source, UpscaleOptions.of(2, format).withModel(nearest)));
    }

    Path upscaled(Path source, UpscaleOptions options) throws IOException {
        Path target = folder.resolve("result." + options.format().extension());
        upscaler.upscale(source, target, options);
        return target;
    }
}
