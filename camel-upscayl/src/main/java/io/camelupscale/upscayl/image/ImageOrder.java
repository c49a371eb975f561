package io.camelupscale.upscayl.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.camelupscale.http.Form;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Upscayl is asked for.
 *
 * @param source the source's header; null where the source is a URL, of which nothing is known
 * @param bytes  of the source; 0 where it is a URL
 */
record ImageOrder(UpscaleRequest request, @Nullable ImageInfo source, long bytes) {

    /** The one that the vendor names first; the API has no default. */
    static final String DEFAULT_MODEL = "upscayl-standard-4x";

    private static final int LONGEST_NAME = 200;

    /** @throws ProviderException {@code REJECTED} if the source is none, or does not go with the options */
    static ImageOrder of(UpscaleRequest request) {
        ImageRules.check(request.spec());
        Path file = request.file();
        if (file == null) {
            return new ImageOrder(request, null, 0);
        }
        try {
            ImageInfo source = ImageInfo.read(file);
            long bytes = Files.size(file);
            ImageRules.check(source, bytes);
            return new ImageOrder(request, source, bytes);
        } catch (IOException e) {
            throw new ProviderException(Kind.REJECTED, String.valueOf(e.getMessage()), e);
        }
    }

    /** What must come of it: of a URL the format alone is known. */
    ExpectedResult expected() {
        return source == null ? new ExpectedResult(0, 0, format()) : ExpectedResult.enlarged(request);
    }

    /** The body of a start-task that brings the file along, or a URL. */
    Form form() {
        URI url = request.url();
        if (url != null) {
            return fields().field("urls", JsonNodeFactory.instance.arrayNode().add(url.toString()));
        }
        return fields().file("file", request.source(), fileName(), mediaType());
    }

    /** The body of a start-task for a file that was uploaded before. */
    Form form(JsonNode uploaded) {
        return fields().field("files", JsonNodeFactory.instance.arrayNode().add(uploaded));
    }

    /**
     * The body of a start-task for several files, which must want the same.
     *
     * @param names what the files are to be called, in their order
     */
    static Form form(List<ImageOrder> orders, List<String> names) {
        Form form = orders.get(0).fields();
        for (int i = 0; i < orders.size(); i++) {
            ImageOrder order = orders.get(i);
            form = form.file(i + ".file", order.request.source(), names.get(i), order.mediaType());
        }
        return form;
    }

    /** The source's own name, without folders, and with the extension that its content has. */
    String fileName() {
        String name = request.sourceName().replaceFirst("(?s).*[/\\\\]", "");
        int excess = Math.max(0, name.length() - LONGEST_NAME); // from the front: the extension has to stay
        return source == null ? name : source.format().fileName(name.substring(excess));
    }

    String mediaType() {
        return source == null ? "" : source.format().mediaType();
    }

    private Form fields() {
        UpscaleSpec spec = request.spec();
        ImageSettings settings = ImageSettings.of(spec.settings());
        Form form = Form.empty()
                .field("model", spec.model() == null ? DEFAULT_MODEL : spec.model())
                .field("scale", spec.scale())
                .field("saveImageAs", format().extension())
                .field("enhanceFace", settings.enhanceFace());
        return settings.compression() == null ? form : form.field("compression", settings.compression());
    }

    ImageFormat format() {
        ImageFormat wanted = ImageRules.wanted(request.spec());
        if (wanted != null) {
            return wanted;
        }
        return source == null ? ImageFormat.JPEG : source.format(); // JPEG is what Upscayl's own default was
    }
}
