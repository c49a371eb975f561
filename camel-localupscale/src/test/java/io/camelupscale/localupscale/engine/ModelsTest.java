package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.media.ImageFormat;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest extends EngineTest {

    @ParameterizedTest
    @CsvSource({
        "realesr-general-x4v3,4",
        "realesr-animevideov3-x4,4",
        "waifu2x-upconv7-x2,2",
        "waifu2x-upconv7-x2-noise1,2"
    })
    void modelsInTheJarAreReady(String name, int scale) {
        assertThat(upscaler.model(name).scale()).isEqualTo(scale);
    }

    @ParameterizedTest
    @CsvSource({"2,waifu2x-upconv7-x2", "3,realesr-general-x4v3", "4,realesr-general-x4v3"})
    void theScaleChoosesTheModel(int scale, String name) {
        assertThat(upscaler.check(UpscaleOptions.of(scale, ImageFormat.PNG)).name())
                .isEqualTo(name);
    }

    @Test
    void anUnknownNameIsToldTheKnownOnes() {
        assertThatThrownBy(() -> upscaler.model("best"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("'best'")
                .hasMessageContaining("realesr-general-x4v3");
    }

    @Test
    void aScaleAboveTheModelsIsRefused() {
        UpscaleOptions options = UpscaleOptions.of(4, ImageFormat.PNG).withModel("waifu2x-upconv7-x2");

        assertThatThrownBy(() -> upscaler.check(options))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("waifu2x-upconv7-x2")
                .hasMessageContaining("scale 4");
    }

    @Test
    void filesMayBeNamedAsUri() {
        assertThat(upscaler.model(folder.resolve("nearest2.onnx").toUri().toString())
                        .scale())
                .isEqualTo(2);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> upscaler.model("file:" + folder.resolve("none.onnx")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("none.onnx");
    }

    @Test
    void aFileThatIsNoOnnxIsNamed() throws IOException {
        String text = TinyOnnx.file(folder, "text.onnx", "not a model".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> upscaler.model(text))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("text.onnx");
    }

    @Test
    void modelsOfAnotherLayoutAreRefused() throws IOException {
        String grey = TinyOnnx.file(folder, "grey.onnx", TinyOnnx.greyOnly());
        String flat = TinyOnnx.file(folder, "flat.onnx", TinyOnnx.rankThree());

        assertThatThrownBy(() -> upscaler.model(grey))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("grey.onnx")
                .hasMessageContaining("[1, 3, height, width]");
        assertThatThrownBy(() -> upscaler.model(flat))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("flat.onnx");
    }

    @Test
    void aModelThatDoesNotEnlargeReachesNoScale() throws IOException {
        String same = TinyOnnx.file(folder, "same.onnx", TinyOnnx.scaleOne());

        assertThatThrownBy(() ->
                        upscaler.check(UpscaleOptions.of(2, ImageFormat.PNG).withModel(same)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("enlarges 1 times");
    }

    @ParameterizedTest
    @CsvSource({"100,90", "32,24", "33,25", "5,3", "200,10"})
    void aModelOfOneInputSizeWorksForEveryPicture(int width, int height) throws IOException {
        String fixed = TinyOnnx.file(folder, "fixed.onnx", TinyOnnx.nearestOfSize(2, 32, 24));
        BufferedImage photo = Pictures.photo("astronaut", width, height);
        Path source = Pictures.write(photo, "png", folder.resolve("in.png"));

        Raster result = Pictures.read(
                upscaled(source, UpscaleOptions.of(2, ImageFormat.PNG).withModel(fixed)));

        for (int y = 0; y < height * 2; y++) {
            for (int x = 0; x < width * 2; x++) {
                assertThat(Pictures.pixel(result, x, y)).isEqualTo(Pictures.pixel(photo.getRaster(), x / 2, y / 2));
            }
        }
    }

    @Test
    void aMissingGpuIsToldAtTheStart() {
        assertThatThrownBy(() -> new ImageUpscaler(new EngineOptions(Engine.AUTO, Device.CUDA, 1)))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("device=cuda");
    }

    @Test
    void withoutGpuTheCpuIsUsed() throws IOException {
        try (ImageUpscaler automatic = new ImageUpscaler(new EngineOptions(Engine.AUTO, Device.AUTO, 1))) {
            assertThat(automatic.model(nearest).scale()).isEqualTo(2);
        }
    }
}
