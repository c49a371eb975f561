package io.camelupscale.topaz.video;

import io.camelupscale.media.VideoFormat;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a result is to be.
 *
 * @param width     in pixels, as the API makes it
 * @param frameRate frames per second; 0 where it is left to the API
 * @param certain   whether the API will make just this size, as far as it is documented
 */
record VideoOutput(int width, int height, boolean certain, double frameRate, String container, VideoSettings settings) {

    private static final int MULTIPLE = 4;

    /** @throws ProviderException {@code REJECTED} if the source does not go with the options */
    static VideoOutput of(UpscaleSpec spec, VideoFilters filters, VideoSource source) {
        VideoSettings settings = VideoSettings.of(spec);
        VideoEncoder encoder = encoder(settings);
        long[] size = size(spec, settings, filters, source);
        int width = side(size[0], encoder, size);
        int height = side(size[1], encoder, size);
        if (!encoder.fits(width, height)) {
            throw tooLarge(encoder, size);
        }
        boolean keeps = width == source.width() && height == source.height();
        boolean certain = keeps || filters.surelyEnlarges();
        String wanted = spec.outputFormat();
        String container = wanted == null ? encoder.containerLike(source.container()) : wanted.toLowerCase(Locale.ROOT);
        return new VideoOutput(width, height, certain, rate(settings, filters, source), container, settings);
    }

    static VideoEncoder encoder(VideoSettings settings) {
        return Objects.requireNonNullElse(settings.word("videoEncoder", VideoEncoder.class), VideoEncoder.H265);
    }

    static AudioTransfer audio(VideoSettings settings) {
        return Objects.requireNonNullElse(settings.word("audio", AudioTransfer.class), AudioTransfer.COPY);
    }

    private static long[] size(UpscaleSpec spec, VideoSettings settings, VideoFilters filters, VideoSource source) {
        long width = (long) settings.number("outputWidth");
        long height = (long) settings.number("outputHeight");
        if ((width == 0 || height == 0 || !filters.enlarges()) && !source.hasSize()) {
            throw new ProviderException(
                    Kind.REJECTED,
                    "the source's size is not known: set outputWidth and outputHeight, or the headers CamelTopazWidth and"
                            + " CamelTopazHeight (" + source.unread() + ")");
        }
        if (!filters.enlarges()) {
            if (width != 0 || height != 0) {
                throw new ProviderException(
                        Kind.REJECTED,
                        "outputWidth and outputHeight need a filter that changes the size, and there is none");
            }
            return new long[] {source.width(), source.height()};
        }
        if (width == 0 && height == 0) {
            return new long[] {(long) source.width() * spec.scale(), (long) source.height() * spec.scale()};
        }
        return new long[] {
            width == 0 ? Math.round((double) height * source.width() / source.height()) : width,
            height == 0 ? Math.round((double) width * source.height() / source.width()) : height
        };
    }

    /** As the API rounds it. */
    private static int side(long pixels, VideoEncoder encoder, long[] size) {
        long rounded = (Math.max(pixels, 1) + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
        if (rounded > Integer.MAX_VALUE) {
            throw tooLarge(encoder, size);
        }
        return (int) rounded;
    }

    private static ProviderException tooLarge(VideoEncoder encoder, long[] size) {
        return new ProviderException(
                Kind.REJECTED,
                "the result would have %d x %d pixels, and videoEncoder=%s makes at most %s"
                        .formatted(size[0], size[1], encoder.word(), encoder.largest()));
    }

    private static double rate(VideoSettings settings, VideoFilters filters, VideoSource source) {
        double wanted = settings.number("frameRate");
        if (!filters.interpolates()) {
            if (wanted != 0 && source.frameRate() != 0 && wanted != source.frameRate()) {
                throw new ProviderException(
                        Kind.REJECTED,
                        "frameRate=%s needs a filter that interpolates frames, such as apo-8: the source has %s"
                                .formatted(wanted, source.frameRate()));
            }
            return source.frameRate();
        }
        double made = Math.max(wanted, filters.framesPerSecond());
        return made == 0 ? source.frameRate() : made;
    }

    VideoFormat format() {
        return VideoFormat.byName(container).orElseThrow();
    }

    /** As the API wants it. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("resolution", Map.of("width", width, "height", height));
        if (frameRate > 0) {
            json.put("frameRate", frameRate);
        }
        AudioTransfer audio = audio(settings);
        json.put("audioTransfer", audio.word());
        if (audio != AudioTransfer.NONE) {
            AudioCodec codec = settings.word("audioCodec", AudioCodec.class);
            json.put("audioCodec", (codec == null ? AudioCodec.AAC : codec).name());
            put(json, "audioBitrate", settings.text("audioBitrate"));
        }
        VideoEncoder encoder = encoder(settings);
        json.put("videoEncoder", encoder.word());
        String profile = settings.text("videoProfile");
        put(
                json,
                "videoProfile",
                profile == null ? null : encoder.profile(profile).orElse(profile));
        put(json, "videoBitrate", settings.text("videoBitrate"));
        Compression compression = settings.word("compression", Compression.class);
        put(json, "dynamicCompressionLevel", compression == null ? null : compression.word());
        if (settings.is("cropToFill")) {
            json.put("cropToFit", true);
        }
        json.put("container", container);
        return json;
    }

    private static void put(Map<String, Object> json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
