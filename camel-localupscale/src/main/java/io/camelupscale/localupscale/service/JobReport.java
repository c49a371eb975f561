package io.camelupscale.localupscale.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a service tells of a job. */
record JobReport(String id, JsonNode body) {

    String word() {
        return body.path("status").asText().strip().toLowerCase(Locale.ROOT);
    }

    /**
     * What it means; null if the word is not known.
     *
     * @param location of the result, should there be one
     * @throws ProviderException {@code NOT_FOUND} if the service has lost the source before it came to it
     */
    @Nullable
    RemoteStatus status(String location) {
        return switch (word()) {
            case "queued" -> new RemoteStatus.Queued();
            case "processing" -> running();
            case "completed" ->
                new RemoteStatus.Done(
                        new RemoteResult(location, body.path("file_size_bytes").asLong(-1)));
            case "failed" -> failed();
            case "cancelled", "canceled" -> new RemoteStatus.Cancelled();
            default -> null;
        };
    }

    RemoteStatus.Running running() {
        double percent = body.path("progress").asDouble(-1);
        return new RemoteStatus.Running(percent < 0 ? -1 : Math.min(percent / 100, 1));
    }

    /** Whether it failed since the service has no such model. */
    boolean lacksModel() {
        return word().equals("failed") && error().contains("model not found");
    }

    /** Why it failed, for people. */
    String error() {
        return body.path("error").asText("");
    }

    private RemoteStatus failed() {
        String error = error();
        if (error.startsWith("failed to copy input")) {
            throw new ProviderException(
                    Kind.NOT_FOUND, "Job " + id + " waited for longer than the service keeps its source: " + error);
        }
        boolean inputFault = error.startsWith("validation failed: invalid")
                || error.startsWith("validation failed: model")
                || error.startsWith("failed to get input size");
        return new RemoteStatus.Failed(
                word(), error.isEmpty() ? "the service gave up, and gives no reason" : error, inputFault);
    }
}
