package io.camelupscale.examples.upscaleservice;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Smaller and larger versions of the photos that the watch-folder example has. */
final class Photos {

    private static final Path FOLDER = Path.of("..", "watch-folder", "inbox");

    private Photos() {}

    static byte[] cat() throws IOException {
        return png("chelsea.png", 150, 100);
    }

    static byte[] cup() throws IOException {
        return png("coffee.png", 150, 100);
    }

    static byte[] pilot() throws IOException {
        return png("astronaut.png", 128, 128);
    }

    /** One that is upscaled in no time. */
    static byte[] tiny() throws IOException {
        return png("coffee.png", 48, 32);
    }

    /** One that takes a while. */
    static byte[] large() throws IOException {
        return encoded(sized("astronaut.png", 600, 600), "jpg");
    }

    /** One whose header is right and whose pixels break off. */
    static byte[] damaged() throws IOException {
        byte[] whole = cat();
        return Arrays.copyOf(whole, whole.length / 2);
    }

    private static byte[] png(String photo, int width, int height) throws IOException {
        return encoded(sized(photo, width, height), "png");
    }

    private static BufferedImage sized(String photo, int width, int height) throws IOException {
        Image smooth = ImageIO.read(FOLDER.resolve(photo).toFile())
                .getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING);
        BufferedImage sized = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sized.createGraphics();
        graphics.drawImage(smooth, 0, 0, null);
        graphics.dispose();
        return sized;
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
