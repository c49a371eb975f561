package io.camelupscale.topaz.image;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleSpec;
import java.util.EnumSet;
import java.util.Set;

/** What the Image API would refuse, or what would be paid for in vain: refused here before anything is sent. */
final class ImageRules {

    private static final Set<ImageFormat> FORMATS = EnumSet.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.TIFF);
    private static final int MAX_SIDE = 32_000;
    private static final int MAX_TOOL_SCALE = 4;

    /** Fields that other options set, or that lead past what the engine knows of a job. */
    private static final Set<String> NO_SETTINGS = Set.of(
            "image",
            "source_id",
            "source_url",
            "model",
            "category",
            "input_width",
            "input_height",
            "output_width",
            "output_height",
            "output_format",
            "crop_to_fill",
            "webhook_url");

    private ImageRules() {}

    /** @throws ProviderException {@code REJECTED} if options are wrong or do not go together */
    static void check(UpscaleSpec spec) {
        ImageSettings settings = ImageSettings.of(spec);
        checkScale(spec.scale(), settings.task());
        if (spec.outputFormat() != null) {
            checkFormat(spec.outputFormat(), settings.task());
        }
        for (String name : settings.model().keySet()) {
            if (NO_SETTINGS.contains(name)) {
                throw rejected("setting.%s is no setting of a model", name);
            }
        }
    }

    /** @throws ProviderException {@code REJECTED} if the source does not go with the options */
    static void check(UpscaleSpec spec, ImageInfo source) {
        ImageTask task = ImageSettings.of(spec).task();
        if (!FORMATS.contains(source.format())) {
            throw rejected("Topaz takes jpeg, png and tiff, and the source is %s", source.format());
        }
        if (task == ImageTask.TOOL && source.format() != ImageFormat.PNG) {
            throw rejected("task=tool takes png, and the source is %s", source.format());
        }
        long width = (long) source.displayWidth() * spec.scale();
        long height = (long) source.displayHeight() * spec.scale();
        if (Math.max(width, height) > MAX_SIDE) {
            throw rejected(
                    "scale=%d makes %d x %d pixels, and Topaz makes at most %d a side",
                    spec.scale(), width, height, MAX_SIDE);
        }
    }

    private static void checkScale(int scale, ImageTask task) {
        int max = task == ImageTask.TOOL ? MAX_TOOL_SCALE : task.scales() ? MAX_SIDE : 1;
        if (scale < 1 || scale > max) {
            throw rejected("scale=%d is not in 1 to %d, which task=%s takes", scale, max, task.word());
        }
    }

    private static void checkFormat(String wanted, ImageTask task) {
        ImageFormat format = ImageFormat.byName(wanted).orElse(null);
        if (format == null || !FORMATS.contains(format)) {
            throw rejected("outputFormat=%s is not offered: jpeg, png or tiff", wanted);
        }
        if (task.makesPngOnly() && format != ImageFormat.PNG) {
            throw rejected("outputFormat=%s does not go with task=%s, which makes png", wanted, task.word());
        }
    }

    private static ProviderException rejected(String why, Object... values) {
        return new ProviderException(Kind.REJECTED, why.formatted(values));
    }
}
