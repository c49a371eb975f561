package io.camelupscale.upscayl.image;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only Upscayl knows, to and from the text that a request carries it as.
 *
 * @param compression 0 to 100; null for the service's own choice
 */
public record ImageSettings(boolean enhanceFace, @Nullable Integer compression) {

    private static final String ENHANCE_FACE = "enhanceFace";
    private static final String COMPRESSION = "compression";

    public static ImageSettings of(Map<String, String> texts) {
        String compression = texts.get(COMPRESSION);
        return new ImageSettings(
                Boolean.parseBoolean(texts.get(ENHANCE_FACE)),
                compression == null ? null : Integer.valueOf(compression));
    }

    public Map<String, String> asText() {
        Map<String, String> texts = new HashMap<>();
        texts.put(ENHANCE_FACE, String.valueOf(enhanceFace));
        if (compression != null) {
            texts.put(COMPRESSION, compression.toString());
        }
        return texts;
    }
}
