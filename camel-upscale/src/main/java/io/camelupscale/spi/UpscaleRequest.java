package io.camelupscale.spi;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to make: one source, and what its result shall be.
 *
 * @param source       the source file; it stays as it is until the job has ended
 * @param sourceName   the source's own name, possibly with folders, for messages and for the result's name
 * @param media        {@code image} or {@code video}
 * @param scale        how many times wider and higher the result shall be
 * @param model        the model's name as the provider knows it; null for the provider's default
 * @param outputFormat the result's format, such as {@code png}; null for the source's own
 * @param settings     settings that only this provider knows, by option name
 */
public record UpscaleRequest(
        Path source,
        String sourceName,
        String media,
        int scale,
        @Nullable String model,
        @Nullable String outputFormat,
        Map<String, String> settings) {

    public UpscaleRequest {
        settings = Map.copyOf(settings);
    }
}
