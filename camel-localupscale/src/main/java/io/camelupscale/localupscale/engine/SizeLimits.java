package io.camelupscale.localupscale.engine;

import io.camelupscale.media.ImageInfo;

/** Refuses pictures by their header. */
public final class SizeLimits {

    private SizeLimits() {}

    /** @throws PictureTooLargeException if the source or the result is larger than allowed or than the format holds */
    public static void check(ImageInfo info, UpscaleOptions options) {
        if (info.pixels() > options.maxInputPixels()) {
            throw new PictureTooLargeException("the source has %d x %d = %d pixels, maxInputPixels allows %d"
                    .formatted(info.width(), info.height(), info.pixels(), options.maxInputPixels()));
        }
        long width = (long) info.displayWidth() * options.scale();
        long height = (long) info.displayHeight() * options.scale();
        if (Math.multiplyHigh(width, height) != 0 || width * height > options.maxOutputPixels()) {
            throw new PictureTooLargeException("the result would have %d x %d = %d pixels, maxOutputPixels allows %d"
                    .formatted(width, height, width * height, options.maxOutputPixels()));
        }
        int longestSide = options.format().longestSide();
        if (Math.max(width, height) > longestSide) {
            throw new PictureTooLargeException("the result would have %d x %d pixels, but %s holds at most %d a side"
                    .formatted(width, height, options.format(), longestSide));
        }
    }
}
