package io.camelupscale.localupscale.engine;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.function.DoubleUnaryOperator;

/** Textbook resampling and PSNR in double precision, to measure the engine against. */
final class Resampling {

    private Resampling() {}

    static BufferedImage evenSides(BufferedImage image) {
        return image.getSubimage(0, 0, image.getWidth() & ~1, image.getHeight() & ~1);
    }

    static BufferedImage bicubic(BufferedImage image, int width, int height) {
        return resize(image, width, height, 2, x -> {
            double t = Math.abs(x);
            return t < 1 ? 1.5 * t * t * t - 2.5 * t * t + 1 : t < 2 ? -0.5 * t * t * t + 2.5 * t * t - 4 * t + 2 : 0;
        });
    }

    static BufferedImage lanczos(BufferedImage image, int width, int height) {
        return resize(image, width, height, 3, x -> Math.abs(x) >= 3 ? 0 : sinc(x) * sinc(x / 3));
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static BufferedImage resize(
            BufferedImage image, int width, int height, int support, DoubleUnaryOperator filter) {
        BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int band = 0; band < 3; band++) {
            double[][] rows = new double[image.getHeight()][image.getWidth()];
            for (int y = 0; y < rows.length; y++) {
                image.getRaster().getSamples(0, y, image.getWidth(), 1, band, rows[y]);
            }
            double[][] resized =
                    transposed(lines(transposed(lines(rows, width, support, filter)), height, support, filter));
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    result.getRaster()
                            .setSample(x, y, band, (int) Math.max(0, Math.min(255, Math.rint(resized[y][x]))));
                }
            }
        }
        return result;
    }

    private static double[][] lines(double[][] rows, int length, int support, DoubleUnaryOperator filter) {
        double ratio = (double) rows[0].length / length;
        double stretch = Math.max(1, ratio);
        double[][] result = new double[rows.length][length];
        for (int i = 0; i < length; i++) {
            double centre = (i + 0.5) * ratio - 0.5;
            int first = (int) Math.ceil(centre - support * stretch);
            int last = (int) Math.floor(centre + support * stretch);
            for (int y = 0; y < rows.length; y++) {
                double sum = 0;
                double weights = 0;
                for (int tap = first; tap <= last; tap++) {
                    double weight = filter.applyAsDouble((tap - centre) / stretch);
                    sum += weight * rows[y][Math.max(0, Math.min(rows[y].length - 1, tap))];
                    weights += weight;
                }
                result[y][i] = sum / weights;
            }
        }
        return result;
    }

    private static double[][] transposed(double[][] rows) {
        double[][] result = new double[rows[0].length][rows.length];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[0].length; x++) {
                result[x][y] = rows[y][x];
            }
        }
        return result;
    }

    /** Peak signal to noise ratio of luma in decibels. */
    static double lumaPsnr(Raster expected, Raster actual) {
        double sum = 0;
        for (int y = 0; y < expected.getHeight(); y++) {
            for (int x = 0; x < expected.getWidth(); x++) {
                double difference = luma(expected, x, y) - luma(actual, x, y);
                sum += difference * difference;
            }
        }
        return 10 * Math.log10(255 * 255 / (sum / expected.getWidth() / expected.getHeight()));
    }

    private static double luma(Raster raster, int x, int y) {
        return 0.299 * raster.getSample(x, y, 0)
                + 0.587 * raster.getSample(x, y, 1)
                + 0.114 * raster.getSample(x, y, 2);
    }
}
