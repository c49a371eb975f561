package io.camelupscale.topaz.video;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A request as the status call shows it. Numbers may be text, and any field may be missing. */
record VideoStatus(JsonNode json) {

    private static final Set<String> KNOWN = Set.of(
            "requested",
            "accepted",
            "initializing",
            "preprocessing",
            "processing",
            "postprocessing",
            "complete",
            "canceling",
            "canceled",
            "failed");

    /** Failures that the same source and options would lead to again. */
    private static final Set<String> INPUT_FAULTS = Set.of("INVALID_INPUT", "CREDIT_DIFFERENCE");

    /** The status in lower case. */
    String word() {
        return json.path("status").asText().toLowerCase(Locale.ROOT);
    }

    boolean isKnownWord() {
        return KNOWN.contains(word());
    }

    /** Whether its price waits to be accepted. */
    boolean isRequested() {
        return word().equals("requested");
    }

    /** Whether its source has not come yet. */
    boolean awaitsSource() {
        return isRequested() || word().equals("accepted");
    }

    /** Where the source is put; none unless it is awaited. */
    List<String> urls() {
        return urls(json.path("urls"));
    }

    static List<String> urls(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Nullable
    Quote quote() {
        return Quote.of(json.path("estimates"));
    }

    /**
     * How it is getting on. A word that is not known is taken for work in progress.
     *
     * @throws ProviderException {@code UNAVAILABLE} if it is complete, and there is no link that works
     */
    RemoteStatus status(Instant now) {
        return switch (word()) {
            case "requested", "accepted", "initializing" -> new RemoteStatus.Queued();
            case "complete" -> complete(now);
            case "canceling", "canceled" -> new RemoteStatus.Cancelled();
            case "failed" -> failed();
            default -> new RemoteStatus.Running(progress(), null, detail());
        };
    }

    /** The same of one whose result the service puts elsewhere itself: there need not be a link. */
    RemoteStatus put() {
        return word().equals("complete") ? done("") : status(Instant.MIN);
    }

    private RemoteStatus complete(Instant now) {
        JsonNode download = json.path("download");
        String url = download.path("url").asText();
        if (url.isEmpty()) {
            throw new ProviderException(Kind.UNAVAILABLE, "the video is complete, and Topaz tells no link to it");
        }
        long expires = download.path("expiresAt").asLong();
        if (expires > 0 && !now.isBefore(Instant.ofEpochMilli(expires))) {
            throw new ProviderException(
                    Kind.UNAVAILABLE,
                    "the link to the video has expired at " + Instant.ofEpochMilli(expires)
                            + ", and Topaz tells no other");
        }
        return done(url);
    }

    private RemoteStatus done(String url) {
        Quote quote = quote();
        return new RemoteStatus.Done(new RemoteResult(url), quote == null ? null : quote.lower());
    }

    private RemoteStatus failed() {
        String code = json.path("errorCode").asText("UNKNOWN");
        String message = json.path("message").asText();
        String text = message.isEmpty() ? code : code + ": " + message;
        return code.equals("INSUFFICIENT_CREDITS")
                ? new RemoteStatus.OutOfCredits(text)
                : new RemoteStatus.Failed(code, text, INPUT_FAULTS.contains(code));
    }

    /** Its state, and of what is made in chunks how many are done and how fast; null where it is not even known what it does. */
    private @Nullable String detail() {
        if (word().isEmpty()) {
            return null;
        }
        StringBuilder detail = new StringBuilder(word());
        JsonNode chunks = json.path("processingJobs");
        if (chunks.isArray() && !chunks.isEmpty()) {
            List<String> parts = new ArrayList<>();
            for (JsonNode chunk : chunks) {
                parts.add(Math.round(chunk.path("progress").asDouble()) + " %");
            }
            detail.append(", chunks at ").append(String.join(", ", parts));
        }
        double speed = json.path("combinedFps").asDouble();
        return speed > 0 ? detail.append(", ").append(speed).append(" frames/s").toString() : detail.toString();
    }

    /** Of the whole, or else the mean of its chunks; 0 to 1, and -1 where neither is told. */
    double progress() {
        double percent = json.path("progress").asDouble(-1);
        if (percent < 0) {
            percent = StreamSupport.stream(json.path("processingJobs").spliterator(), false)
                    .mapToDouble(chunk -> chunk.path("progress").asDouble())
                    .average()
                    .orElse(-1);
        }
        return percent < 0 ? -1 : Math.min(percent / 100, 1);
    }
}
