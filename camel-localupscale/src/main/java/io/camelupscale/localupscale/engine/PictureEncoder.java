package io.camelupscale.localupscale.engine;

import java.io.IOException;
import java.nio.file.Path;

/** Writes a result in one format while it is being made. */
interface PictureEncoder {

    /** Writes all rows to a file, which is created or replaced. */
    void encode(BandStream bands, Path target) throws IOException;

    /** Bytes of heap beside the bands. */
    default long extraBytes(long pixels) {
        return 0;
    }

    /** @throws EngineException if the format cannot be written on this platform */
    static PictureEncoder of(UpscaleOptions options) {
        return switch (options.format()) {
            case PNG -> new PngEncoder(options.compressionLevel());
            case JPEG -> new JpegEncoder(options.quality());
            case TIFF -> new TiffEncoder(options.compressionLevel());
            case WEBP -> new WebpEncoder(options.quality());
            case GIF, BMP -> throw new IllegalArgumentException("%s cannot be written".formatted(options.format()));
        };
    }
}
