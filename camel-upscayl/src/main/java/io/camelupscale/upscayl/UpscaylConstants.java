package io.camelupscale.upscayl;

import io.camelupscale.UpscaleConstants;
import org.apache.camel.spi.Metadata;

/** The headers of this component: those that every provider has, and its own. */
public final class UpscaylConstants extends UpscaleConstants {

    @Metadata(
            label = "producer",
            description = "Whether faces are enhanced in this picture; overrides the option.",
            javaType = "Boolean")
    public static final String ENHANCE_FACE = "CamelUpscaylEnhanceFace";

    @Metadata(
            label = "producer",
            description = "How much this result is compressed, 0 to 100; overrides the option.",
            javaType = "Integer")
    public static final String COMPRESSION = "CamelUpscaylCompression";

    private UpscaylConstants() {}
}
