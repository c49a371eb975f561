package io.camelupscale.benchmarks;

import io.camelupscale.localupscale.engine.EngineOptions;
import io.camelupscale.localupscale.engine.ImageUpscaler;
import io.camelupscale.localupscale.engine.UpscaleOptions;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A 12-megapixel photo at scale 4 in a JVM with {@code -Xmx512m}: how long, and how much memory at most. Arguments: the
 * formats of the result and, after a colon, the model.
 */
public final class LargePhoto {

    private static final int WIDTH = 4000;
    private static final int HEIGHT = 3000;
    private static final int SCALE = 4;

    private LargePhoto() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 3 && args[0].equals("child")) {
            upscale(Path.of(args[1]), args[2]);
            return;
        }
        Path photo = Photos.write(Files.createTempDirectory("large").resolve("photo.jpg"), WIDTH, HEIGHT);
        for (String kind : args.length == 0 ? new String[] {"png:realesr-general-x4v3"} : args) {
            ChildJvm.run(LargePhoto.class, List.of("-Xmx512m"), "child", photo.toString(), kind);
        }
    }

    private static void upscale(Path photo, String kind) throws IOException {
        String[] formatAndModel = kind.split(":", 2);
        UpscaleOptions options = UpscaleOptions.of(
                        SCALE, ImageFormat.byName(formatAndModel[0]).orElseThrow())
                .withModel(formatAndModel[1]);
        Path result = photo.resolveSibling("result." + formatAndModel[0]);
        long start = System.nanoTime();
        try (ImageUpscaler upscaler = new ImageUpscaler(EngineOptions.defaults())) {
            upscaler.upscale(photo, result, options);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        ImageInfo info = ImageInfo.read(result);
        System.out.printf(
                "%-32s %d x %d in %.0f s = %.2f output MPix/s, %d MB file, peak RSS %s, -Xmx512m%n",
                kind,
                info.width(),
                info.height(),
                seconds,
                info.pixels() / seconds / 1e6,
                Files.size(result) >> 20,
                peakMemory());
    }

    /** As the Linux kernel counts it. */
    private static String peakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("\\D", ""))
                .map(kilobytes -> Long.parseLong(kilobytes) / 1024 + " MB")
                .findFirst()
                .orElse("unknown");
    }
}
