package io.camelupscale.localupscale.service;

import io.camelupscale.http.Form;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.io.IOException;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a service is asked for. It tells the format of the source by its content, and that of the result by the extension of
 * the file's name, so the name is ours to choose.
 */
record ServiceOrder(UpscaleRequest request, ImageInfo source) {

    private static final Set<ImageFormat> FORMATS = EnumSet.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.WEBP);
    private static final int SMALLEST_SCALE = 2;
    private static final int LARGEST_SCALE = 4;
    private static final int SMALLEST_TILE = 32; // with less the engine fails
    private static final int LARGEST_TILE = 2048;
    private static final int LONGEST_NAME = 100;
    private static final int TURNED = 5;

    /** @throws ProviderException {@code REJECTED} if options are wrong whatever the source is */
    static void check(UpscaleSpec spec) {
        if (!"image".equals(spec.media())) {
            throw rejected("localupscale upscales image only, not %s", spec.media());
        }
        if (spec.scale() < SMALLEST_SCALE || spec.scale() > LARGEST_SCALE) {
            throw rejected("scale must be 2, 3 or 4, not %d", spec.scale());
        }
        String model = spec.model();
        if (model != null && model.startsWith("file:")) {
            throw rejected(
                    "model=%s is a file of this machine: with serviceUrl it must be one that the service has", model);
        }
        int tileSize = ServiceSettings.of(spec.settings()).tileSize();
        if (tileSize != 0 && (tileSize < SMALLEST_TILE || tileSize > LARGEST_TILE)) {
            throw rejected("tileSize must be 0 or %d to %d, not %d", SMALLEST_TILE, LARGEST_TILE, tileSize);
        }
        wanted(spec);
    }

    /** @throws ProviderException {@code REJECTED} if the source is none that a service takes, or does not go with the options */
    static ServiceOrder of(UpscaleRequest request) {
        check(request.spec());
        try {
            ImageInfo source = ImageInfo.read(request.source());
            ServiceOrder order = new ServiceOrder(request, source);
            order.checkSource();
            return order;
        } catch (IOException e) {
            throw new ProviderException(Kind.REJECTED, String.valueOf(e.getMessage()), e);
        }
    }

    /** What must come of it. The original does not look at how a picture is to be turned, others may. */
    ExpectedResult expected() {
        boolean turned = source.orientation() >= TURNED;
        int scale = request.spec().scale();
        return new ExpectedResult(turned ? 0 : source.width() * scale, turned ? 0 : source.height() * scale, format());
    }

    Form form() {
        UpscaleSpec spec = request.spec();
        Form form = Form.empty().field("scale", spec.scale());
        if (spec.model() != null) {
            form = form.field("model_name", spec.model());
        }
        int tileSize = ServiceSettings.of(spec.settings()).tileSize();
        if (tileSize > 0) {
            form = form.field("tile_size", tileSize);
        }
        return form.file("image", request.source(), fileName(), source.format().mediaType());
    }

    /** The source's own name as far as it is plain ASCII, for the service's logs, with the extension of the result. */
    String fileName() {
        String name = request.sourceName().replaceFirst("(?s).*[/\\\\]", "");
        int dot = name.lastIndexOf('.');
        String stem = Normalizer.normalize(dot > 0 ? name.substring(0, dot) : name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^A-Za-z0-9_-]+", "_");
        return stem.substring(0, Math.min(stem.length(), LONGEST_NAME)) + "." + format().extension();
    }

    private ImageFormat format() {
        ImageFormat wanted = wanted(request.spec());
        return wanted == null ? source.format() : wanted;
    }

    private void checkSource() throws IOException {
        if (!FORMATS.contains(source.format())) {
            throw rejected("The service takes jpeg, png and webp, and the source is %s", source.format());
        }
        ServiceSettings settings = ServiceSettings.of(request.spec().settings());
        int scale = request.spec().scale();
        if (source.pixels() > settings.maxInputPixels()) {
            throw rejected(
                    "The source has %d pixels, and maxInputPixels=%d", source.pixels(), settings.maxInputPixels());
        }
        if (source.pixels() > settings.maxOutputPixels() / scale / scale) {
            throw rejected(
                    "The result would have %d times %d pixels, and maxOutputPixels=%d",
                    scale * scale, source.pixels(), settings.maxOutputPixels());
        }
        boolean mayBeTransparent = source.format() != ImageFormat.JPEG;
        if (mayBeTransparent && format() == ImageFormat.JPEG && ImageInfo.hasAlpha(request.source())) {
            throw rejected(
                    "The source has transparent pixels, of which the service makes no jpeg: use outputFormat=png or"
                            + " webp, or make it opaque before");
        }
    }

    /** The format that the options name; null where they leave it to the source. */
    private static @Nullable ImageFormat wanted(UpscaleSpec spec) {
        String name = spec.outputFormat();
        return name == null
                ? null
                : ImageFormat.byName(name)
                        .filter(FORMATS::contains)
                        .orElseThrow(() -> rejected(
                                "outputFormat must be jpeg, png or webp where serviceUrl is set, not %s", name));
    }

    private static ProviderException rejected(String why, Object... values) {
        return new ProviderException(Kind.REJECTED, why.formatted(values));
    }
}
