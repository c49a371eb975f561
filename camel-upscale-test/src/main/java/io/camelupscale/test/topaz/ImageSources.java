package io.camelupscale.test.topaz;

import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.MultipartForm;
import io.camelupscale.test.http.Upload;
import io.camelupscale.test.http.Uploads;
import io.camelupscale.test.service.RemoteSource;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The pictures that clients sent, or told the service to fetch. */
final class ImageSources {

    /**
     * A picture.
     *
     * @param id by which a later submit may name it again
     */
    record Source(String id, Upload upload) {}

    private static final String IMAGE = "image";

    private final Uploads uploads;
    private final Map<String, Source> byId = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    ImageSources(Uploads uploads) {
        this.uploads = uploads;
    }

    /** The one picture that a form names in one of the three ways. */
    Source of(MultipartForm form) throws IOException {
        String url = form.fields().get("source_url");
        String id = form.fields().get("source_id");
        Upload image = form.files().get(IMAGE);
        int named = (url == null ? 0 : 1) + (id == null ? 0 : 1) + form.files().size();
        if (named != 1
                || image == null && !form.files().isEmpty()
                || form.fields().containsKey(IMAGE)) {
            throw new BadRequestException(400, "Please provide one of image, source_id and source_url.");
        }
        if (id != null) {
            Source known = byId.get(id);
            if (known == null) {
                throw new BadRequestException(400, "Invalid source ID.");
            }
            return known;
        }
        return add(
                url == null && image != null
                        ? image
                        : RemoteSource.fetch(uploads, String.valueOf(url), "Invalid source URL."));
    }

    private Source add(Upload upload) {
        String id = new UUID(0x5000L, count.incrementAndGet()).toString();
        Source source = new Source(id, upload);
        byId.put(id, source);
        return source;
    }
}
