package io.camelupscale.localupscale;

import io.camelupscale.localupscale.engine.UpscaleOptions;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.spi.UpscaleSpec;
import java.util.Map;

/** The embedded engine's own settings, to and from the text that a request carries them as. */
final class LocalSettings {

    private static final String TILE_SIZE = "tileSize";
    private static final String TILE_OVERLAP = "tileOverlap";
    private static final String QUALITY = "quality";
    private static final String COMPRESSION_LEVEL = "compressionLevel";
    private static final String MAX_INPUT_PIXELS = "maxInputPixels";
    private static final String MAX_OUTPUT_PIXELS = "maxOutputPixels";

    private LocalSettings() {}

    static Map<String, String> of(LocalUpscaleConfiguration options) {
        return Map.of(
                TILE_SIZE, String.valueOf(options.getTileSize()),
                TILE_OVERLAP, String.valueOf(options.getTileOverlap()),
                QUALITY, String.valueOf(options.getQuality()),
                COMPRESSION_LEVEL, String.valueOf(options.getCompressionLevel()),
                MAX_INPUT_PIXELS, String.valueOf(options.getMaxInputPixels()),
                MAX_OUTPUT_PIXELS, String.valueOf(options.getMaxOutputPixels()));
    }

    /**
     * The engine's options.
     *
     * @param sourceFormat what the result is in unless the spec says otherwise
     * @throws IllegalArgumentException if a value is out of range; the message names the option
     */
    static UpscaleOptions options(UpscaleSpec spec, ImageFormat sourceFormat) {
        Map<String, String> settings = spec.settings();
        return new UpscaleOptions(
                spec.model() == null ? "" : spec.model(),
                spec.scale(),
                format(spec, sourceFormat),
                Integer.parseInt(settings.get(QUALITY)),
                Integer.parseInt(settings.get(COMPRESSION_LEVEL)),
                Integer.parseInt(settings.get(TILE_SIZE)),
                Integer.parseInt(settings.get(TILE_OVERLAP)),
                Long.parseLong(settings.get(MAX_INPUT_PIXELS)),
                Long.parseLong(settings.get(MAX_OUTPUT_PIXELS)));
    }

    private static ImageFormat format(UpscaleSpec spec, ImageFormat sourceFormat) {
        String wanted = spec.outputFormat();
        if (wanted == null) {
            return sourceFormat.resultFormat();
        }
        return ImageFormat.byName(wanted)
                .filter(ImageFormat::writable)
                .orElseThrow(() ->
                        new IllegalArgumentException("outputFormat must be jpeg, png, webp or tiff, not " + wanted));
    }
}
