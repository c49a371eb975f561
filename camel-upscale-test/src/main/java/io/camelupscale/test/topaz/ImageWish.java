package io.camelupscale.test.topaz;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.test.http.BadRequestException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a picture, as submits and estimates say it. Settings of models are not looked at: whatever does not
 * exist is ignored.
 */
record ImageWish(ImageFamily family, String model, int width, int height, boolean crop, ImageFormat format) {

    private static final int MAX_SIDE = 32_000;
    private static final int AUTOMATIC_SCALE = 2;

    /**
     * Reads the fields.
     *
     * @param sourceWidth in pixels
     * @param sourceHeight in pixels
     */
    static ImageWish of(ImageFamily family, Map<String, String> fields, int sourceWidth, int sourceHeight)
            throws IOException {
        String model = fields.getOrDefault("model", family.defaultModel());
        if (!family.models().contains(model)) {
            throw new BadRequestException(400, "Invalid model.");
        }
        int width = sourceWidth;
        int height = sourceHeight;
        boolean crop = false;
        if (family.isSized()) {
            Integer wide = side(fields.get("output_width"), "Invalid output width.");
            Integer high = side(fields.get("output_height"), "Invalid output height.");
            crop = flag(fields.getOrDefault("crop_to_fill", "false"));
            double scale = scale(wide, high, sourceWidth, sourceHeight);
            width = wide == null ? side(sourceWidth * scale) : wide;
            height = high == null ? side(sourceHeight * scale) : high;
        }
        ImageWish wish = new ImageWish(family, model, width, height, crop, format(family, fields.get("output_format")));
        wish.checkSizes((long) sourceWidth * sourceHeight);
        return wish;
    }

    long pixels() {
        return (long) width * height;
    }

    long credits() {
        return ImageModel.of(family, model).credits(pixels());
    }

    private void checkSizes(long sourcePixels) throws IOException {
        ImageModel limits = ImageModel.of(family, model);
        if (sourcePixels > limits.maxInput()) {
            throw new BadRequestException(
                    413, "Input image dimensions exceed maximum allowed of " + limits.maxInput() / 1_000_000 + " MP.");
        }
        if (pixels() > limits.maxOutput()) {
            throw new BadRequestException(
                    413,
                    "Output image dimensions exceed maximum allowed of " + limits.maxOutput() / 1_000_000 + " MP.");
        }
    }

    private static double scale(@Nullable Integer wide, @Nullable Integer high, int width, int height) {
        if (wide != null) {
            return (double) wide / width;
        }
        return high == null ? AUTOMATIC_SCALE : (double) high / height;
    }

    private static int side(double pixels) {
        return (int) Math.max(1, Math.min(MAX_SIDE, Math.round(pixels)));
    }

    static @Nullable Integer side(@Nullable String text, String complaint) throws IOException {
        if (text == null) {
            return null;
        }
        try {
            int side = Integer.parseInt(text);
            if (side >= 1 && side <= MAX_SIDE) {
                return side;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw new BadRequestException(400, complaint);
    }

    private static boolean flag(String text) throws IOException {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadRequestException(400, "Invalid crop to fill.");
        };
    }

    private static ImageFormat format(ImageFamily family, @Nullable String wanted) throws IOException {
        if (wanted == null) {
            return family.results().contains(ImageFormat.JPEG) ? ImageFormat.JPEG : ImageFormat.PNG;
        }
        boolean known =
                switch (wanted) {
                    case "jpeg", "jpg", "png", "tiff", "tif" -> true;
                    default -> false;
                };
        return ImageFormat.byName(wanted)
                .filter(format -> known && family.results().contains(format))
                .orElseThrow(() -> new BadRequestException(400, "Invalid output format."));
    }
}
