package io.camelupscale.examples.upscaleservice;

import io.camelupscale.media.ImageFormat;
import io.vertx.core.MultiMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an upload, checked as far as they can be without the picture.
 *
 * @param fileName the picture's, without folders
 * @param tileSize 0 for the default
 */
record UploadForm(String fileName, int scale, String model, int tileSize, ImageFormat format) {

    private static final int DEFAULT_SCALE = 4;
    private static final int LEAST_TILE = 32;
    private static final int LARGEST_TILE = 2048;
    private static final int LONGEST_NAME = 120;

    /**
     * @param uploadName as the client sent it
     * @throws ApiException 400 or 422
     */
    static UploadForm of(@Nullable String uploadName, MultiMap fields) {
        String name = plainName(uploadName);
        int asked = number(fields, "scale");
        int scale = asked == 0 ? DEFAULT_SCALE : asked;
        String model = text(fields, "model_name");
        model = model.isEmpty() ? Models.DEFAULT : model;
        Models.check(model, scale);
        return new UploadForm(name, scale, model, tileSize(number(fields, "tile_size")), format(fields, name));
    }

    /** Tiles of few sizes, so that the engine does not have to be set up for thousands. */
    private static int tileSize(int asked) {
        if (asked <= 0) {
            return 0;
        }
        if (asked < LEAST_TILE || asked > LARGEST_TILE) {
            throw new ApiException(
                    422, "invalid tile_size: " + asked + " (must be 0, or " + LEAST_TILE + " to " + LARGEST_TILE + ")");
        }
        return asked / LEAST_TILE * LEAST_TILE;
    }

    private static ImageFormat format(MultiMap fields, String fileName) {
        String named = text(fields, "format").toLowerCase(Locale.ROOT);
        if (!named.isEmpty()) {
            return ImageFormat.byName(named)
                    .filter(ImageFormat::writable)
                    .orElseThrow(() ->
                            new ApiException(422, "invalid format: " + named + " (must be png, jpg, webp or tiff)"));
        }
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1);
        return ImageFormat.byName(extension).map(ImageFormat::resultFormat).orElse(ImageFormat.PNG);
    }

    private static String text(MultiMap fields, String name) {
        String value = fields.get(name);
        return value == null ? "" : value.trim();
    }

    private static int number(MultiMap fields, String name) {
        String value = text(fields, name);
        try {
            return value.isEmpty() ? 0 : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new ApiException(400, "invalid request: " + name + " is no whole number");
        }
    }

    /** Only for people and for its extension: nothing on the disk is called by it. */
    private static String plainName(@Nullable String name) {
        String last = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String plain = last.replaceAll("[\\p{Cntrl}\\p{Cf}]", "").trim();
        if (plain.length() > LONGEST_NAME) {
            plain = plain.substring(plain.length() - LONGEST_NAME); // with its extension
        }
        return plain.isEmpty() ? "image" : plain;
    }
}
