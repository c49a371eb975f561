package io.camelupscale.topaz.image;

import io.camelupscale.http.Form;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the Image API is asked for. It knows no scale factor, only sizes in pixels, so the source's size comes in.
 *
 * @param source the source's header
 */
record ImageOrder(Path file, ImageInfo source, UpscaleSpec spec, ImageSettings settings) {

    /** @throws ProviderException {@code REJECTED} if the source is none, or does not go with the options */
    static ImageOrder of(UpscaleRequest request) {
        ImageInfo source;
        try {
            source = ImageInfo.read(request.source());
        } catch (IOException e) {
            throw new ProviderException(Kind.REJECTED, String.valueOf(e.getMessage()), e);
        }
        UpscaleSpec spec = request.spec();
        ImageRules.check(spec);
        ImageRules.check(spec, source);
        return new ImageOrder(request.source(), source, spec, ImageSettings.of(spec));
    }

    /** The body of a submit. */
    Form form(String fileName) {
        Form form = Form.empty();
        for (Map.Entry<String, Object> field : fields(spec.model()).entrySet()) {
            form = form.field(field.getKey(), field.getValue());
        }
        return form.file("image", file, fileName, source.format().mediaType());
    }

    /** The body of a request for the price. */
    Map<String, Object> quote() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("category", settings.task().category());
        body.put("input_width", source.displayWidth());
        body.put("input_height", source.displayHeight());
        // one without a model would be for that of another task
        body.putAll(fields(spec.model() == null ? settings.task().defaultModel() : spec.model()));
        return body;
    }

    private Map<String, Object> fields(@Nullable String model) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (model != null) {
            fields.put("model", model);
        }
        if (settings.task().scales()) {
            fields.put("output_width", source.displayWidth() * spec.scale());
            fields.put("output_height", source.displayHeight() * spec.scale());
        }
        fields.put("output_format", format()); // the API's own default is JPEG, whatever the source is
        fields.putAll(settings.model());
        return fields;
    }

    private String format() {
        ImageFormat format = spec.outputFormat() == null
                ? source.format()
                : ImageFormat.byName(spec.outputFormat()).orElseThrow();
        return format.name().toLowerCase(Locale.ROOT);
    }
}
