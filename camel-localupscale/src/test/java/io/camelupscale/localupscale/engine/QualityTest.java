package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.media.ImageFormat;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QualityTest extends EngineTest {

    @ParameterizedTest
    @CsvSource({
        "JAVA,realesr-general-x4v3,4",
        "JAVA,realesr-general-x4v3,3",
        "JAVA,realesr-general-x4v3,2",
        "JAVA,waifu2x-upconv7-x2,2",
        "JAVA,realesr-animevideov3-x4,4",
        "ONNX,realesr-general-x4v3,4",
        "ONNX,waifu2x-upconv7-x2,2"
    })
    void tilesLeaveNoSeams(Engine engine, String model, int scale) throws IOException {
        Path photo = Pictures.write(Pictures.photo("astronaut", 170, 130), "png", folder.resolve("in.png"));
        UpscaleOptions options = UpscaleOptions.of(scale, ImageFormat.PNG).withModel(model);

        Raster whole = Pictures.read(upscaled(engine, 2, photo, options));
        Raster tiled = Pictures.read(upscaled(engine, 2, photo, options.withTiles(64, 0)));

        assertThat(Pictures.largestDifference(whole, tiled)).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"JAVA", "ONNX"})
    void resultsDoNotDependOnTheNumberOfThreads(Engine engine) throws IOException {
        Path photo = Pictures.write(Pictures.photo("coffee", 150, 100), "png", folder.resolve("in.png"));
        UpscaleOptions options = UpscaleOptions.of(4, ImageFormat.PNG).withTiles(64, 0);

        byte[] first = Files.readAllBytes(upscaled(engine, 1, photo, options));

        for (int threads = 2; threads <= 3; threads++) {
            assertThat(upscaled(engine, threads, photo, options)).hasBinaryContent(first);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "astronaut,realesr-general-x4v3,4",
        "chelsea,realesr-animevideov3-x4,4",
        "coffee,waifu2x-upconv7-x2,2",
        "coffee,waifu2x-upconv7-x2-noise1,2",
    })
    void bothEnginesMakeTheSamePixels(String name, String model, int scale) throws IOException {
        Path photo = Pictures.write(Pictures.photo(name, 130, 100), "png", folder.resolve("in.png"));
        UpscaleOptions options = UpscaleOptions.of(scale, ImageFormat.PNG).withModel(model);

        Raster java = Pictures.read(upscaled(Engine.JAVA, 2, photo, options));
        Raster onnx = Pictures.read(upscaled(Engine.ONNX, 2, photo, options));

        assertThat(Pictures.largestDifference(java, onnx)).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void sidesAreExactlyTheScaleTimesLonger(int scale) throws IOException {
        Path photo = Pictures.write(Pictures.photo("chelsea", 71, 33), "png", folder.resolve("in.png"));

        Raster result = Pictures.read(upscaled(photo, UpscaleOptions.of(scale, ImageFormat.PNG)));

        assertThat(result.getWidth()).isEqualTo(71 * scale);
        assertThat(result.getHeight()).isEqualTo(33 * scale);
    }

    @ParameterizedTest
    @ValueSource(strings = {"astronaut", "chelsea", "coffee"})
    void theDefaultModelForTwoIsTruerThanLanczos(String name) throws IOException {
        BufferedImage photo = Resampling.evenSides(Pictures.photo(name));
        BufferedImage half = Resampling.bicubic(photo, photo.getWidth() / 2, photo.getHeight() / 2);
        Path source = Pictures.write(half, "png", folder.resolve("in.png"));

        Raster result = Pictures.read(upscaled(source, UpscaleOptions.of(2, ImageFormat.PNG)));

        BufferedImage lanczos = Resampling.lanczos(half, photo.getWidth(), photo.getHeight());
        double gain = Resampling.lumaPsnr(photo.getRaster(), result)
                - Resampling.lumaPsnr(photo.getRaster(), lanczos.getRaster());
        assertThat(gain).as("dB over Lanczos").isGreaterThan(0.5);
    }

    @Test
    void shrinkingAfterTheNetworkKeepsThePictureInPlace() throws IOException {
        BufferedImage photo = Pictures.photo("astronaut", 120, 96);
        Path source = Pictures.write(photo, "png", folder.resolve("in.png"));

        Raster result = Pictures.read(upscaled(source, UpscaleOptions.of(3, ImageFormat.PNG)));

        // a third back gives the source again: a shift by half a pixel would cost ten decibels
        BufferedImage large = new BufferedImage(360, 288, BufferedImage.TYPE_3BYTE_BGR);
        large.setData(result);
        BufferedImage back = Resampling.bicubic(large, 120, 96);
        assertThat(Resampling.lumaPsnr(photo.getRaster(), back.getRaster())).isGreaterThan(27);
    }

    private Path upscaled(Engine engine, int threads, Path source, UpscaleOptions options) throws IOException {
        Path target = folder.resolve("result.png");
        try (ImageUpscaler one = new ImageUpscaler(new EngineOptions(engine, Device.CPU, threads))) {
            one.upscale(source, target, options);
        }
        return target;
    }
}
