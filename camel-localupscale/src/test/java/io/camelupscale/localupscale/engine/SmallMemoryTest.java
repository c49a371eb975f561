package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.localupscale.engine.EngineProcess.Outcome;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each in a JVM of its own, whose memory is really that small. */
class SmallMemoryTest {

    private static final String FLAG = "--add-modules=jdk.incubator.vector";
    private static final String GENERAL = "realesr-general-x4v3";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "tif"})
    void aResultLargerThanTheHeapIsStreamed(String format) throws Exception {
        BufferedImage large = new BufferedImage(1600, 1200, BufferedImage.TYPE_3BYTE_BGR);
        large.createGraphics().drawImage(Pictures.photo("astronaut"), 0, 0, 1600, 1200, null);
        Path source = Pictures.writeJpeg(large, 0.9f, folder.resolve("in.jpg"));
        String nearest = TinyOnnx.file(folder, "nearest4.onnx", TinyOnnx.nearest(4));
        Path target = folder.resolve("out." + format);

        Outcome outcome = new EngineProcess(Engine.AUTO, "-Xmx64m").run(source, target, 4, nearest, 128);

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        ImageInfo result = ImageInfo.read(target);
        // 92 MB of samples
        assertThat(result.width()).isEqualTo(6400);
        assertThat(result.height()).isEqualTo(4800);
    }

    @Test
    void tilesAreHalvedWhereMemoryIsShort() throws Exception {
        Path source = Pictures.write(Pictures.photo("astronaut", 200, 180), "png", folder.resolve("in.png"));
        Path target = folder.resolve("out.png");

        // one tile of 200 px needs 8 MB of direct memory
        Outcome outcome =
                new EngineProcess(Engine.ONNX, "-XX:MaxDirectMemorySize=4m").run(source, target, 4, GENERAL, 256);

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertDiffersByOneFrom(inThisProcess(Engine.ONNX, source), target);
    }

    @Test
    void theJavaEngineTakesSmallerTilesInASmallHeap() throws Exception {
        Path source = Pictures.write(Pictures.photo("astronaut", 200, 180), "png", folder.resolve("in.png"));
        Path target = folder.resolve("out.png");

        Outcome outcome = new EngineProcess(Engine.JAVA, FLAG, "-Xmx76m").run(source, target, 4, GENERAL, 256);

        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertDiffersByOneFrom(inThisProcess(Engine.JAVA, source), target);
    }

    @Test
    void aModelThatTheHeapCannotHoldIsToldSo() throws Exception {
        Path source = Pictures.write(Pictures.photo("coffee", 32, 32), "png", folder.resolve("in.png"));

        Outcome outcome =
                new EngineProcess(Engine.JAVA, FLAG, "-Xmx12m").run(source, folder.resolve("out.png"), 4, GENERAL, 256);

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.output()).contains(GENERAL + "' does not fit into the heap");
    }

    @Test
    void whereNotEvenTheSmallestTileFitsThatIsSaid() throws Exception {
        Path source = Pictures.write(Pictures.photo("coffee", 100, 100), "png", folder.resolve("in.png"));
        Path target = folder.resolve("out.png");

        Outcome outcome =
                new EngineProcess(Engine.ONNX, "-XX:MaxDirectMemorySize=200k").run(source, target, 4, GENERAL, 256);

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.output()).contains("not even a tile");
        assertThat(target).doesNotExist();
    }

    @Test
    void aPictureThatTheHeapCannotHoldIsToldSo() throws Exception {
        BufferedImage large = new BufferedImage(6000, 5000, BufferedImage.TYPE_3BYTE_BGR);
        Path source = Pictures.writeJpeg(large, 0.5f, folder.resolve("in.jpg"));
        String nearest = TinyOnnx.file(folder, "nearest4.onnx", TinyOnnx.nearest(4));

        Outcome outcome =
                new EngineProcess(Engine.ONNX, "-Xmx48m").run(source, folder.resolve("out.png"), 4, nearest, 128);

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.output()).contains("6000 x 5000").contains("-Xmx");
    }

    /** In one tile: this process has memory enough. */
    private Path inThisProcess(Engine engine, Path source) throws IOException {
        Path target = folder.resolve("roomy.png");
        try (ImageUpscaler upscaler = new ImageUpscaler(new EngineOptions(engine, Device.CPU, 2))) {
            upscaler.upscale(
                    source, target, UpscaleOptions.of(4, ImageFormat.PNG).withModel(GENERAL));
        }
        return target;
    }

    /** As several tiles do from one. */
    private static void assertDiffersByOneFrom(Path whole, Path tiled) throws IOException {
        assertThat(Pictures.largestDifference(Pictures.read(whole), Pictures.read(tiled)))
                .isEqualTo(1);
    }
}
