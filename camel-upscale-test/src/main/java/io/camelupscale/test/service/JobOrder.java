package io.camelupscale.test.service;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.test.http.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a client ordered.
 *
 * @param source         what it sent
 * @param width          of the source as a viewer shows it, in pixels; 0 where it is no picture
 * @param height         of the source as a viewer shows it, in pixels; 0 where it is no picture
 * @param operation      what is to be done, in the service's word
 * @param resultWidth    in pixels; 0 where the source is neither a picture nor a video
 * @param resultHeight   in pixels; 0 where the source is neither a picture nor a video
 * @param format         of the result; says nothing where the source is no picture
 * @param wishes         whatever else the client wants, in the service's words
 * @param reference      the client's own name of the job; null for none
 * @param idempotencyKey null for none
 */
public record JobOrder(
        Upload source,
        int width,
        int height,
        String operation,
        int resultWidth,
        int resultHeight,
        ImageFormat format,
        Map<String, String> wishes,
        @Nullable String reference,
        @Nullable String idempotencyKey) {

    public JobOrder {
        wishes = Map.copyOf(wishes);
    }

    /** The same content, wanted in the same way. */
    public String content() {
        return String.join(
                "/",
                source.sha256(),
                operation,
                resultWidth + "x" + resultHeight,
                format.name(),
                new TreeMap<>(wishes).toString());
    }

    /** Pixels of the result; 0 where the source is no picture. */
    public long resultPixels() {
        return (long) resultWidth * resultHeight;
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
