package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFTag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest extends EngineTest {

    private static final int WIDTH = 48;
    private static final int HEIGHT = 32;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void anOrientedPhotoComesOutUpright(int orientation) throws IOException {
        Path photo = Pictures.writeJpeg(stored(orientation), 1, folder.resolve("in.jpg"));
        Pictures.addJpegSegment(photo, 0xe1, withPrefix("Exif\0\0", Pictures.exif(orientation)));

        assertUpright(doubled(photo, ImageFormat.PNG), 40);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6})
    void anOrientedTiffComesOutUpright(int orientation) throws IOException {
        Path photo = Pictures.writeTiff(
                stored(orientation),
                BaselineTIFFTagSet.TAG_ORIENTATION,
                TIFFTag.TIFF_SHORT,
                new char[] {(char) orientation},
                folder.resolve("in.tif"));

        assertUpright(doubled(photo, ImageFormat.TIFF), 0);
        assertThat(ImageInfo.read(folder.resolve("result.tif")).orientation()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 8})
    void anOrientedPngComesOutUpright(int orientation) throws IOException {
        Path photo = Pictures.write(stored(orientation), "png", folder.resolve("in.png"));
        Pictures.addPngChunk(photo, "eXIf", Pictures.exif(orientation));

        assertUpright(doubled(photo, ImageFormat.PNG), 0);
    }

    private static void assertUpright(Raster result, int tolerance) {
        assertThat(result.getWidth()).isEqualTo(WIDTH * 2);
        assertThat(result.getHeight()).isEqualTo(HEIGHT * 2);
        for (int y = 8; y < HEIGHT * 2; y += 16) {
            for (int x = 8; x < WIDTH * 2; x += 16) {
                int expected = colour(x / 2, y / 2);
                int[] actual = Pictures.pixel(result, x, y);
                assertThat(Math.abs(actual[0] - (expected >> 16 & 0xff))).isLessThanOrEqualTo(tolerance);
                assertThat(Math.abs(actual[1] - (expected >> 8 & 0xff))).isLessThanOrEqualTo(tolerance);
                assertThat(Math.abs(actual[2] - (expected & 0xff))).isLessThanOrEqualTo(tolerance);
            }
        }
    }

    /** Blocks of 16 pixels, each in another colour, so that no turn or mirror looks like another. */
    private static int colour(int x, int y) {
        return x / 16 * 100 << 16 | y / 16 * 200 << 8 | (x / 16 + y / 16) % 2 * 120;
    }

    /** How a camera stores the upright picture under an orientation, by the words of the EXIF standard. */
    private static BufferedImage stored(int orientation) {
        boolean turned = orientation >= 5;
        BufferedImage image =
                new BufferedImage(turned ? HEIGHT : WIDTH, turned ? WIDTH : HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int right = WIDTH - 1 - x;
                int below = HEIGHT - 1 - y;
                int rgb = colour(x, y);
                switch (orientation) {
                    case 1 -> image.setRGB(x, y, rgb); // row 0 is the top, column 0 the left
                    case 2 -> image.setRGB(right, y, rgb); // top, right
                    case 3 -> image.setRGB(right, below, rgb); // bottom, right
                    case 4 -> image.setRGB(x, below, rgb); // bottom, left
                    case 5 -> image.setRGB(y, x, rgb); // row 0 is the left, column 0 the top
                    case 6 -> image.setRGB(y, right, rgb); // right, top
                    case 7 -> image.setRGB(below, right, rgb); // right, bottom
                    default -> image.setRGB(below, x, rgb); // left, bottom
                }
            }
        }
        return image;
    }

    static byte[] withPrefix(String prefix, byte[] data) {
        byte[] start = prefix.getBytes(StandardCharsets.ISO_8859_1);
        byte[] result = java.util.Arrays.copyOf(start, start.length + data.length);
        System.arraycopy(data, 0, result, start.length, data.length);
        return result;
    }
}
