package io.camelupscale.benchmarks;

import io.camelupscale.localupscale.engine.Device;
import io.camelupscale.localupscale.engine.Engine;
import io.camelupscale.localupscale.engine.EngineOptions;
import io.camelupscale.localupscale.engine.ImageUpscaler;
import io.camelupscale.localupscale.engine.Model;
import io.camelupscale.localupscale.engine.UpscaleOptions;
import io.camelupscale.media.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The whole way of a photo (decode, tile, infer, stitch, encode) against the network alone, in turns. Both are given in
 * source pixels that went through the network each second, overlap included, so that the ratio is what everything around
 * the network costs.
 */
public final class Pipeline {

    private static final int ROUNDS = 3;
    private static final double RAW_SECONDS = 8;
    private static final int TILE = UpscaleOptions.DEFAULT_TILE_SIZE;
    private static final int COLUMNS = 6;
    private static final int ROWS = 4;

    private Pipeline() {}

    public static void main(String[] args) throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        Path folder = Files.createTempDirectory("pipeline");
        Path photo = Photos.write(folder.resolve("photo.jpg"), COLUMNS * TILE, ROWS * TILE);
        System.out.printf("%d threads, photo of %d x %d%n", threads, COLUMNS * TILE, ROWS * TILE);
        System.out.println(
                "model                      to    raw MPix/s  pipeline MPix/s  ratio (median of " + ROUNDS + ")");
        try (ImageUpscaler upscaler = new ImageUpscaler(new EngineOptions(Engine.ONNX, Device.CPU, threads))) {
            for (String name : new String[] {"realesr-general-x4v3", "realesr-animevideov3-x4", "waifu2x-upconv7-x2"}) {
                Model model = upscaler.model(name);
                try (RawNetwork raw = new RawNetwork(name, model.scale())) {
                    for (ImageFormat format : new ImageFormat[] {ImageFormat.PNG, ImageFormat.JPEG}) {
                        compare(upscaler, raw, model, format, threads, photo, folder);
                    }
                }
            }
        }
    }

    private static void compare(
            ImageUpscaler upscaler,
            RawNetwork raw,
            Model model,
            ImageFormat format,
            int threads,
            Path photo,
            Path folder)
            throws Exception {
        UpscaleOptions options = UpscaleOptions.of(model.scale(), format).withModel(model.name());
        int window = TILE + 2 * model.overlap();
        // tiles at the picture's edges have no overlap there
        double pixels = (COLUMNS * TILE + 2.0 * model.overlap() * (COLUMNS - 1))
                * (ROWS * TILE + 2.0 * model.overlap() * (ROWS - 1));
        double[] rawRates = new double[ROUNDS];
        double[] pipelineRates = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) { // one to warm up
            double rawRate = raw.pixelsPerSecond(threads, window, RAW_SECONDS);
            long start = System.nanoTime();
            upscaler.upscale(photo, folder.resolve("result"), options);
            double pipelineRate = pixels * 1e9 / (System.nanoTime() - start);
            if (round >= 0) {
                rawRates[round] = rawRate;
                pipelineRates[round] = pipelineRate;
                ratios[round] = pipelineRate / rawRate;
            }
        }
        System.out.printf(
                "%-26s %-5s %10.3f %16.3f  %.3f%n",
                model.name(), format, median(rawRates) / 1e6, median(pipelineRates) / 1e6, median(ratios));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
