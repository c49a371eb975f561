package io.camelupscale.topaz;

import io.camelupscale.UpscaleConstants;
import org.apache.camel.spi.Metadata;

/** The headers of this component: those that every provider has, and its own. */
public final class TopazConstants extends UpscaleConstants {

    @Metadata(
            label = "producer",
            description =
                    "The width of this result in pixels. With it or CamelTopazOutputHeight, the options outputWidth,"
                            + " outputHeight and scale are not looked at.",
            javaType = "Integer")
    public static final String OUTPUT_WIDTH = "CamelTopazOutputWidth";

    @Metadata(
            label = "producer",
            description = "The height of this result in pixels, see CamelTopazOutputWidth.",
            javaType = "Integer")
    public static final String OUTPUT_HEIGHT = "CamelTopazOutputHeight";

    @Metadata(
            label = "producer",
            description =
                    "How wide the source is, in pixels, where it cannot be looked at: that of a picture behind a URL.",
            javaType = "Integer")
    public static final String WIDTH = "CamelTopazWidth";

    @Metadata(
            label = "producer",
            description = "How high the source is, in pixels, where it cannot be looked at.",
            javaType = "Integer")
    public static final String HEIGHT = "CamelTopazHeight";

    private TopazConstants() {}
}
