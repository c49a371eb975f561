package io.camelupscale.topaz.video;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.media.VideoFormat;
import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleRequest;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the Video API is asked for.
 *
 * @param express     whether the upload itself starts the work
 * @param external    where the service fetches the source itself; null where it is uploaded
 * @param destination where the service puts the result itself; null where it is downloaded
 */
record VideoOrder(
        VideoSource source,
        VideoFilters filters,
        VideoOutput output,
        boolean express,
        @Nullable Map<String, Object> external,
        @Nullable Map<String, Object> destination) {

    /** The API refuses longer ones, and says nothing of why. */
    private static final int MAX_BODY = 3000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws ProviderException {@code REJECTED} if the source is none, or does not go with the options */
    static VideoOrder of(UpscaleRequest request) {
        VideoRules.check(request.spec());
        VideoSettings settings = VideoSettings.of(request.spec());
        boolean express = settings.is("express");
        Map<String, Object> external = external(request, settings);
        if (express && external != null) {
            throw new ProviderException(
                    Kind.REJECTED,
                    "express=true does not go with a source that Topaz fetches itself: it would start at once, and could not"
                            + " be told from a second try");
        }
        VideoSource source = VideoSource.of(request);
        source.check(!express);
        VideoFilters filters = VideoFilters.of(request.spec());
        VideoOutput output = VideoOutput.of(request.spec(), filters, source);
        VideoOrder order = new VideoOrder(
                source, filters, output, express, external, destination(request, settings, output.format()));
        checkLength(order.json(express ? "0".repeat(32) : null));
        return order;
    }

    private static @Nullable Map<String, Object> external(UpscaleRequest request, VideoSettings settings) {
        ExternalStorage storage = ExternalStorage.source(settings);
        if (request.url() != null) {
            return storage.json(request.url());
        }
        if (!storage.options().isEmpty()) {
            throw new ProviderException(
                    Kind.REJECTED, "externalSource.* needs the source's URL in the header CamelUpscaleSourceUrl");
        }
        return null;
    }

    private static @Nullable Map<String, Object> destination(
            UpscaleRequest request, VideoSettings settings, VideoFormat format) {
        ExternalStorage storage = ExternalStorage.destination(settings);
        return storage == null ? null : storage.json(format.fileName(request.sourceName()));
    }

    /** The body of a create request. */
    Map<String, Object> json() {
        return json(null);
    }

    /** @param md5 of the source; null to send none */
    Map<String, Object> json(@Nullable String md5) {
        Map<String, Object> from = source.json(express);
        if (md5 != null) {
            from.put("md5Hash", md5);
        }
        if (external != null) {
            from.put("external", external);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", from);
        body.put("filters", filters.all());
        body.put("output", output.json());
        if (destination != null) {
            body.put("destination", Map.of("external", destination));
        }
        return body;
    }

    /** What is to be done when it is complete. */
    Set<Steps.Wish> wishes() {
        Set<Steps.Wish> wishes = EnumSet.noneOf(Steps.Wish.class);
        if (output.settings().is("deleteRemote")) {
            wishes.add(Steps.Wish.DELETE);
        }
        if (destination != null) {
            wishes.add(Steps.Wish.PUT);
        }
        return wishes;
    }

    /** What must come out. */
    ExpectedResult expected() {
        double rate = source.frameRate() > 0 && output.frameRate() > 0 ? output.frameRate() / source.frameRate() : 1;
        return new ExpectedResult(
                output.certain() ? output.width() : 0,
                output.certain() ? output.height() : 0,
                Math.round(source.frameCount() * rate * filters.slowMotion()),
                output.format().name());
    }

    /** @throws ProviderException {@code REJECTED} if the API would refuse a body for its length */
    static void checkLength(Map<String, Object> body) {
        int bytes;
        try {
            bytes = JSON.writeValueAsBytes(body).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps and numbers can be written", e);
        }
        if (bytes > MAX_BODY) {
            throw new ProviderException(
                    Kind.REJECTED,
                    "the request has %d bytes and Topaz takes %d: fewer filters, or shorter URLs"
                            .formatted(bytes, MAX_BODY));
        }
    }
}
