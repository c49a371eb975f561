package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.twelvemonkeys.imageio.color.ColorSpaces;
import io.camelupscale.media.ImageFormat;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleFormatsTest extends EngineTest {

    @Test
    void coloursAreKeptExactly() throws IOException {
        BufferedImage photo = Pictures.photo("coffee", 90, 70);
        Path source = Pictures.write(photo, "png", folder.resolve("in.png"));

        assertRepeats(photo.getRaster(), doubled(source, ImageFormat.PNG), 0);
        assertRepeats(photo.getRaster(), doubled(source, ImageFormat.TIFF), 0);
        assertRepeats(photo.getRaster(), doubled(Pictures.write(photo, "bmp", source), ImageFormat.PNG), 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "WEBP"})
    void lossyResultsAreClose(ImageFormat format) throws IOException {
        BufferedImage photo = Pictures.photo("chelsea", 90, 70);
        Path source = Pictures.write(photo, "png", folder.resolve("in.png"));

        Raster result = doubled(source, format);

        assertThat(Resampling.lumaPsnr(doubledRaster(photo), result)).isGreaterThan(30);
    }

    @Test
    void webpIsRead() throws IOException {
        BufferedImage photo = Pictures.photo("chelsea", 90, 70);
        Path source = folder.resolve("in.webp");
        ImageWriter writer = Writers.named("webp", "com.luciad.imageio.webp.WebPWriter");
        Writers.write(writer, photo, null, Writers.parameters(writer, "Lossless", 1), source);

        assertRepeats(photo.getRaster(), doubled(source, ImageFormat.PNG), 0);
    }

    @ParameterizedTest
    @CsvSource({"PNG,png", "TIFF,tiff"})
    void sixteenBitsStaySixteenBits(ImageFormat format, String writer) throws IOException {
        for (int bands : new int[] {1, 3, 4}) {
            BufferedImage deep = deep(bands);
            Path source = Pictures.write(deep, writer, folder.resolve("in." + writer));

            Raster result = doubled(source, format);

            assertThat(Pictures.bits(result)).isEqualTo(16);
            assertThat(result.getNumBands()).isEqualTo(bands);
            // grey goes through three channels and back
            assertRepeats(deep.getRaster(), result, 1);
        }
    }

    @Test
    void sixteenBitsBecomeEightInJpegAndWebp() throws IOException {
        Path source = Pictures.write(deep(3), "png", folder.resolve("in.png"));

        assertThat(Pictures.bits(doubled(source, ImageFormat.JPEG))).isEqualTo(8);
        assertThat(Pictures.bits(doubled(source, ImageFormat.WEBP))).isEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "JPEG", "TIFF"})
    void greyStaysGrey(ImageFormat format) throws IOException {
        BufferedImage grey = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
        fill(grey.getRaster(), 1);
        Path source = Pictures.write(grey, "png", folder.resolve("in.png"));

        Raster result = doubled(source, format);

        assertThat(result.getNumBands()).isEqualTo(1);
        assertRepeats(grey.getRaster(), result, format == ImageFormat.JPEG ? 12 : 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "TIFF", "WEBP", "JPEG"})
    void greyMayBeTransparent(ImageFormat format) throws IOException {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false, ColorModel.TRANSLUCENT, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(24, 24);
        for (int i = 0; i < 576; i++) {
            raster.setPixel(i % 24, i / 24, i % 24 < 12 ? new int[] {90, 255} : new int[] {0, 0});
        }
        Path source = Pictures.write(new BufferedImage(model, raster, false, null), "png", folder.resolve("in.png"));

        Raster result = doubled(source, format);

        int bands = result.getNumBands();
        assertThat(bands).isEqualTo(format == ImageFormat.WEBP ? 4 : format == ImageFormat.JPEG ? 1 : 2);
        assertThat(result.getSample(4, 20, 0)).isBetween(86, 94);
        assertThat(result.getSample(44, 20, bands - 1)).isEqualTo(format == ImageFormat.JPEG ? 255 : 0);
    }

    @Test
    void greyJpegIsReadAsItIs() throws IOException {
        BufferedImage grey = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 30; y++) {
            for (int x = 0; x < 40; x++) {
                grey.getRaster().setSample(x, y, 0, x * 6);
            }
        }
        Path source = Pictures.writeJpeg(grey, 1, folder.resolve("in.jpg"));

        Raster result = doubled(source, ImageFormat.PNG);

        assertThat(result.getNumBands()).isEqualTo(1);
        assertRepeats(grey.getRaster(), result, 4);
    }

    @Test
    void blackAndWhiteBecomesGrey() throws IOException {
        BufferedImage bilevel = new BufferedImage(17, 9, BufferedImage.TYPE_BYTE_BINARY);
        bilevel.setRGB(3, 4, 0xffffff);
        for (String writer : new String[] {"png", "tiff"}) {
            Raster result = doubled(Pictures.write(bilevel, writer, folder.resolve("in")), ImageFormat.PNG);

            assertThat(result.getNumBands()).isEqualTo(1);
            assertThat(Pictures.pixel(result, 6, 8)).containsExactly(255);
            assertThat(Pictures.pixel(result, 8, 8)).containsExactly(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif"})
    void palettesBecomeColours(String writer) throws IOException {
        Path source = Pictures.write(palette(false), writer, folder.resolve("in." + writer));

        Raster result = doubled(source, ImageFormat.PNG);

        assertThat(result.getNumBands()).isEqualTo(3);
        assertThat(Pictures.pixel(result, 0, 0)).containsExactly(200, 10, 20);
        assertThat(Pictures.pixel(result, 2, 0)).containsExactly(30, 210, 40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif"})
    void palettesMayHoldTransparency(String writer) throws IOException {
        Path source = Pictures.write(palette(true), writer, folder.resolve("in." + writer));

        Raster result = doubled(source, ImageFormat.PNG);

        assertThat(result.getNumBands()).isEqualTo(4);
        // the middle of large areas: the rim between them is half transparent
        assertThat(Pictures.pixel(result, 4, 20)).containsExactly(200, 10, 20, 255);
        assertThat(Pictures.pixel(result, 36, 20)[3]).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "TIFF", "WEBP"})
    void transparencyIsKept(ImageFormat format) throws IOException {
        Raster result = doubled(disc(), format);

        assertThat(result.getNumBands()).isEqualTo(4);
        assertThat(Pictures.pixel(result, 40, 40)[3]).isEqualTo(255);
        assertThat(Pictures.pixel(result, 2, 2)[3]).isZero();
    }

    @Test
    void noDarkFringeAppearsAroundVisibleAreas() throws IOException {
        Raster result = doubled(disc(), ImageFormat.PNG);

        for (int y = 0; y < result.getHeight(); y++) {
            for (int x = 0; x < result.getWidth(); x++) {
                int[] pixel = Pictures.pixel(result, x, y);
                if (pixel[3] > 0) {
                    assertThat(pixel[0]).as("red at %d, %d", x, y).isEqualTo(250);
                }
            }
        }
    }

    @Test
    void jpegShowsTransparentAreasWhite() throws IOException {
        Raster result = doubled(disc(), ImageFormat.JPEG);

        assertThat(result.getNumBands()).isEqualTo(3);
        assertThat(Pictures.pixel(result, 2, 2)).containsExactly(255, 255, 255);
        int[] middle = Pictures.pixel(result, 40, 40);
        assertThat(middle[0]).isBetween(240, 255);
        assertThat(middle[1]).isBetween(190, 210);
    }

    @Test
    void cmykPhotosComeOutInTheirColours() throws IOException {
        ColorSpace cmyk = ColorSpaces.getColorSpace(ColorSpaces.CS_GENERIC_CMYK);
        ColorModel model = new ComponentColorModel(cmyk, false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(32, 32);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                // yellow and red on the left, white and black on the right
                raster.setPixel(
                        x, y, x < 16 ? new int[] {0, y < 16 ? 0 : 255, 255, 0} : new int[] {0, 0, 0, y < 16 ? 0 : 255});
            }
        }
        Path source = folder.resolve("in.jpg");
        ImageWriter writer = Writers.named("jpeg", "com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageWriter");
        Writers.write(
                writer,
                new BufferedImage(model, raster, false, null),
                null,
                Writers.parameters(writer, "JPEG", 1),
                source);

        Raster result = doubled(source, ImageFormat.PNG);

        assertThat(result.getNumBands()).isEqualTo(3);
        assertClose(Pictures.pixel(result, 16, 16), 255, 241, 0);
        assertClose(Pictures.pixel(result, 16, 48), 237, 28, 36);
        assertClose(Pictures.pixel(result, 48, 16), 255, 255, 255);
        assertClose(Pictures.pixel(result, 48, 48), 20, 20, 20);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,37", "53,1", "3,300"})
    void tinyPicturesAndStripsWork(int width, int height) throws IOException {
        BufferedImage strip = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        fill(strip.getRaster(), 3);
        Path source = Pictures.write(strip, "png", folder.resolve("in.png"));

        for (ImageFormat format :
                new ImageFormat[] {ImageFormat.PNG, ImageFormat.JPEG, ImageFormat.TIFF, ImageFormat.WEBP}) {
            for (int scale = 2; scale <= 4; scale++) {
                Raster result = Pictures.read(upscaled(source, UpscaleOptions.of(scale, format)));
                assertThat(result.getWidth()).isEqualTo(width * scale);
                assertThat(result.getHeight()).isEqualTo(height * scale);
            }
        }
    }

    private static void assertClose(int[] actual, int red, int green, int blue) {
        // CMYK has no exact RGB: every profile has its own
        assertThat(actual[0]).isBetween(red - 40, red + 40);
        assertThat(actual[1]).isBetween(green - 40, green + 40);
        assertThat(actual[2]).isBetween(blue - 40, blue + 40);
    }

    /** Each source pixel must be there four times; alpha is smoothed and therefore left out. */
    private static void assertRepeats(Raster source, Raster result, int tolerance) {
        assertThat(result.getWidth()).isEqualTo(source.getWidth() * 2);
        assertThat(result.getHeight()).isEqualTo(source.getHeight() * 2);
        int colours = source.getNumBands() == 4 ? 3 : source.getNumBands();
        int largest = 0;
        for (int y = 0; y < result.getHeight(); y++) {
            for (int x = 0; x < result.getWidth(); x++) {
                for (int band = 0; band < colours; band++) {
                    int difference = source.getSample(x / 2, y / 2, band) - result.getSample(x, y, band);
                    largest = Math.max(largest, Math.abs(difference));
                }
            }
        }
        assertThat(largest).isLessThanOrEqualTo(tolerance);
    }

    private static Raster doubledRaster(BufferedImage image) {
        BufferedImage large =
                new BufferedImage(image.getWidth() * 2, image.getHeight() * 2, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < large.getHeight(); y++) {
            for (int x = 0; x < large.getWidth(); x++) {
                large.setRGB(x, y, image.getRGB(x / 2, y / 2));
            }
        }
        return large.getRaster();
    }

    private static BufferedImage deep(int bands) {
        ColorSpace space = ColorSpace.getInstance(bands == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        boolean alpha = bands == 4;
        ColorModel model = new ComponentColorModel(
                space, alpha, false, alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(30, 20);
        fill(raster, 257);
        return new BufferedImage(model, raster, false, null);
    }

    private static void fill(WritableRaster raster, int step) {
        int range = raster.getSampleModel().getDataType() == DataBuffer.TYPE_USHORT ? 65535 : 255;
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                for (int band = 0; band < raster.getNumBands(); band++) {
                    boolean alpha = band == 3;
                    raster.setSample(x, y, band, alpha ? range - x : (x * 7 + y * 13 + band * 31) * step % range);
                }
            }
        }
    }

    private static BufferedImage palette(boolean transparent) {
        byte[] red = {(byte) 200, 30, 0};
        byte[] green = {10, (byte) 210, 0};
        byte[] blue = {20, 40, 0};
        IndexColorModel colours = transparent
                ? new IndexColorModel(8, 3, red, green, blue, 2)
                : new IndexColorModel(8, 3, red, green, blue);
        BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_INDEXED, colours);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 20; x++) {
                image.getRaster().setSample(x, y, 0, transparent ? x < 10 ? 0 : 2 : x % 2);
            }
        }
        return image;
    }

    /** An opaque disc of one colour in transparent black. */
    private Path disc() throws IOException {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_4BYTE_ABGR);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 40; x++) {
                boolean inside = Math.hypot(x - 20, y - 20) < 14;
                image.getRaster().setPixel(x, y, inside ? new int[] {250, 200, 50, 255} : new int[4]);
            }
        }
        return Pictures.write(image, "png", folder.resolve("disc.png"));
    }
}
