package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.media.ImageFormat;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFTag;
import org.junit.jupiter.api.Test;

class ColourProfilesTest extends EngineTest {

    private static final int[] STORED = {200, 40, 90};
    private static final int[] SWAPPED = {90, 40, 200};

    @Test
    void thePngProfileIsApplied() throws IOException {
        Path source = Pictures.write(plain(), "png", folder.resolve("in.png"));
        addPngProfile(source, swappedPrimaries());

        assertColour(doubled(source, ImageFormat.PNG), SWAPPED);
    }

    @Test
    void theJpegProfileIsApplied() throws IOException {
        Path source = Pictures.writeJpeg(plain(), 1, folder.resolve("in.jpg"));
        addJpegProfile(source, swappedPrimaries());

        assertColour(doubled(source, ImageFormat.PNG), SWAPPED);
    }

    @Test
    void theTiffProfileIsApplied() throws IOException {
        Path source = tiff(plain(), swappedPrimaries());

        assertColour(doubled(source, ImageFormat.PNG), SWAPPED);
    }

    @Test
    void theWebpProfileIsApplied() throws IOException {
        Path source = folder.resolve("in.webp");
        var writer = Writers.named("webp", "com.luciad.imageio.webp.WebPWriter");
        Writers.write(writer, plain(), null, Writers.parameters(writer, "Lossless", 1), source);
        addWebpProfile(source, swappedPrimaries());

        assertColour(doubled(source, ImageFormat.PNG), SWAPPED);
    }

    @Test
    void linearGreyBecomesSrgbGrey() throws IOException {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        Path source = Pictures.write(grey(55), "png", folder.resolve("in.png"));
        addPngProfile(source, linear);

        Raster result = doubled(source, ImageFormat.PNG);

        assertThat(result.getNumBands()).isEqualTo(1);
        assertThat(result.getSample(10, 10, 0)).isBetween(125, 131);
    }

    @Test
    void greyOfAnotherGammaIsConverted() throws IOException {
        ByteBuffer gamma =
                ByteBuffer.wrap(ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData());
        int curve = tag(gamma, "kTRC");
        // a curve of one value is a gamma, in 256ths
        assertThat(gamma.getInt(curve + 8)).isEqualTo(1);
        gamma.putShort(curve + 12, (short) (1.4 * 256));
        Path png = Pictures.write(grey(80), "png", folder.resolve("in.png"));
        addPngProfile(png, gamma.array());
        Path jpeg = Pictures.writeJpeg(grey(80), 1, folder.resolve("in.jpg"));
        addJpegProfile(jpeg, gamma.array());
        Path tiff = tiff(grey(80), gamma.array());

        for (Path source : new Path[] {png, jpeg, tiff}) {
            Raster result = doubled(source, ImageFormat.PNG);
            assertThat(result.getNumBands()).isEqualTo(1);
            // (80 / 255) ^ 1.4 = 0.197 of the light, which sRGB writes as 123
            assertThat(result.getSample(10, 10, 0)).as(source.toString()).isBetween(120, 126);
        }
    }

    @Test
    void sixteenBitSamplesAreConvertedToo() throws IOException {
        Path source = Pictures.write(deepPlain(), "png", folder.resolve("in.png"));
        addPngProfile(source, swappedPrimaries());

        Raster result = doubled(source, ImageFormat.PNG);

        assertThat(Pictures.bits(result)).isEqualTo(16);
        for (int band = 0; band < 3; band++) {
            assertThat(result.getSample(10, 10, band) / 257).isBetween(SWAPPED[band] - 2, SWAPPED[band] + 2);
        }
    }

    @Test
    void transparencyIsNoColour() throws IOException {
        BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_4BYTE_ABGR);
        for (int i = 0; i < 400; i++) {
            image.getRaster().setPixel(i % 20, i / 20, new int[] {200, 40, 90, 128});
        }
        Path source = Pictures.write(image, "png", folder.resolve("in.png"));
        addPngProfile(source, swappedPrimaries());

        Raster result = doubled(source, ImageFormat.PNG);

        assertColour(result, SWAPPED);
        assertThat(result.getSample(10, 10, 3)).isEqualTo(128);
    }

    @Test
    void aDamagedProfileIsIgnored() throws IOException {
        byte[] damaged = swappedPrimaries();
        java.util.Arrays.fill(damaged, 30, damaged.length, (byte) 7);
        Path png = Pictures.write(plain(), "png", folder.resolve("in.png"));
        addPngProfile(png, damaged);
        Path jpeg = Pictures.writeJpeg(plain(), 1, folder.resolve("in.jpg"));
        addJpegProfile(jpeg, damaged);
        Path tiff = tiff(plain(), damaged);

        assertColour(doubled(png, ImageFormat.PNG), STORED);
        assertColour(doubled(jpeg, ImageFormat.PNG), STORED);
        assertColour(doubled(tiff, ImageFormat.PNG), STORED);
    }

    @Test
    void aProfileForOtherChannelsIsIgnored() throws IOException {
        Path source = Pictures.write(plain(), "png", folder.resolve("in.png"));
        addPngProfile(source, ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData());

        assertColour(doubled(source, ImageFormat.PNG), STORED);
    }

    private static void assertColour(Raster result, int[] expected) {
        for (int band = 0; band < 3; band++) {
            assertThat(result.getSample(10, 10, band)).isBetween(expected[band] - 3, expected[band] + 3);
        }
    }

    /** sRGB with the red and the blue primary exchanged. */
    private static byte[] swappedPrimaries() {
        ByteBuffer profile =
                ByteBuffer.wrap(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        int tags = profile.getInt(128);
        for (int i = 0; i < tags; i++) {
            int entry = 132 + 12 * i;
            if (profile.getInt(entry) == signature("rXYZ")) {
                profile.putInt(entry, signature("bXYZ"));
            } else if (profile.getInt(entry) == signature("bXYZ")) {
                profile.putInt(entry, signature("rXYZ"));
            }
        }
        return profile.array();
    }

    private static int tag(ByteBuffer profile, String name) {
        int entry = 132;
        while (profile.getInt(entry) != signature(name)) {
            entry += 12;
        }
        return profile.getInt(entry + 4);
    }

    private static int signature(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    private static BufferedImage plain() {
        BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 400; i++) {
            image.getRaster().setPixel(i % 20, i / 20, STORED);
        }
        return image;
    }

    private static BufferedImage deepPlain() {
        var model = new java.awt.image.ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, 1, java.awt.image.DataBuffer.TYPE_USHORT);
        BufferedImage image = new BufferedImage(model, model.createCompatibleWritableRaster(20, 20), false, null);
        for (int i = 0; i < 400; i++) {
            image.getRaster().setPixel(i % 20, i / 20, new int[] {200 * 257, 40 * 257, 90 * 257});
        }
        return image;
    }

    private static BufferedImage grey(int value) {
        BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 400; i++) {
            image.getRaster().setSample(i % 20, i / 20, 0, value);
        }
        return image;
    }

    private Path tiff(BufferedImage image, byte[] profile) throws IOException {
        return Pictures.writeTiff(
                image, BaselineTIFFTagSet.TAG_ICC_PROFILE, TIFFTag.TIFF_UNDEFINED, profile, folder.resolve("in.tif"));
    }

    private static void addPngProfile(Path png, byte[] profile) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes("test\0\0".getBytes(StandardCharsets.US_ASCII));
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(chunk)) {
            deflated.write(profile);
        }
        Pictures.addPngChunk(png, "iCCP", chunk.toByteArray());
    }

    private static void addJpegProfile(Path jpeg, byte[] profile) throws IOException {
        Pictures.addJpegSegment(jpeg, 0xe2, OrientationTest.withPrefix("ICC_PROFILE\0\1\1", profile));
    }

    /** Turns a plain WebP into an extended one. */
    private static void addWebpProfile(Path webp, byte[] profile) throws IOException {
        byte[] file = java.nio.file.Files.readAllBytes(webp);
        int padding = profile.length & 1;
        int size = file.length + 18 + 8 + profile.length + padding;
        ByteBuffer out = ByteBuffer.allocate(size).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        out.put(file, 0, 4).putInt(size - 8).put(file, 8, 4);
        out.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0x20);
        out.put(new byte[] {19, 0, 0, 19, 0, 0});
        out.put("ICCP".getBytes(StandardCharsets.US_ASCII))
                .putInt(profile.length)
                .put(profile)
                .put(new byte[padding]);
        out.put(file, 12, file.length - 12);
        java.nio.file.Files.write(webp, out.array());
    }
}
