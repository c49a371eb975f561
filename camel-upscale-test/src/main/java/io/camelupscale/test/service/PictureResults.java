package io.camelupscale.test.service;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.test.fault.JobFault;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Real pictures: the source, upright, enlarged by plain interpolation. Needs the heap for the whole result. Each is made once
 * and kept in a folder; the same order gets the same file.
 */
public final class PictureResults implements Results {

    private final Path folder;
    private final Map<String, ResultData> made = new ConcurrentHashMap<>();

    public PictureResults(Path folder) {
        this.folder = folder;
    }

    @Override
    public ResultData of(SimulatedJob job) throws IOException {
        boolean flat = job.fault() instanceof JobFault.FlatColour;
        boolean wrong = job.fault() instanceof JobFault.WrongSize;
        String suffix = flat ? "-flat" : wrong ? "-wrong" : "";
        try {
            return made.computeIfAbsent(
                    job.order().content() + suffix, unknown -> make(job.order(), job.id() + suffix, flat, wrong));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private ResultData make(JobOrder order, String name, boolean flat, boolean wrong) {
        int width = wrong ? order.width() + 1 : order.resultWidth();
        int height = wrong ? order.height() + 1 : order.resultHeight();
        try {
            BufferedImage result = enlarged(upright(order.source().file()), width, height, order.format());
            if (flat) {
                fill(result);
            }
            Path file = folder.resolve(name + '.' + order.format().extension());
            if (!ImageIO.write(result, order.format().extension(), file.toFile())) {
                throw new IOException("no ImageIO plug-in on the class path writes " + order.format());
            }
            return new ResultData.OfFile(file, Files.size(file), order.format().mediaType(), '"' + name + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            // plug-ins answer damaged pictures with whatever exception they stumble over
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static BufferedImage upright(Path file) throws IOException {
        ImageInfo info = ImageInfo.read(file);
        BufferedImage stored = stored(file, info.format());
        if (info.orientation() == 1) {
            return stored;
        }
        double w = info.width();
        double h = info.height();
        AffineTransform turn =
                switch (info.orientation()) {
                    case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
                    case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
                    case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
                    case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
                    case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
                    case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
                    default -> new AffineTransform(0, -1, 1, 0, 0, w);
                };
        BufferedImage upright = new BufferedImage(info.displayWidth(), info.displayHeight(), type(stored));
        Graphics2D graphics = upright.createGraphics();
        graphics.drawImage(stored, turn, null);
        graphics.dispose();
        return upright;
    }

    private static BufferedImage stored(Path file, ImageFormat format) throws IOException {
        ImageReader reader = ImageInfo.reader(format);
        try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(input, true, true);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage enlarged(BufferedImage source, int width, int height, ImageFormat format) {
        int type = format == ImageFormat.JPEG ? BufferedImage.TYPE_INT_RGB : type(source);
        BufferedImage result = new BufferedImage(width, height, type);
        Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(source, 0, 0, width, height, null);
        graphics.dispose();
        return result;
    }

    private static void fill(BufferedImage picture) {
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.GRAY);
        graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        graphics.dispose();
    }

    private static int type(BufferedImage picture) {
        return picture.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    }
}
