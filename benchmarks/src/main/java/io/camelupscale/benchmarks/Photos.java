package io.camelupscale.benchmarks;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Photos of any size, made from one of the repository's. */
final class Photos {

    private static final Path ORIGINAL = Path.of("camel-localupscale/src/test/resources/photos/coffee.png");

    private Photos() {}

    static Path write(Path file, int width, int height) throws IOException {
        BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = photo.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(ImageIO.read(ORIGINAL.toFile()), 0, 0, width, height, null);
        graphics.dispose();
        ImageIO.write(photo, "jpeg", file.toFile());
        return file;
    }
}
