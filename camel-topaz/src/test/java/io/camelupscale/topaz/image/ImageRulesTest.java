package io.camelupscale.topaz.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageRulesTest {

    @ParameterizedTest
    @CsvSource({
        "ENHANCE, 0, , scale=0",
        "DENOISE, 2, , scale=2",
        "TOOL, 5, png, scale=5",
        "ENHANCE, 2, webp, outputFormat=webp",
        "ENHANCE, 2, photo, outputFormat=photo",
        "MATTING, 1, jpeg, outputFormat=jpeg"
    })
    void whatWouldBeRefusedIsRefusedByName(ImageTask task, int scale, @Nullable String format, String named) {
        assertThatThrownBy(() -> ImageRules.check(spec(task, scale, format, Map.of())))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aSettingThatWouldOverrideAnOptionIsRefused() {
        assertThatThrownBy(() -> ImageRules.check(spec(ImageTask.ENHANCE, 2, null, Map.of("output_width", 9))))
                .hasMessageContaining("setting.output_width");
    }

    @ParameterizedTest
    @CsvSource({"ENHANCE, 4", "ENHANCE_GEN, 1", "TOOL, 4", "SHARPEN, 1", "LIGHTING, 1", "MATTING, 1"})
    void whatGoesTogetherIsTaken(ImageTask task, int scale) {
        assertThatCode(() -> ImageRules.check(spec(task, scale, null, Map.of("faceEnhancement", true))))
                .doesNotThrowAnyException();
    }

    @Test
    void sourcesThatTopazDoesNotTakeAreRefused() {
        UpscaleSpec spec = spec(ImageTask.ENHANCE, 2, "png", Map.of());

        assertThatThrownBy(() -> check(spec, new ImageInfo(ImageFormat.WEBP, 9, 9, 1)))
                .hasMessageContaining("WEBP");
        assertThatThrownBy(
                        () -> check(spec(ImageTask.TOOL, 2, "png", Map.of()), new ImageInfo(ImageFormat.JPEG, 9, 9, 1)))
                .hasMessageContaining("task=tool");
    }

    @Test
    void noSideOfAResultMayBeTooLong() {
        UpscaleSpec spec = spec(ImageTask.ENHANCE, 4, null, Map.of());

        assertThatCode(() -> check(spec, new ImageInfo(ImageFormat.PNG, 8_000, 1, 1)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(spec, new ImageInfo(ImageFormat.PNG, 1, 8_001, 1)))
                .hasMessageContaining("4 x 32004");
    }

    @Test
    void settingsAreThereAgain() {
        ImageSettings settings =
                ImageSettings.of(ImageTask.RESTORE_GEN, true, Map.of("grain", 3, "faceEnhancement", false));

        ImageSettings again = ImageSettings.of(new UpscaleSpec("image", 1, null, null, settings.asText()));

        assertThat(again).isEqualTo(settings);
        assertThat(again.model()).containsExactly(Map.entry("faceEnhancement", "false"), Map.entry("grain", "3"));
    }

    @ParameterizedTest
    @CsvSource({
        "SHARPEN, 10, 10, outputWidth and outputHeight do not go with task=sharpen",
        "ENHANCE, 0, , outputWidth=0",
        "TOOL, , 32001, outputHeight=32001",
    })
    void aSizeThatCannotBeHadIsRefused(
            ImageTask task, @Nullable Integer width, @Nullable Integer height, String named) {
        assertThatThrownBy(() -> ImageRules.check(sized(task, width, height)))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aSizeStandsForTheScale() {
        ImageInfo large = new ImageInfo(ImageFormat.PNG, 30_000, 10, 1);

        assertThatCode(() -> check(sized(ImageTask.TOOL, 40, null), large)).doesNotThrowAnyException();
        assertThat(order(sized(ImageTask.ENHANCE, 40, 30), large).expected())
                .isEqualTo(new ExpectedResult(40, 30, ImageFormat.PNG));
        assertThat(order(sized(ImageTask.ENHANCE, null, 30), large).expected())
                .isEqualTo(new ExpectedResult(0, 30, ImageFormat.PNG));
    }

    @Test
    void whatIsBehindAUrlCannotBeScaledUnlessItsSizeWasSaid() {
        UpscaleSpec spec = spec(ImageTask.ENHANCE, 3, null, Map.of());
        Map<String, String> told = new HashMap<>(spec.settings());
        told.put("sourceWidth", "20");
        told.put("sourceHeight", "10");
        UpscaleSpec toldSpec = new UpscaleSpec("image", 3, null, null, told);

        assertThatThrownBy(() -> ImageOrder.of(behind("https://host/a.png", spec)))
                .hasMessageContaining("outputWidth or outputHeight is needed, or headers CamelTopazWidth");
        assertThat(ImageOrder.of(behind("https://host/a.png", toldSpec)).expected())
                .isEqualTo(new ExpectedResult(60, 30, ImageFormat.PNG));
        assertThatThrownBy(() -> ImageOrder.of(behind("https://host/a", sized(ImageTask.ENHANCE, 40, null)))
                        .quote())
                .hasMessageContaining("CamelTopazHeight");
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/a.tif?X=1, TIFF",
        "https://host/a.PNG, PNG",
        "https://host/a.webp, JPEG",
        "https://host/png, JPEG",
        "https://host, JPEG"
    })
    void theResultOfAUrlHasTheFormatThatItsNameSays(String url, ImageFormat format) {
        ImageOrder order = ImageOrder.of(behind(url, spec(ImageTask.DENOISE, 1, null, Map.of())));

        assertThat(order.expected()).isEqualTo(new ExpectedResult(0, 0, format));
    }

    private static void check(UpscaleSpec spec, ImageInfo source) {
        ImageRules.check(order(spec, source));
    }

    private static ImageOrder order(UpscaleSpec spec, ImageInfo source) {
        return new ImageOrder(new UpscaleRequest(Path.of("x"), "x", spec), source, ImageSettings.of(spec));
    }

    private static UpscaleRequest behind(String url, UpscaleSpec spec) {
        return new UpscaleRequest(URI.create(url), "a.png", spec);
    }

    private static UpscaleSpec sized(ImageTask task, @Nullable Integer width, @Nullable Integer height) {
        return new UpscaleSpec(
                "image",
                0,
                null,
                null,
                ImageSettings.of(task, false, Map.of())
                        .with(new ImageSettings.Size(width, height), true)
                        .asText());
    }

    private static UpscaleSpec spec(
            ImageTask task, int scale, @Nullable String format, Map<String, Object> modelSettings) {
        return new UpscaleSpec(
                "image",
                scale,
                null,
                format,
                ImageSettings.of(task, false, modelSettings).asText());
    }
}
