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
                    "The container of a video source, such as mp4; read instead of what its file says, as are the next"
                            + " ones. A file that cannot be read here, and a URL, needs all of them.",
            javaType = "String")
    public static final String CONTAINER = "CamelTopazContainer";

    @Metadata(label = "producer", description = "Seconds that a video source lasts.", javaType = "Double")
    public static final String SOURCE_DURATION = "CamelTopazDuration";

    @Metadata(label = "producer", description = "How many frames a video source has.", javaType = "Long")
    public static final String FRAME_COUNT = "CamelTopazFrameCount";

    @Metadata(label = "producer", description = "How many frames per second a video source has.", javaType = "Double")
    public static final String FRAME_RATE = "CamelTopazFrameRate";

    @Metadata(
            label = "producer",
            description =
                    "How wide the source is, in pixels: that of a video, read instead of what its file says, and that of a"
                            + " picture behind a URL.",
            javaType = "Integer")
    public static final String WIDTH = "CamelTopazWidth";

    @Metadata(
            label = "producer",
            description = "How high the source is, in pixels, see CamelTopazWidth.",
            javaType = "Integer")
    public static final String HEIGHT = "CamelTopazHeight";

    @Metadata(
            label = "producer",
            description = "The bytes of a video source that Topaz fetches from a URL; a file's are known.",
            javaType = "Long")
    public static final String SIZE = "CamelTopazSize";

    private TopazConstants() {}
}
