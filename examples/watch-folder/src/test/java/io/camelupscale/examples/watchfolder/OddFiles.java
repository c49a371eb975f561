package io.camelupscale.examples.watchfolder;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/** Pictures as people drop them: all 20 x 12 pixels unless said otherwise. */
final class OddFiles {

    static final int WIDTH = 20;
    static final int HEIGHT = 12;

    private OddFiles() {}

    static BufferedImage picture(int type) {
        return picture(type, WIDTH, HEIGHT);
    }

    static BufferedImage picture(int type, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    static void write(RenderedImage image, String format, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        if (!ImageIO.write(image, format, file.toFile())) {
            throw new IOException("nothing writes this as " + format);
        }
    }

    static BufferedImage translucent() {
        BufferedImage image = picture(BufferedImage.TYPE_INT_ARGB);
        for (int x = 0; x < WIDTH / 2; x++) {
            image.setRGB(x, 3, x << 24 | 0x00ff00);
        }
        return image;
    }

    static BufferedImage grey16() {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
        for (int x = 0; x < WIDTH; x++) {
            for (int y = 0; y < HEIGHT; y++) {
                raster.setSample(x, y, 0, x * 3000 + y);
            }
        }
        return new BufferedImage(model, raster, false, null);
    }

    static void writeCmykJpeg(Path file) throws IOException {
        WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, null);
        for (int x = 0; x < WIDTH; x++) {
            for (int y = 0; y < HEIGHT; y++) {
                inks.setPixel(x, y, new int[] {x * 10, y * 10, 40, 20});
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        Files.deleteIfExists(file);
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(inks, null, null), null);
        } finally {
            writer.dispose();
        }
    }

    /** A JPEG that a viewer shows turned by a quarter. */
    static void writeTurnedJpeg(Path file) throws IOException {
        write(picture(BufferedImage.TYPE_INT_RGB), "jpeg", file);
        byte[] jpeg = Files.readAllBytes(file);
        ByteBuffer turned = ByteBuffer.allocate(jpeg.length + 36)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) 34)
                .put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) 6)
                .putShort((short) 0)
                .putInt(0)
                .put(jpeg, 2, jpeg.length - 2);
        Files.write(file, turned.array());
    }

    static void cut(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, all.length * 2 / 3));
    }

    /** A PNG whose header promises a gigantic one-colour picture. */
    static void writeBomb(Path file, int side) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(side).putInt(side).put(new byte[] {8, 0, 0, 0, 0});
        ByteBuffer bomb = ByteBuffer.allocate(200).put("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        chunk(bomb, "IHDR", header.array());
        chunk(bomb, "IDAT", new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1});
        chunk(bomb, "IEND", new byte[0]);
        Files.write(file, Arrays.copyOf(bomb.array(), bomb.position()));
    }

    private static void chunk(ByteBuffer to, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        to.putInt(data.length).put(name).put(data).putInt((int) crc.getValue());
    }
}
