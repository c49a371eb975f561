package io.camelupscale.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to upscale, whatever the source.
 *
 * @param media        {@code image} or {@code video}
 * @param scale        how many times wider and higher the result shall be; 0 where the settings say how large
 * @param model        the model's name as the provider knows it; null for the provider's default
 * @param outputFormat the result's format, such as {@code png}; null for the source's own
 * @param settings     settings that only this provider knows, by option name
 */
public record UpscaleSpec(
        String media, int scale, @Nullable String model, @Nullable String outputFormat, Map<String, String> settings) {

    public UpscaleSpec {
        settings = Map.copyOf(settings);
    }
}
