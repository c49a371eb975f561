package io.camelupscale.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageInfoTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"JPEG", "PNG", "TIFF", "GIF", "BMP"})
    void aHeaderTellsFormatAndSize(String format) throws IOException {
        ImageInfo info = ImageInfo.read(picture("whatever.name", format));

        assertThat(info).isEqualTo(new ImageInfo(ImageFormat.valueOf(format), 5, 3, 1));
    }

    @Test
    void aTurnedJpegIsSeenUpright() throws IOException {
        byte[] jpeg = Files.readAllBytes(picture("a.jpg", "JPEG"));
        Path file = Files.write(folder.resolve("turned.jpg"), withOrientation(jpeg, 6));

        ImageInfo info = ImageInfo.read(file);

        assertThat(info.orientation()).isEqualTo(6);
        assertThat(info.displayWidth()).isEqualTo(3);
        assertThat(info.displayHeight()).isEqualTo(5);
    }

    @Test
    void aTurnedPngIsSeenUprightEvenIfItSaysSoLast() throws IOException {
        byte[] exif = Arrays.copyOfRange(withOrientation(new byte[2], 8), 12, 38);
        Path file = Files.write(folder.resolve("turned.png"), pngHeader(5, 3, exif));

        ImageInfo info = ImageInfo.read(file);

        assertThat(info).isEqualTo(new ImageInfo(ImageFormat.PNG, 5, 3, 8));
    }

    @ParameterizedTest
    @CsvSource({
        "PNG, 1, false", // TYPE_INT_RGB
        "PNG, 2, true", // TYPE_INT_ARGB
        "PNG, 10, false", // TYPE_BYTE_GRAY
        "PNG, 13, false", // TYPE_BYTE_INDEXED
        "JPEG, 1, false",
        "TIFF, 2, true"
    })
    void aHeaderTellsWhetherThereIsTransparency(String format, int type, boolean expected) throws IOException {
        Path file = folder.resolve("a");
        ImageIO.write(new BufferedImage(5, 3, type), format, file.toFile());

        assertThat(ImageInfo.hasAlpha(file)).isEqualTo(expected);
    }

    @Test
    void whatIsNoPictureHasNoTransparencyEither() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "no picture");

        assertThatThrownBy(() -> ImageInfo.hasAlpha(file)).isInstanceOf(UnreadableImageException.class);
    }

    @Test
    void aGiganticPictureCostsNoMoreThanItsHeader() throws IOException {
        Path file = Files.write(folder.resolve("bomb.png"), pngHeader(30_000, 30_000));

        assertThat(ImageInfo.read(file).pixels()).isEqualTo(900_000_000L);
    }

    @Test
    void whatIsNoPictureIsSaidToBeNone() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.jpg"));
        Path text = Files.writeString(folder.resolve("text.png"), "hello");
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(pngHeader(5, 5), 14));

        assertThatThrownBy(() -> ImageInfo.read(empty))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage("the file is empty");
        assertThatThrownBy(() -> ImageInfo.read(text))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageStartingWith("not a picture in a known format");
        assertThatThrownBy(() -> ImageInfo.read(cut))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageStartingWith("damaged PNG header");
    }

    @ParameterizedTest
    @CsvSource({
        "a.jpg, JPEG, a.jpg",
        "a.JPEG, JPEG, a.JPEG",
        "a.png, JPEG, a.jpg",
        "dir.d/a, PNG, dir.d/a.png",
        ".hidden, PNG, .hidden.png",
        "dir\\a.gif, PNG, dir\\a.png",
        "café ☕ (1).PNG, PNG, café ☕ (1).PNG",
        "a.b.tiff, WEBP, a.b.webp",
    })
    void aNameGetsTheExtensionOfTheFormat(String name, ImageFormat format, String expected) {
        assertThat(format.fileName(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"jpg, JPEG", "JPEG, JPEG", "tif, TIFF", "WebP, WEBP"})
    void formatsAreKnownByNameAndExtension(String name, ImageFormat format) {
        assertThat(ImageFormat.byName(name)).contains(format);
        assertThat(ImageFormat.byName("heic")).isEmpty();
    }

    private Path picture(String name, String format) throws IOException {
        Path file = folder.resolve(name);
        assertThat(ImageIO.write(new BufferedImage(5, 3, BufferedImage.TYPE_INT_RGB), format, file.toFile()))
                .isTrue();
        return file;
    }

    /** The JPEG with an EXIF segment right after its start marker. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(jpeg, 0, 2);
        out.writeShort(0xFFE1);
        out.writeShort(2 + 6 + 8 + 2 + 12 + 4);
        out.write("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1));
        out.writeInt(8);
        out.writeShort(1);
        out.writeShort(0x0112);
        out.writeShort(3);
        out.writeInt(1);
        out.writeShort(orientation);
        out.writeShort(0);
        out.writeInt(0);
        out.write(jpeg, 2, jpeg.length - 2);
        return bytes.toByteArray();
    }

    private static byte[] pngHeader(int width, int height) throws IOException {
        return pngHeader(width, height, new byte[0]);
    }

    private static byte[] pngHeader(int width, int height, byte[] exif) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        chunk(out, "IHDR", header(width, height));
        chunk(out, "IDAT", new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1});
        if (exif.length > 0) {
            chunk(out, "eXIf", exif);
        }
        chunk(out, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static byte[] header(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(width);
        out.writeInt(height);
        out.write(new byte[] {8, 2, 0, 0, 0});
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
