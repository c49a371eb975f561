package io.camelupscale.benchmarks;

import io.camelupscale.localupscale.engine.Cancellation;
import io.camelupscale.localupscale.engine.Network;
import io.camelupscale.localupscale.engine.UpscaleOptions;
import io.camelupscale.localupscale.engine.jvm.JvmNetwork;
import io.camelupscale.localupscale.engine.jvm.Kernels;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/**
 * Networks in Java against ONNX Runtime: the tiles of a whole picture, as the product cuts it, without decoding and
 * encoding. Contestants take turns within each round; the best round counts.
 */
public final class Engines {

    private static final int WIDTH = 1536;
    private static final int HEIGHT = 1024;
    private static final int SQUARE = UpscaleOptions.DEFAULT_TILE_SIZE;

    private record Subject(String model, int scale, int overlap, int multiplications) {}

    /** Multiplications of the plain convolutions for one pixel of the input. */
    private static final List<Subject> SUBJECTS = List.of(
            new Subject("realesr-general-x4v3", 4, 24, 1_209_024),
            new Subject("realesr-animevideov3-x4", 4, 18, 619_200),
            new Subject("waifu2x-upconv7-x2", 2, 7, 551_856));

    private record Tile(FloatBuffer input, int width, int height, Network.Margins margins) {}

    /** Runs one tile on the calling thread. */
    private interface Runner {
        void run(Tile tile, FloatBuffer output) throws Exception;
    }

    private record Contestant(List<Tile> tiles, Runner runner) {}

    private Engines() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        Kernels kernels = Kernels.vector().orElseThrow();
        System.out.printf(
                "JDK %s, %s, %d x %d pixels, best of %d rounds%n",
                Runtime.version().feature(), kernels.description(), WIDTH, HEIGHT, rounds);
        System.out.println("model                     threads   ONNX Runtime           Java  MPix/s ratio"
                + "   of the FMA peak, ONNX  Java");
        BufferedImage photo = ImageIO.read(Photos.write(Files.createTempFile("engines", ".jpg"), WIDTH, HEIGHT)
                .toFile());
        for (Subject subject : SUBJECTS) {
            compare(subject, photo, kernels, rounds);
        }
    }

    private static void compare(Subject subject, BufferedImage photo, Kernels kernels, int rounds) throws Exception {
        byte[] model = model(subject.model());
        try (RawNetwork onnx = new RawNetwork(subject.model(), subject.scale());
                JvmNetwork java = JvmNetwork.load(subject.model(), model, kernels)) {
            List<Contestant> contestants = List.of(
                    new Contestant(
                            tiles(photo, subject.overlap(), SQUARE, SQUARE),
                            (tile, output) -> onnx.run(tile.input(), tile.width(), tile.height(), output)),
                    new Contestant(
                            tiles(
                                    photo,
                                    subject.overlap(),
                                    java.bestTile().width(),
                                    java.bestTile().height()),
                            (tile, output) -> java.run(
                                    tile.input(),
                                    tile.width(),
                                    tile.height(),
                                    tile.margins(),
                                    output,
                                    new Cancellation())));
            for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads *= 2) {
                double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
                double peak = 0;
                for (int round = 0; round < rounds; round++) {
                    for (int i = 0; i < best.length; i++) {
                        best[i] = Math.min(best[i], seconds(contestants.get(i), threads, subject.scale()));
                    }
                    peak = Math.max(peak, FmaPeak.measure());
                }
                report(subject, contestants, threads, best, peak * threads);
            }
        }
    }

    private static void report(
            Subject subject, List<Contestant> contestants, int threads, double[] seconds, double peak) {
        double megapixels = WIDTH * HEIGHT * subject.scale() * subject.scale() / 1e6;
        System.out.printf(
                "%-25s %7d %14.2f %14.2f %12.2f %24.2f %5.2f%n",
                subject.model(),
                threads,
                megapixels / seconds[0],
                megapixels / seconds[1],
                seconds[0] / seconds[1],
                gigaflop(subject, contestants.get(0)) / seconds[0] / peak,
                gigaflop(subject, contestants.get(1)) / seconds[1] / peak);
    }

    /** Of plain convolutions, overlap included. */
    private static double gigaflop(Subject subject, Contestant contestant) {
        long pixels = contestant.tiles().stream()
                .mapToLong(tile -> (long) tile.width() * tile.height())
                .sum();
        return 2e-9 * subject.multiplications() * pixels;
    }

    private static double seconds(Contestant contestant, int threads, int scale) throws InterruptedException {
        List<Tile> tiles = contestant.tiles();
        int largest = tiles.stream()
                .mapToInt(tile -> tile.width() * tile.height())
                .max()
                .orElseThrow();
        AtomicInteger next = new AtomicInteger();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            FloatBuffer output = floats(3 * largest * scale * scale);
            workers.add(new Thread(() -> {
                for (int tile = next.getAndIncrement(); tile < tiles.size(); tile = next.getAndIncrement()) {
                    try {
                        contestant.runner().run(tiles.get(tile), output);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            }));
        }
        long start = System.nanoTime();
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static List<Tile> tiles(BufferedImage photo, int overlap, int tileWidth, int tileHeight) {
        List<Tile> tiles = new ArrayList<>();
        for (int y = 0; y < HEIGHT; y += tileHeight) {
            for (int x = 0; x < WIDTH; x += tileWidth) {
                int left = Math.max(0, x - overlap);
                int top = Math.max(0, y - overlap);
                int right = Math.min(WIDTH, x + tileWidth + overlap);
                int bottom = Math.min(HEIGHT, y + tileHeight + overlap);
                Network.Margins margins = new Network.Margins(
                        x - left,
                        y - top,
                        right - Math.min(WIDTH, x + tileWidth),
                        bottom - Math.min(HEIGHT, y + tileHeight));
                tiles.add(tile(photo.getSubimage(left, top, right - left, bottom - top), margins));
            }
        }
        return tiles;
    }

    private static Tile tile(BufferedImage part, Network.Margins margins) {
        int width = part.getWidth();
        int height = part.getHeight();
        FloatBuffer values = floats(3 * width * height);
        for (int i = 0; i < width * height; i++) {
            int rgb = part.getRGB(i % width, i / width);
            for (int channel = 0; channel < 3; channel++) {
                values.put(channel * width * height + i, (rgb >> 16 - 8 * channel & 0xff) / 255f);
            }
        }
        return new Tile(values, width, height, margins);
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static byte[] model(String name) throws Exception {
        try (InputStream in =
                Engines.class.getResourceAsStream("/io/camelupscale/localupscale/models/" + name + ".onnx")) {
            return in.readAllBytes();
        }
    }
}
