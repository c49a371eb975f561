package io.camelupscale.topaz.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A job as the Image API shows it. Numbers may be text, and any field may be missing. */
record ImageJob(JsonNode json) {

    String id() {
        return json.path("process_id").asText();
    }

    String fileName() {
        return json.path("filename").asText();
    }

    /** Null where the service does not say. */
    @Nullable
    Instant created() {
        long seconds = json.path("creation_time").asLong();
        return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    }

    /** The status in lower case. */
    String word() {
        return json.path("status").asText().toLowerCase(Locale.ROOT);
    }

    boolean hasFailed() {
        return word().equals("failed") || word().equals("cancelled");
    }

    /** Whether its source may be this one, which is shown lying or standing. */
    boolean hasSizeOf(ImageInfo source) {
        int width = json.path("input_width").asInt();
        int height = json.path("input_height").asInt();
        return width == source.width() && height == source.height()
                || width == source.height() && height == source.width();
    }

    /** How it is getting on. A word that is not known is taken for work in progress. */
    RemoteStatus status(Instant now) {
        return switch (word()) {
            case "pending" -> new RemoteStatus.Queued();
            case "completed" ->
                new RemoteStatus.Done(
                        new RemoteResult(id()),
                        json.path("credits").isValueNode()
                                        && !json.path("credits").isNull()
                                ? json.path("credits").asDouble()
                                : null);
            case "failed" -> new RemoteStatus.Failed("Failed", "Topaz gave up, and gives no reason", false);
            case "cancelled" -> new RemoteStatus.Cancelled();
            default -> running(now);
        };
    }

    boolean isKnownWord() {
        return switch (word()) {
            case "pending", "processing", "completed", "failed", "cancelled" -> true;
            default -> false;
        };
    }

    private RemoteStatus running(Instant now) {
        double percent = json.path("progress").asDouble(-1);
        double progress = percent < 0 ? -1 : Math.min(percent / 100, 1);
        Duration left =
                Duration.between(now, Instant.ofEpochSecond(json.path("eta").asLong()));
        return new RemoteStatus.Running(progress, left.compareTo(Duration.ZERO) > 0 ? left : null);
    }
}
