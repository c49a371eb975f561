package io.camelupscale.topaz.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.UpscaleSpec;
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

        assertThatThrownBy(() -> ImageRules.check(spec, new ImageInfo(ImageFormat.WEBP, 9, 9, 1)))
                .hasMessageContaining("WEBP");
        assertThatThrownBy(() -> ImageRules.check(
                        spec(ImageTask.TOOL, 2, "png", Map.of()), new ImageInfo(ImageFormat.JPEG, 9, 9, 1)))
                .hasMessageContaining("task=tool");
    }

    @Test
    void noSideOfAResultMayBeTooLong() {
        UpscaleSpec spec = spec(ImageTask.ENHANCE, 4, null, Map.of());

        assertThatCode(() -> ImageRules.check(spec, new ImageInfo(ImageFormat.PNG, 8_000, 1, 1)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ImageRules.check(spec, new ImageInfo(ImageFormat.PNG, 1, 8_001, 1)))
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
