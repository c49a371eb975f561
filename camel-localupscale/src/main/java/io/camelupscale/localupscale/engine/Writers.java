package io.camelupscale.localupscale.engine;

import java.awt.image.RenderedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/** Picks ImageIO writers by class, so that no plug-in on the class path changes a result. */
final class Writers {

    private Writers() {}

    static ImageWriter named(String format, String className) {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getName().equals(className)) {
                return writer;
            }
        }
        throw new IllegalStateException("ImageIO plug-in %s is not registered".formatted(className));
    }

    /** @param quality 0 to 1, in the sense of the writer */
    static ImageWriteParam parameters(ImageWriter writer, String compression, float quality) {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
        param.setCompressionQuality(quality);
        return param;
    }

    static void write(
            ImageWriter writer, RenderedImage image, @Nullable IIOMetadata metadata, ImageWriteParam param, Path target)
            throws IOException {
        // the stream would keep the rest of a longer file
        Files.deleteIfExists(target);
        try (ImageOutputStream out = new FileImageOutputStream(target.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata), param);
        } finally {
            writer.dispose();
        }
    }
}
