package io.camelupscale.topaz.image;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.topaz.image.ImageSettings.Size;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the Image API would refuse, or what would be paid for in vain: refused here before anything is sent. */
final class ImageRules {

    /** What it reads and writes. */
    static final Set<ImageFormat> FORMATS =
            Collections.unmodifiableSet(EnumSet.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.TIFF));

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
        if (settings.isSized()) {
            checkSize(settings);
        } else {
            checkScale(spec.scale(), settings.task());
        }
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
    static void check(ImageOrder order) {
        ImageTask task = order.settings().task();
        ImageInfo source = order.source();
        if (source != null) {
            checkFormat(source.format(), task);
        }
        if (order.settings().isSized()) {
            return;
        }
        Size size = order.sourceSize();
        if (size.width() != null && size.height() != null) {
            checkResult(size.width(), size.height(), order.request().spec().scale());
        } else if (task.scales()) {
            throw rejected(
                    "the size of what is behind a URL is not known, so scale cannot be used: outputWidth or outputHeight is"
                            + " needed, or headers CamelTopazWidth and CamelTopazHeight");
        }
    }

    private static void checkFormat(ImageFormat source, ImageTask task) {
        if (!FORMATS.contains(source)) {
            throw rejected("Topaz takes jpeg, png and tiff, and the source is %s", source);
        }
        if (task == ImageTask.TOOL && source != ImageFormat.PNG) {
            throw rejected("task=tool takes png, and the source is %s", source);
        }
    }

    private static void checkResult(int sourceWidth, int sourceHeight, int scale) {
        long width = (long) sourceWidth * scale;
        long height = (long) sourceHeight * scale;
        if (Math.max(width, height) > MAX_SIDE) {
            throw rejected(
                    "scale=%d makes %d x %d pixels, and Topaz makes at most %d a side", scale, width, height, MAX_SIDE);
        }
    }

    private static void checkSize(ImageSettings settings) {
        if (!settings.task().scales()) {
            throw rejected(
                    "outputWidth and outputHeight do not go with task=%s, which keeps the size",
                    settings.task().word());
        }
        checkSide(ImageSettings.OUTPUT_WIDTH, settings.size().width());
        checkSide(ImageSettings.OUTPUT_HEIGHT, settings.size().height());
    }

    private static void checkSide(String name, @Nullable Integer pixels) {
        if (pixels != null && (pixels < 1 || pixels > MAX_SIDE)) {
            throw rejected("%s=%d is not in 1 to %d", name, pixels, MAX_SIDE);
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
