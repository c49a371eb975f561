package io.camelupscale.upscayl.image;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleSpec;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Upscayl would refuse: refused here before anything is sent. */
final class ImageRules {

    private static final Set<ImageFormat> FORMATS = EnumSet.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.WEBP);
    private static final Set<String> MODELS = Set.of(
            "upscayl-standard-4x",
            "upscayl-lite-4x",
            "clear-boost-4x",
            "crystal-plus-4x",
            "digital-art-4x",
            "digital-art-plus-4x",
            "natural-max-4x",
            "natural-plus-4x",
            "nature-boost-4x",
            "pure-boost-4x",
            "quick-clear-4x",
            "texture-boost-4x");
    private static final int MAX_SCALE = 8;
    private static final int MAX_COMPRESSION = 100;
    static final long MAX_BYTES = 100 << 20;

    private ImageRules() {}

    /** Whether there is such a model, as far as it is known here. */
    static boolean knows(String model) {
        return MODELS.contains(model);
    }

    /** @throws ProviderException {@code REJECTED} if options are wrong */
    static void check(UpscaleSpec spec) {
        if (spec.scale() < 1 || spec.scale() > MAX_SCALE) {
            throw rejected("scale=%d is not in 1 to %d, which Upscayl takes", spec.scale(), MAX_SCALE);
        }
        wanted(spec);
        Integer compression = ImageSettings.of(spec.settings()).compression();
        if (compression != null && (compression < 0 || compression > MAX_COMPRESSION)) {
            throw rejected("compression=%d is not in 0 to %d", compression, MAX_COMPRESSION);
        }
    }

    /** @throws ProviderException {@code REJECTED} if the source is none that Upscayl takes */
    static void check(ImageInfo source, long bytes) {
        if (!FORMATS.contains(source.format())) {
            throw rejected("Upscayl takes jpeg, png and webp, and the source is %s", source.format());
        }
        if (bytes > MAX_BYTES) {
            throw rejected("Upscayl takes files of at most %d bytes, and the source has %d", MAX_BYTES, bytes);
        }
    }

    /** The format that the options name; null where they leave it to the source. */
    static @Nullable ImageFormat wanted(UpscaleSpec spec) {
        String name = spec.outputFormat();
        if (name == null) {
            return null;
        }
        return ImageFormat.byName(name)
                .filter(FORMATS::contains)
                .orElseThrow(() -> rejected("outputFormat=%s is not offered: jpeg, png or webp", name));
    }

    private static ProviderException rejected(String why, Object... values) {
        return new ProviderException(Kind.REJECTED, why.formatted(values));
    }
}
