package io.camelupscale.localupscale.engine;

import io.camelupscale.media.ImageFormat;

/**
 * How to upscale one picture.
 *
 * @param model            name of a model in the jar, {@code file:} and a path of an ONNX file, or empty for the default
 *                         of the scale
 * @param scale            2, 3 or 4: output sides are exactly this many times the input's
 * @param format           format of the result; must be {@linkplain ImageFormat#writable() writable}
 * @param quality          0 to 100, for JPEG and WebP
 * @param compressionLevel deflate level of PNG and TIFF, 0 (none) to 9 (smallest)
 * @param tileSize         side in input pixels of the square pieces that the network sees, without overlap; 0 for the
 *                         engine's own: 256, and for the Java engine pieces up to three times as wide as they are high
 * @param tileOverlap      input pixels added to each side of a piece, so that seams stay invisible; 0 for the model's own
 * @param maxInputPixels   larger sources are refused
 * @param maxOutputPixels  larger results are refused
 */
public record UpscaleOptions(
        String model,
        int scale,
        ImageFormat format,
        int quality,
        int compressionLevel,
        int tileSize,
        int tileOverlap,
        long maxInputPixels,
        long maxOutputPixels) {

    public static final int DEFAULT_QUALITY = 92;
    public static final int DEFAULT_COMPRESSION_LEVEL = 2;
    public static final int DEFAULT_TILE_SIZE = 256;
    public static final long DEFAULT_MAX_INPUT_PIXELS = 100_000_000;
    public static final long DEFAULT_MAX_OUTPUT_PIXELS = 1_600_000_000;

    static final int MIN_TILE_SIZE = 32;
    static final int MAX_TILE_SIZE = 2048;

    public UpscaleOptions {
        require(scale >= 2 && scale <= 4, "scale must be 2, 3 or 4", scale);
        require(format.writable(), "format must be one that can be written", format);
        require(quality >= 0 && quality <= 100, "quality must be 0 to 100", quality);
        require(compressionLevel >= 0 && compressionLevel <= 9, "compressionLevel must be 0 to 9", compressionLevel);
        require(
                tileSize == 0 || tileSize >= MIN_TILE_SIZE && tileSize <= MAX_TILE_SIZE,
                "tileSize must be 0 or " + MIN_TILE_SIZE + " to " + MAX_TILE_SIZE,
                tileSize);
        require(tileOverlap >= 0 && tileOverlap <= 256, "tileOverlap must be 0 to 256", tileOverlap);
        require(maxInputPixels > 0, "maxInputPixels must be positive", maxInputPixels);
        require(maxOutputPixels > 0, "maxOutputPixels must be positive", maxOutputPixels);
    }

    /** The default model of the scale, default tiles and limits. */
    public static UpscaleOptions of(int scale, ImageFormat format) {
        return new UpscaleOptions(
                "",
                scale,
                format,
                DEFAULT_QUALITY,
                DEFAULT_COMPRESSION_LEVEL,
                0,
                0,
                DEFAULT_MAX_INPUT_PIXELS,
                DEFAULT_MAX_OUTPUT_PIXELS);
    }

    /** With another model. */
    public UpscaleOptions withModel(String model) {
        return new UpscaleOptions(
                model,
                scale,
                format,
                quality,
                compressionLevel,
                tileSize,
                tileOverlap,
                maxInputPixels,
                maxOutputPixels);
    }

    /** With another JPEG or WebP quality and deflate level. */
    public UpscaleOptions withCompression(int quality, int compressionLevel) {
        return new UpscaleOptions(
                model,
                scale,
                format,
                quality,
                compressionLevel,
                tileSize,
                tileOverlap,
                maxInputPixels,
                maxOutputPixels);
    }

    /** With other tiles. */
    public UpscaleOptions withTiles(int tileSize, int tileOverlap) {
        return new UpscaleOptions(
                model,
                scale,
                format,
                quality,
                compressionLevel,
                tileSize,
                tileOverlap,
                maxInputPixels,
                maxOutputPixels);
    }

    /** With other limits. */
    public UpscaleOptions withLimits(long maxInputPixels, long maxOutputPixels) {
        return new UpscaleOptions(
                model,
                scale,
                format,
                quality,
                compressionLevel,
                tileSize,
                tileOverlap,
                maxInputPixels,
                maxOutputPixels);
    }

    private static void require(boolean holds, String message, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(message + ", not " + value);
        }
    }
}
