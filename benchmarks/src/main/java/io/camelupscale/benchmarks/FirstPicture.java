package io.camelupscale.benchmarks;

import io.camelupscale.localupscale.engine.Device;
import io.camelupscale.localupscale.engine.Engine;
import io.camelupscale.localupscale.engine.EngineOptions;
import io.camelupscale.localupscale.engine.ImageUpscaler;
import io.camelupscale.localupscale.engine.UpscaleOptions;
import io.camelupscale.media.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long the first picture takes after the start of an engine, and how long later ones, each engine in JVMs of its own:
 * one where the picture is there at once, and one where it comes when the engine has had time to warm up.
 */
public final class FirstPicture {

    private static final int WIDTH = 384;
    private static final int HEIGHT = 256;
    private static final UpscaleOptions OPTIONS = UpscaleOptions.of(4, ImageFormat.PNG);
    private static final int LATER = 9;
    private static final List<Integer> PAUSES = List.of(0, 5);

    private FirstPicture() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 3) {
            measure(Engine.valueOf(args[0]), Integer.parseInt(args[1]), Path.of(args[2]));
            return;
        }
        Path photo = Photos.write(Files.createTempDirectory("first").resolve("photo.jpg"), WIDTH, HEIGHT);
        System.out.println("engine   comes after   first picture   median of " + LATER + " later ones");
        for (Engine engine : List.of(Engine.ONNX, Engine.JAVA)) {
            for (int pause : PAUSES) {
                ChildJvm.run(FirstPicture.class, List.of(), engine.name(), String.valueOf(pause), photo.toString());
            }
        }
    }

    private static void measure(Engine engine, int pause, Path photo) throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        try (ImageUpscaler upscaler = new ImageUpscaler(new EngineOptions(engine, Device.CPU, threads))) {
            upscaler.check(OPTIONS); // as a route does when it starts
            TimeUnit.SECONDS.sleep(pause);
            long first = milliseconds(upscaler, photo);
            long[] later = new long[LATER];
            for (int i = 0; i < LATER; i++) {
                later[i] = milliseconds(upscaler, photo);
            }
            Arrays.sort(later);
            System.out.printf("%-8s %9d s %12d ms %14d ms%n", engine, pause, first, later[LATER / 2]);
        }
    }

    private static long milliseconds(ImageUpscaler upscaler, Path photo) throws IOException {
        long start = System.nanoTime();
        upscaler.upscale(photo, photo.resolveSibling("result.png"), OPTIONS);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
