package io.camelupscale.localupscale.engine;

import io.camelupscale.media.ImageInfo;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/** Makes, changes and compares picture files. */
final class Pictures {

    private Pictures() {}

    /** One of the photos, in 8-bit RGB. */
    static BufferedImage photo(String name) {
        try (InputStream in = Pictures.class.getResourceAsStream("/photos/" + name + ".png")) {
            BufferedImage photo = ImageIO.read(in);
            BufferedImage rgb = new BufferedImage(photo.getWidth(), photo.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
            rgb.createGraphics().drawImage(photo, 0, 0, null);
            return rgb;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BufferedImage photo(String name, int width, int height) {
        BufferedImage crop = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        crop.createGraphics().drawImage(photo(name), -100, -60, null);
        return crop;
    }

    static Path write(BufferedImage image, String format, Path file) throws IOException {
        Files.deleteIfExists(file);
        if (format.startsWith("tif")) {
            ImageWriter writer = Writers.named("tiff", "com.sun.imageio.plugins.tiff.TIFFImageWriter");
            Writers.write(writer, image, null, writer.getDefaultWriteParam(), file);
            return file;
        }
        if (!ImageIO.write(image, format, file.toFile())) {
            throw new IllegalArgumentException("no writer for " + format);
        }
        return file;
    }

    static Path writeJpeg(BufferedImage image, float quality, Path file) throws IOException {
        ImageWriter writer = Writers.named("jpeg", "com.sun.imageio.plugins.jpeg.JPEGImageWriter");
        Writers.write(writer, image, null, Writers.parameters(writer, "JPEG", quality), file);
        return file;
    }

    /** A TIFF with one more tag. */
    static Path writeTiff(BufferedImage image, int tag, int type, Object value, Path file) throws IOException {
        ImageWriter writer = Writers.named("tiff", "com.sun.imageio.plugins.tiff.TIFFImageWriter");
        ImageWriteParam param = writer.getDefaultWriteParam();
        IIOMetadata plain = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
        TIFFDirectory directory = TIFFDirectory.createFromMetadata(plain);
        TIFFTag definition = BaselineTIFFTagSet.getInstance().getTag(tag);
        int count = value instanceof byte[] bytes ? bytes.length : 1;
        directory.addTIFFField(new TIFFField(definition, type, count, value));
        try (ImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, directory.getAsMetadata()), param);
        } finally {
            writer.dispose();
        }
        return file;
    }

    /** The samples as stored, as nobody's colour model sees them. */
    static Raster read(Path file) throws IOException {
        return readImage(file).getRaster();
    }

    static BufferedImage readImage(Path file) throws IOException {
        ImageReader reader = ImageInfo.reader(ImageInfo.read(file).format());
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    static int bits(Raster raster) {
        return raster.getSampleModel().getDataType() == DataBuffer.TYPE_USHORT ? 16 : 8;
    }

    static int[] pixel(Raster raster, int x, int y) {
        return raster.getPixel(x, y, (int[]) null);
    }

    static int largestDifference(Raster a, Raster b) {
        int largest = 0;
        int[] first = a.getPixels(0, 0, a.getWidth(), a.getHeight(), (int[]) null);
        int[] second = b.getPixels(0, 0, b.getWidth(), b.getHeight(), (int[]) null);
        for (int i = 0; i < first.length; i++) {
            largest = Math.max(largest, Math.abs(first[i] - second[i]));
        }
        return largest;
    }

    /** Inserts a chunk behind the header of a PNG file. */
    static void addPngChunk(Path file, String type, byte[] data) throws IOException {
        byte[] png = Files.readAllBytes(file);
        int afterHeader = 8 + 25;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, afterHeader);
        out.writeBytes(pngChunk(type, data));
        out.write(png, afterHeader, png.length - afterHeader);
        Files.write(file, out.toByteArray());
    }

    static byte[] pngChunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    /** Inserts a segment behind the start of a JPEG file. */
    static void addJpegSegment(Path file, int marker, byte[] data) throws IOException {
        byte[] jpeg = Files.readAllBytes(file);
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + data.length + 4)
                .put(jpeg, 0, 2)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (data.length + 2))
                .put(data)
                .put(jpeg, 2, jpeg.length - 2);
        Files.write(file, out.array());
    }

    /** EXIF as in a TIFF file, holding nothing but the orientation. */
    static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .put(new byte[] {'M', 'M', 0, 42})
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    static void truncate(Path file, double part) throws IOException {
        byte[] all = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(all, (int) (all.length * part)));
    }
}
