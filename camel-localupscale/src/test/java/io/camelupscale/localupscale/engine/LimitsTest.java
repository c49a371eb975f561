package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.media.ImageFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class LimitsTest extends EngineTest {

    @Test
    void aHugePictureIsRefusedByItsHeader() throws IOException {
        Path bomb = pngHeader(30_000, 30_000);

        assertThatThrownBy(() -> upscaled(bomb, UpscaleOptions.of(2, ImageFormat.PNG)))
                .isInstanceOf(PictureTooLargeException.class)
                .hasMessageContaining("30000 x 30000 = 900000000 pixels")
                .hasMessageContaining("maxInputPixels");
    }

    @Test
    void aHugeResultIsRefusedByTheHeader() throws IOException {
        Path source = pngHeader(1000, 1000);

        assertThatThrownBy(() ->
                        upscaled(source, UpscaleOptions.of(4, ImageFormat.PNG).withLimits(1_000_000, 15_999_999)))
                .isInstanceOf(PictureTooLargeException.class)
                .hasMessageContaining("4000 x 4000 = 16000000 pixels")
                .hasMessageContaining("maxOutputPixels");
    }

    @Test
    void sidesThatTheFormatCannotHoldAreRefused() throws IOException {
        Path wide = pngHeader(9000, 2);
        Path wider = pngHeader(40_000, 2);

        assertThatThrownBy(() -> upscaled(wide, UpscaleOptions.of(2, ImageFormat.WEBP)))
                .isInstanceOf(PictureTooLargeException.class)
                .hasMessageContaining("WEBP holds at most 16383");
        assertThatThrownBy(() -> upscaled(wider, UpscaleOptions.of(2, ImageFormat.JPEG)))
                .isInstanceOf(PictureTooLargeException.class)
                .hasMessageContaining("JPEG holds at most 65500");
    }

    @Test
    void nonsenseOptionsAreRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpscaleOptions.of(5, ImageFormat.PNG))
                .withMessageContaining("scale");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpscaleOptions.of(2, ImageFormat.GIF))
                .withMessageContaining("format");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpscaleOptions.of(2, ImageFormat.PNG).withTiles(8, 0))
                .withMessageContaining("tileSize");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpscaleOptions.of(2, ImageFormat.PNG).withCompression(101, 4))
                .withMessageContaining("quality");
    }

    @Test
    void nothingIsLeftBehindWhenTheTargetCannotBeWritten() throws IOException {
        Path source = Pictures.write(Pictures.photo("coffee", 40, 40), "png", folder.resolve("in.png"));
        Path target = folder.resolve("missing").resolve("out.png");

        assertThatThrownBy(() -> upscaler.upscale(source, target, UpscaleOptions.of(2, ImageFormat.PNG)))
                .isInstanceOf(IOException.class);
        assertThat(target).doesNotExist();
    }

    /** A few hundred bytes that claim to be a large one-colour picture. */
    private Path pngHeader(int width, int height) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        png.writeBytes(Pictures.pngChunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array()));
        Deflater deflater = new Deflater();
        deflater.setInput(new byte[10_000]);
        deflater.finish();
        byte[] deflated = new byte[200];
        int length = deflater.deflate(deflated);
        deflater.end();
        png.writeBytes(Pictures.pngChunk("IDAT", java.util.Arrays.copyOf(deflated, length)));
        png.writeBytes(Pictures.pngChunk("IEND", new byte[0]));
        return Files.write(folder.resolve(width + ".png"), png.toByteArray());
    }
}
