package io.camelupscale.topaz.video;

import io.camelupscale.media.VideoFormat;
import io.camelupscale.media.VideoInfo;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source: by its header, where it is a file that can be read here, and by what the message says, which counts
 * more. A number that is not known is 0.
 *
 * @param container the API's word; empty where it is not known
 * @param size      in bytes
 * @param duration  in seconds
 * @param frameRate frames per second
 * @param width     in pixels, as a player shows it
 * @param height    in pixels, as a player shows it
 * @param unread    why the file told nothing; null where it did
 */
record VideoSource(
        String container,
        long size,
        double duration,
        double frameCount,
        double frameRate,
        int width,
        int height,
        @Nullable String unread) {

    /** The API takes less than this. */
    private static final long TOO_LARGE = 100_000_000_000L;

    static final String PREFIX = "source.";

    static VideoSource of(UpscaleRequest request) {
        VideoSettings said = VideoSettings.of(request.spec());
        VideoInfo read = null;
        String unread = null;
        Path file = request.file();
        if (file == null) {
            unread = "a URL is not read here";
        } else {
            try {
                read = VideoInfo.read(file);
            } catch (IOException e) {
                unread = e.getMessage();
            }
        }
        String container = said.text(PREFIX + "container");
        return new VideoSource(
                container != null
                        ? container.toLowerCase(Locale.ROOT)
                        : read == null ? "" : read.format().extension(),
                file == null ? (long) said.number(PREFIX + "size") : size(file),
                or(
                        said.number(PREFIX + "duration"),
                        read == null ? 0 : read.duration().toMillis() / 1000.0),
                or(said.number(PREFIX + "frameCount"), read == null ? 0 : read.frameCount()),
                or(said.number(PREFIX + "frameRate"), read == null ? 0 : read.frameRate()),
                (int) or(said.number(PREFIX + "width"), read == null ? 0 : read.displayWidth()),
                (int) or(said.number(PREFIX + "height"), read == null ? 0 : read.displayHeight()),
                unread);
    }

    /**
     * Refuses a source of which too little is known.
     *
     * @param all whether everything must be known, or the container alone
     */
    void check(boolean all) {
        List<String> missing = new ArrayList<>();
        add(missing, container.isEmpty(), "CamelTopazContainer");
        if (all) {
            add(missing, size == 0, "CamelTopazSize");
            add(missing, duration == 0, "CamelTopazDuration");
            add(missing, frameCount == 0, "CamelTopazFrameCount");
            add(missing, frameRate == 0, "CamelTopazFrameRate");
            add(missing, width == 0, "CamelTopazWidth");
            add(missing, height == 0, "CamelTopazHeight");
        }
        if (!missing.isEmpty()) {
            throw rejected("%s, and these headers do not say it: %s".formatted(unread, String.join(", ", missing)));
        }
        if (size >= TOO_LARGE) {
            throw rejected("the source has %d bytes, and Topaz takes less than %d".formatted(size, TOO_LARGE));
        }
    }

    private static void add(List<String> missing, boolean isMissing, String header) {
        if (isMissing) {
            missing.add(header);
        }
    }

    boolean hasSize() {
        return width > 0 && height > 0;
    }

    /** As the API wants it, without what is not known. */
    Map<String, Object> json(boolean express) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("container", container);
        if (!express) {
            json.put("size", size);
            json.put("duration", duration);
        }
        if (frameCount > 0) {
            json.put("frameCount", frameCount);
        }
        if (frameRate > 0) {
            json.put("frameRate", frameRate);
        }
        if (hasSize()) {
            json.put("resolution", Map.of("width", width, "height", height));
        }
        return json;
    }

    /** What an upload says that it is. */
    String mediaType() {
        return VideoFormat.byName(container).map(VideoFormat::mediaType).orElse("application/octet-stream");
    }

    private static double or(double said, double read) {
        return said == 0 ? read : said;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new ProviderException(Kind.REJECTED, "the source cannot be read: " + e.getMessage(), e);
        }
    }

    private static ProviderException rejected(String why) {
        return new ProviderException(Kind.REJECTED, why);
    }
}
