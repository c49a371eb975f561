package io.camelupscale.topaz.image;

import io.camelupscale.http.Form;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.topaz.image.ImageSettings.Size;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the Image API is asked for. It knows no scale factor, only sizes in pixels, so the source's size comes in.
 *
 * @param source the source's header; null where it is behind a URL
 */
record ImageOrder(UpscaleRequest request, @Nullable ImageInfo source, ImageSettings settings) {

    /** @throws ProviderException {@code REJECTED} if the source is none, or does not go with the options */
    static ImageOrder of(UpscaleRequest request) {
        ImageInfo source = null;
        try {
            source = request.file() == null ? null : ImageInfo.read(request.file());
        } catch (IOException e) {
            throw new ProviderException(Kind.REJECTED, String.valueOf(e.getMessage()), e);
        }
        UpscaleSpec spec = request.spec();
        ImageRules.check(spec);
        ImageOrder order = new ImageOrder(request, source, ImageSettings.of(spec));
        ImageRules.check(order);
        return order;
    }

    /** As a viewer shows it; of what is behind a URL what the message said. */
    Size sourceSize() {
        return source == null ? settings.source() : new Size(source.displayWidth(), source.displayHeight());
    }

    /**
     * The side that is asked for alone is exact. How the API rounds the other one is not documented, so any length of it is right.
     */
    ExpectedResult expected() {
        Size size = resultSize();
        return new ExpectedResult(
                size.width() == null ? 0 : size.width(), size.height() == null ? 0 : size.height(), format());
    }

    /** The body of a submit. */
    Form form(String fileName) {
        Form form = Form.empty();
        for (Map.Entry<String, Object> field : fields(request.spec().model()).entrySet()) {
            form = form.field(field.getKey(), field.getValue());
        }
        return source == null
                ? form.field("source_url", String.valueOf(request.url()))
                : form.file("image", request.source(), fileName, source.format().mediaType());
    }

    /** The body of a request for the price. */
    Map<String, Object> quote() {
        Size size = sourceSize();
        if (size.width() == null || size.height() == null) {
            throw new ProviderException(
                    Kind.REJECTED,
                    "the price depends on the size of the source, which is not known of a URL: headers CamelTopazWidth and"
                            + " CamelTopazHeight are needed");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("category", settings.task().category());
        body.put("input_width", size.width());
        body.put("input_height", size.height());
        String model = request.spec().model();
        // one without a model would be for that of another task
        body.putAll(fields(model == null ? settings.task().defaultModel() : model));
        return body;
    }

    ImageFormat format() {
        String wanted = request.spec().outputFormat();
        if (wanted != null) {
            return ImageFormat.byName(wanted).orElseThrow();
        }
        return source == null ? format(request.url()) : source.format();
    }

    /** What the name says, or JPEG. */
    private static ImageFormat format(@Nullable URI url) {
        String path = url == null || url.getPath() == null ? "" : url.getPath();
        return ImageFormat.byName(path.substring(path.lastIndexOf('.') + 1))
                .filter(ImageRules.FORMATS::contains)
                .orElse(ImageFormat.JPEG);
    }

    /** As far as it can be known. */
    private Size resultSize() {
        if (settings.isSized()) {
            return settings.size();
        }
        Size size = sourceSize();
        int scale = request.spec().scale();
        return new Size(
                size.width() == null ? null : size.width() * scale,
                size.height() == null ? null : size.height() * scale);
    }

    private Map<String, Object> fields(@Nullable String model) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (model != null) {
            fields.put("model", model);
        }
        if (settings.task().scales()) {
            Size size = resultSize();
            put(fields, "output_width", size.width());
            put(fields, "output_height", size.height());
            put(fields, "crop_to_fill", settings.cropToFill() && settings.size().isWhole() ? true : null);
        }
        // the API's own default is JPEG, whatever the source is
        fields.put("output_format", format().name().toLowerCase(Locale.ROOT));
        fields.putAll(settings.model());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
