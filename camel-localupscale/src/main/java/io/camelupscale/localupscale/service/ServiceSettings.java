package io.camelupscale.localupscale.service;

import java.util.Map;

/**
 * What else a job may want, to and from the text that a request carries it as.
 *
 * @param tileSize        in source pixels; 0 for the service's own choice
 * @param maxInputPixels  a source with more is not sent
 * @param maxOutputPixels a source whose result would have more is not sent
 */
public record ServiceSettings(int tileSize, long maxInputPixels, long maxOutputPixels) {

    private static final String TILE_SIZE = "tileSize";
    private static final String MAX_INPUT_PIXELS = "maxInputPixels";
    private static final String MAX_OUTPUT_PIXELS = "maxOutputPixels";
    private static final String NO_LIMIT = String.valueOf(Long.MAX_VALUE);

    static ServiceSettings of(Map<String, String> settings) {
        return new ServiceSettings(
                Integer.parseInt(settings.getOrDefault(TILE_SIZE, "0")),
                Long.parseLong(settings.getOrDefault(MAX_INPUT_PIXELS, NO_LIMIT)),
                Long.parseLong(settings.getOrDefault(MAX_OUTPUT_PIXELS, NO_LIMIT)));
    }

    public Map<String, String> asText() {
        return Map.of(
                TILE_SIZE, String.valueOf(tileSize),
                MAX_INPUT_PIXELS, String.valueOf(maxInputPixels),
                MAX_OUTPUT_PIXELS, String.valueOf(maxOutputPixels));
    }
}
