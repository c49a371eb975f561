package io.camelupscale.upscayl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.camelupscale.http.Form;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageOrderTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "0, , , scale=0",
        "9, , , scale=9",
        "4, tiff, , outputFormat=tiff",
        "4, gif, , outputFormat=gif",
        "4, , 101, compression=101",
        "4, , -1, compression=-1"
    })
    void whatWouldBeRefusedIsRefusedByName(
            int scale, @Nullable String format, @Nullable Integer compression, String named) {
        UpscaleSpec spec = spec(scale, format, new ImageSettings(false, compression));

        assertThatThrownBy(() -> ImageRules.check(spec))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(named);
    }

    @Test
    void sourcesThatUpscaylDoesNotTakeAreRefused() throws Exception {
        Path gif = TestProvider.picture(folder.resolve("a.gif"), 4, 3);
        Path text = Files.writeString(folder.resolve("a.png"), "no picture");

        assertThatThrownBy(() -> order(gif, "a.gif", null)).hasMessageContaining("the source is GIF");
        assertThatThrownBy(() -> order(text, "a.png", null)).hasMessageContaining("not a picture");
    }

    @Test
    void aFileOfMoreThanAHundredMebibytesIsRefused() throws Exception {
        Path large = TestProvider.picture(folder.resolve("a.png"), 4, 3);
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(104_857_600);
            assertThat(order(large, "a.png", null).bytes()).isEqualTo(104_857_600);
            file.setLength(104_857_601);
        }

        assertThatThrownBy(() -> order(large, "a.png", null)).hasMessageContaining("104857601");
    }

    @Test
    void aFileIsSentUnderItsNameWithItsTrueType() throws Exception {
        Path file = TestProvider.picture(folder.resolve("a.png"), 4, 3);

        Form form = order(file, "holidays/b ü.JPG", null).form();

        assertThat(form.fields())
                .extracting(Form.Field::name, Form.Field::value)
                .containsExactly(
                        tuple("model", "upscayl-standard-4x"),
                        tuple("scale", "2"),
                        tuple("saveImageAs", "png"),
                        tuple("enhanceFace", "false"));
        assertThat(form.files()).containsExactly(new Form.File("file", file, "b ü.png", "image/png"));
    }

    @Test
    void settingsAndTheWantedFormatAreSent() throws Exception {
        Path file = TestProvider.picture(folder.resolve("a.png"), 4, 3);
        UpscaleSpec spec = new UpscaleSpec("image", 8, "natural-plus-4x", "jpeg", new ImageSettings(true, 30).asText());

        Form form = ImageOrder.of(new UpscaleRequest(file, "a.png", spec)).form();

        assertThat(form.fields())
                .contains(
                        new Form.Field("model", "natural-plus-4x"),
                        new Form.Field("scale", "8"),
                        new Form.Field("saveImageAs", "jpg"),
                        new Form.Field("enhanceFace", "true"),
                        new Form.Field("compression", "30"));
    }

    @Test
    void ofAUrlTheFormatOfTheResultAloneIsKnown() {
        URI url = URI.create("https://example.org/a.png?signature=x");
        ImageOrder order =
                ImageOrder.of(new UpscaleRequest(url, "a.png", spec(2, null, new ImageSettings(false, null))));

        assertThat(order.expected()).isEqualTo(new ExpectedResult(0, 0, ImageFormat.JPEG));
        assertThat(order.form().files()).isEmpty();
        assertThat(order.form().fields()).contains(new Form.Field("urls", "[\"" + url + "\"]"));
    }

    private static ImageOrder order(Path file, String name, @Nullable String format) {
        return ImageOrder.of(new UpscaleRequest(file, name, spec(2, format, new ImageSettings(false, null))));
    }

    private static UpscaleSpec spec(int scale, @Nullable String format, ImageSettings settings) {
        return new UpscaleSpec("image", scale, null, format, settings.asText());
    }
}
