package io.camelupscale.benchmarks.waiting;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures of 2 x 2 pixels, no two alike, since the same picture would be the same job; and what they become. */
public record Sources(Path folder) {

    private static final int SIDE = 2;
    private static final int SCALE = 4;

    /** Makes so many. */
    public static Sources write(Path folder, int count) throws IOException {
        Sources sources = new Sources(folder);
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        ImageIO.setUseCache(false);
        for (int i = 0; i < count; i++) {
            picture.setRGB(0, 0, i);
            ImageIO.write(picture, "png", sources.source(i).toFile());
        }
        BufferedImage result = new BufferedImage(SIDE * SCALE, SIDE * SCALE, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(result, "png", sources.result().toFile());
        return sources;
    }

    Path source(int number) {
        return folder.resolve(number + ".png");
    }

    /** The result of each. */
    public Path result() {
        return folder.resolve("result.png");
    }
}
