package io.camelupscale.test.topaz;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelupscale.test.service.Links;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests as the Video API tells them. */
final class VideoViews {

    private static final int CHUNKS = 2;

    /** Of each of the nodes that work on it. */
    private static final double FPS = 2.5;

    private final Simulation simulation;
    private final TopazOptions options;

    VideoViews(Simulation simulation, TopazOptions options) {
        this.simulation = simulation;
        this.options = options;
    }

    Map<String, Object> status(VideoRequest request) throws IOException {
        Instant now = simulation.time().now();
        String status = request.status(now);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("status", status);
        view.put("message", Character.toUpperCase(status.charAt(0)) + status.substring(1));
        VideoRequest.Failure failure = request.failure(now);
        if (failure != null) {
            view.put("message", failure.message());
            view.put("errorCode", failure.code());
        }
        view.put("progress", VideoEstimate.number(request.progress(now)));
        if (request.estimate != null) {
            view.put("estimates", request.estimate.view());
        }
        if (request.awaitsSource()) {
            view.put("uploadId", uploadId(request));
            view.put("urls", urls(request));
        }
        if (status.equals("processing")) {
            view.put("averageFps", FPS);
            view.put("combinedFps", FPS * CHUNKS);
            view.put("processingJobs", chunks(request, now));
        }
        if (status.equals("complete") && request.job != null) {
            view.put(
                    "outputSize",
                    String.valueOf(simulation.results().of(request.job).length()));
            if (keepsFiles(request, now)) {
                view.put("download", download(request.job));
            }
        }
        return view;
    }

    /** The first half is made first. */
    private static List<Map<String, Object>> chunks(VideoRequest request, Instant now) {
        List<Map<String, Object>> chunks = new ArrayList<>();
        for (int index = 0; index < CHUNKS; index++) {
            double progress = Math.max(0, Math.min(100, request.progress(now) * CHUNKS - 100.0 * index));
            Map<String, Object> chunk = new LinkedHashMap<>();
            chunk.put("chunkId", new UUID(request.number, index).toString());
            chunk.put("chunkIndex", index);
            chunk.put("taskIndex", 0);
            chunk.put("status", progress == 0 ? "queued" : progress < 100 ? "processing" : "complete");
            chunk.put("progress", VideoEstimate.number(progress));
            chunk.put("averageFps", FPS);
            chunks.add(chunk);
        }
        return chunks;
    }

    /** Everything that is known of a request. */
    Map<String, Object> record(VideoRequest request) throws IOException {
        Instant now = simulation.time().now();
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("id", request.id);
        record.put("userId", 1);
        record.put("status", request.status(now));
        record.put("ts", times(request, now));
        record.put("version", "api");
        record.put("processing", Map.of());
        record.put("filters", request.wish.path("filters"));
        record.put("output", request.wish.path("output"));
        ObjectNode source = request.wish.path("source").deepCopy();
        source.remove("external");
        record.put("source", source);
        if (request.status(now).equals("complete") && request.job != null) {
            Map<String, Object> destination = new LinkedHashMap<>();
            destination.put("size", simulation.results().of(request.job).length());
            if (keepsFiles(request, now)) {
                destination.put("download", download(request.job));
            }
            record.put("destination", destination);
        }
        if (request.estimate != null) {
            record.put("estimates", request.estimate.view());
        }
        record.put("transactions", List.copyOf(request.transactions));
        VideoRequest.Failure failure = request.failure(now);
        if (failure != null) {
            record.put("error", Map.of("message", failure.message(), "errorCode", failure.code()));
        }
        return record;
    }

    /** What a cancel would cost. */
    Map<String, Object> settlement(VideoRequest request, double commit) {
        Instant now = simulation.time().now();
        boolean over = request.isOver(now);
        double reserved = over ? 0 : request.reserved();
        double toCommit = over ? 0 : commit;
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("requestId", request.id);
        view.put("status", request.status(now));
        view.put("cancelable", !over);
        view.put("progress", (int) request.progress(now));
        view.put("creditsReserved", VideoEstimate.number(reserved));
        view.put("creditsToCommit", VideoEstimate.number(toCommit));
        view.put("creditsToRefund", VideoEstimate.number(reserved - toCommit));
        view.put("message", over ? "The request cannot be canceled." : "Canceling now will charge what was done.");
        return view;
    }

    Map<String, Object> metrics(VideoRequest request) throws IOException {
        Instant now = simulation.time().now();
        if (!request.status(now).equals("complete") || request.job == null) {
            return Map.of("message", "Metrics are not available");
        }
        SimulatedJob job = request.job;
        Map<String, Object> states = new LinkedHashMap<>();
        states.put("initializing", minutes(job.times().queued()));
        states.put("processing", minutes(job.times().running()));
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("minutesInState", states);
        metrics.put("minutesToEnhance", minutes(Duration.between(job.accepted(), job.ends())));
        metrics.put("inputFrames", request.wish.at("/source/frameCount").asInt());
        metrics.put("outputSize", String.valueOf(simulation.results().of(job).length()));
        return metrics;
    }

    String uploadId(VideoRequest request) {
        return "upload-" + request.id;
    }

    List<String> urls(VideoRequest request) {
        return request.slots.stream()
                .map(slot -> simulation.url(slot).toString())
                .toList();
    }

    private boolean keepsFiles(VideoRequest request, Instant now) {
        return !request.filesDeleted
                && !request.hasDestination()
                && request.job != null
                && now.isBefore(request.job.ends().plus(options.retention()));
    }

    private Map<String, Object> download(SimulatedJob job) {
        Links.Link link = simulation.links().of(job, options.videoLinkLifetime());
        Map<String, Object> download = new LinkedHashMap<>();
        download.put("url", simulation.url(link).toString());
        download.put("expiresIn", options.videoLinkLifetime().toMillis());
        download.put("expiresAt", link.expires().toEpochMilli());
        return download;
    }

    private static Map<String, Object> times(VideoRequest request, Instant now) {
        Map<String, Object> times = new LinkedHashMap<>();
        put(times, "requested", request.requested, now);
        put(times, "accepted", request.accepted, now);
        SimulatedJob job = request.job;
        if (job != null) {
            put(times, "initializing", job.accepted(), now);
            put(times, "processing", job.begins(), now);
        }
        put(times, "canceled", request.canceled, now);
        VideoRequest.Failure failure = request.failure(now);
        if (failure != null) {
            put(times, "failed", failure.at(), now);
        } else if (job != null && request.canceled == null) {
            put(times, "complete", job.ends(), now);
        }
        return times;
    }

    private static void put(Map<String, Object> times, String state, @Nullable Instant at, Instant now) {
        if (at != null && !at.isAfter(now)) {
            times.put(state, at.toEpochMilli());
        }
    }

    private static double minutes(Duration duration) {
        return duration.toMillis() / 60_000.0;
    }
}
