package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DamagedPicturesTest extends EngineTest {

    @ParameterizedTest
    @CsvSource({
        "jpeg,0.5",
        "jpeg,0.9",
        "jpeg,0.05",
        "png,0.5",
        "png,0.95",
        "png,0.02",
        "webp,0.5",
        "webp,0.9",
        "gif,0.5",
        "bmp,0.5",
        "tiff,0.5",
        "tiff,0.9"
    })
    void aFileThatEndsEarlyIsRefused(String format, double part) throws IOException {
        Path source = write(format);
        Pictures.truncate(source, part);

        assertUnreadable(source);
    }

    @Test
    void aJpegWithoutItsLastBytesIsRefused() throws IOException {
        Path source = write("jpeg");
        byte[] all = Files.readAllBytes(source);
        Files.write(source, java.util.Arrays.copyOf(all, all.length - 40));

        assertUnreadable(source);
    }

    @Test
    void aJpegWithDamagedScanIsRefused() throws IOException {
        Path source = write("jpeg");
        byte[] all = Files.readAllBytes(source);
        java.util.Arrays.fill(all, all.length / 2, all.length / 2 + 300, (byte) 0x5a);
        // a marker in the middle of a scan
        all[all.length / 2 + 100] = (byte) 0xff;
        all[all.length / 2 + 101] = (byte) 0xd9;
        Files.write(source, all);

        assertUnreadable(source);
    }

    @Test
    void aPngWithDamagedPixelsIsRefused() throws IOException {
        Path source = write("png");
        byte[] all = Files.readAllBytes(source);
        java.util.Arrays.fill(all, all.length / 2, all.length / 2 + 64, (byte) 0);
        Files.write(source, all);

        assertUnreadable(source);
    }

    @Test
    void textNamedPngIsRefused() throws IOException {
        assertUnreadable(Files.writeString(folder.resolve("in.png"), "this is no picture at all"));
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        assertUnreadable(Files.createFile(folder.resolve("in.png")));
    }

    @Test
    void harmlessBytesBehindThePictureAreIgnored() throws IOException {
        Path source = write("jpeg");
        Files.write(source, new byte[] {1, 2, 3, 4}, java.nio.file.StandardOpenOption.APPEND);

        assertThat(doubled(source, ImageFormat.PNG).getWidth()).isEqualTo(320);
    }

    private void assertUnreadable(Path source) {
        Path target = folder.resolve("out.png");
        UpscaleOptions options = UpscaleOptions.of(2, ImageFormat.PNG).withModel(nearest);

        assertThatThrownBy(() -> upscaler.upscale(source, target, options))
                .isInstanceOf(UnreadableImageException.class);
        assertThat(target).doesNotExist();
    }

    private Path write(String format) throws IOException {
        BufferedImage photo = Pictures.photo("coffee", 160, 120);
        Path file = folder.resolve("in." + format);
        if (format.equals("webp")) {
            ImageWriter writer = Writers.named("webp", "com.luciad.imageio.webp.WebPWriter");
            Writers.write(writer, photo, null, Writers.parameters(writer, "Lossy", 0.9f), file);
            return file;
        }
        if (format.equals("jpeg")) {
            return Pictures.writeJpeg(photo, 0.9f, file);
        }
        return Pictures.write(photo, format, file);
    }
}
