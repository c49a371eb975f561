package io.camelupscale.test.service;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.test.http.Upload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client ordered.
 *
 * @param source         what it sent
 * @param width          of the source as a viewer shows it, in pixels; 0 where it is no picture
 * @param height         of the source as a viewer shows it, in pixels; 0 where it is no picture
 * @param scale          how many times wider and higher the result shall be
 * @param format         of the result
 * @param reference      the client's own name of the job; null for none
 * @param idempotencyKey null for none
 */
public record JobOrder(
        Upload source,
        int width,
        int height,
        int scale,
        ImageFormat format,
        @Nullable String reference,
        @Nullable String idempotencyKey) {

    /** The same content, wanted in the same way. */
    public String content() {
        return source.sha256() + '/' + scale + '/' + format;
    }

    /** Pixels of the result; 0 where the source is no picture. */
    public long resultPixels() {
        return (long) width * scale * height * scale;
    }

    /** The names by which a client may know the job before it has an id. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : new String[] {reference, idempotencyKey, source.fileName()}) {
            if (name != null && !name.isEmpty()) {
                names.add(name);
            }
        }
        return names.isEmpty() ? List.of(content()) : names;
    }
}
