package io.camelupscale.test.topaz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import io.camelupscale.test.http.HttpRequest;
import io.camelupscale.test.http.Upload;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.service.RemoteSource;
import io.camelupscale.test.service.Simulation;
import io.camelupscale.test.service.UploadSlots.Slot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Video API. */
final class VideoApi {

    private static final int MAX_BODY = 3000;

    @FunctionalInterface
    private interface Call {
        Answer answer() throws IOException;
    }

    @FunctionalInterface
    private interface RequestCall {
        Answer answer(VideoRequest request) throws IOException;
    }

    private final Simulation simulation;
    private final VideoBook book;
    private final VideoViews views;
    private final VideoHistory history;

    VideoApi(Simulation simulation, TopazOptions options, Webhooks webhooks) {
        this.simulation = simulation;
        this.book = new VideoBook(simulation, options, webhooks);
        this.views = new VideoViews(simulation, options);
        this.history = new VideoHistory(book, views);
    }

    /** Credits that are set aside for requests that have not ended. */
    double reserved() {
        return book.locked(
                all -> all.values().stream().mapToDouble(VideoRequest::reserved).sum());
    }

    /** @param path below {@code /video} */
    HttpReply handle(HttpRequest request, String path) throws IOException, InterruptedException {
        return switch (request.method() + ' ' + path) {
            case "GET /status" -> serve(Operation.AVAILABILITY, List.of(), VideoApi::availability);
            case "POST /" -> serve(Operation.SUBMIT, List.of(), () -> create(request, false));
            case "POST /express" -> serve(Operation.SUBMIT, List.of(), () -> create(request, true));
            case "GET /history" ->
                serve(Operation.LIST, List.of(), () -> book.locked(all -> history.page(request.query())));
            default -> {
                String[] steps = path.substring(1).split("/", 2);
                String rest = steps.length == 1 ? "" : steps[1].replaceFirst("/$", "");
                yield ofRequest(request, request.method() + ' ' + rest, steps[0]);
            }
        };
    }

    private HttpReply ofRequest(HttpRequest request, String call, String id) throws IOException, InterruptedException {
        return switch (call) {
            case "PATCH accept" -> serve(Operation.ACCEPT, id, this::accept);
            case "PATCH complete-upload" ->
                serve(Operation.START, List.of(id), () -> {
                    JsonNode body = body(request); // outside the lock: a client may be slow
                    return of(id, video -> complete(video, body));
                });
            case "GET status" -> serve(Operation.CHECK, id, video -> VideoAnswers.json(200, views.status(video)));
            case "GET " -> serve(Operation.DETAILS, id, video -> VideoAnswers.json(200, views.record(video)));
            case "GET metrics" -> serve(Operation.DETAILS, id, video -> VideoAnswers.json(200, views.metrics(video)));
            case "GET cancel-estimate" -> serve(Operation.ESTIMATE, id, this::cancelEstimate);
            case "DELETE " -> serve(Operation.CANCEL, id, this::cancel);
            case "DELETE media" ->
                serve(Operation.FORGET, id, video -> {
                    video.filesDeleted = true;
                    return HttpReply.empty(204);
                });
            default -> VideoAnswers.of(404);
        };
    }

    private HttpReply serve(Operation operation, String id, RequestCall call) throws IOException, InterruptedException {
        return serve(operation, List.of(id), () -> of(id, call));
    }

    private Answer of(String id, RequestCall call) throws IOException {
        return book.locked(all -> {
            VideoRequest video = book.find(id).orElse(null);
            return video == null ? VideoAnswers.of(404) : call.answer(video);
        });
    }

    private HttpReply serve(Operation operation, List<String> names, Call call)
            throws IOException, InterruptedException {
        return simulation.reception().serve(operation, names, VideoAnswers::of, fault -> {
            try {
                return call.answer();
            } catch (BadRequestException e) {
                return e.status() == 400
                        ? VideoAnswers.of(400, "INVALID_INPUT", String.valueOf(e.getMessage()))
                        : VideoAnswers.of(e.status());
            }
        });
    }

    private static Answer availability() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("isAvailable", true);
        answer.put("availabilityMessage", "Available");
        answer.put("supportedModels", VideoModels.all());
        answer.put("isFrameInterpolationSupported", true);
        return VideoAnswers.json(200, answer);
    }

    private Answer create(HttpRequest request, boolean express) throws IOException {
        JsonNode wish = body(request);
        List<Map<String, Object>> errors = new VideoChecks(wish, express).errors();
        if (!errors.isEmpty()) {
            return VideoAnswers.of(errors);
        }
        VideoRequest video = book.create(wish, express, external(wish));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("requestId", video.id);
        if (express && video.external == null) {
            answer.put("uploadId", views.uploadId(video));
            answer.put("uploadUrls", views.urls(video));
        }
        if (video.estimate != null) {
            answer.put("estimates", video.estimate.view());
        }
        return VideoAnswers.json(200, answer);
    }

    private @Nullable Upload external(JsonNode wish) throws IOException {
        JsonNode url = wish.at("/source/external/presignedUrl");
        return url.isMissingNode()
                ? null
                : RemoteSource.fetch(simulation.uploads(), url.asText(), "The external source is not accessible");
    }

    private Answer accept(VideoRequest video) {
        if (video.express || video.failure != null || video.canceled != null) {
            return VideoAnswers.of(400, "INVALID_INPUT", "The request cannot be accepted");
        }
        if (!book.accept(video)) {
            return VideoAnswers.of(402);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        if (video.external != null) {
            answer.put("message", "Accepted");
        } else {
            answer.put("uploadId", views.uploadId(video));
            answer.put("urls", views.urls(video));
        }
        return VideoAnswers.json(202, answer);
    }

    private Answer complete(VideoRequest video, JsonNode body) {
        JsonNode results = body.path("uploadResults");
        if (!results.isArray() || results.isEmpty()) {
            return VideoAnswers.of(List.of(Map.of(
                    "type", "field", "path", "uploadResults", "location", "body", "msg", "uploadResults is required")));
        }
        if (video.express || !video.awaitsSource()) {
            return VideoAnswers.of(400, "INVALID_INPUT", "The request does not await its source");
        }
        if (video.slots.size() > 1 && !eTags(results).equals(eTags(video.slots))) {
            return VideoAnswers.of(400, "INVALID_INPUT", "uploadResults are not those of the parts");
        }
        if (video.slots.stream()
                .anyMatch(slot -> simulation.slots().uploaded(slot).isEmpty())) {
            return VideoAnswers.of(400, "INVALID_INPUT", "The source has not been uploaded");
        }
        book.start(
                video, body.path("md5Hash").isTextual() ? body.path("md5Hash").asText() : null);
        return VideoAnswers.json(202, Map.of("message", "Processing has been queued"));
    }

    private static List<String> eTags(JsonNode results) {
        List<String> tags = new ArrayList<>();
        for (JsonNode result : results) {
            tags.add(result.path("partNum").asInt() + "/"
                    + result.path("eTag").asText().replace("\"", ""));
        }
        return tags.stream().sorted().toList();
    }

    private List<String> eTags(List<Slot> slots) {
        return slots.stream()
                .map(slot -> slot.part()
                        + "/"
                        + simulation.slots().uploaded(slot).map(Upload::md5).orElse(null))
                .sorted()
                .toList();
    }

    private Answer cancelEstimate(VideoRequest video) {
        String status = video.status(book.now());
        if (status.equals("complete") || status.equals("failed")) {
            return VideoAnswers.of(400, "INVALID_INPUT", "The request is over");
        }
        return VideoAnswers.json(200, views.settlement(video, book.toCommit(video)));
    }

    private Answer cancel(VideoRequest video) {
        if (video.canceled != null) {
            return HttpReply.empty(204);
        }
        if (video.isOver(book.now())) {
            return VideoAnswers.of(400, "INVALID_INPUT", "The request is over");
        }
        book.cancel(video);
        return VideoAnswers.json(200, Map.of("message", "Cancellation in progress. Credits have been refunded."));
    }

    private static JsonNode body(HttpRequest request) throws IOException {
        byte[] bytes = request.body().readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw new BadRequestException(413, "more than " + MAX_BODY + " bytes");
        }
        try {
            JsonNode body = new ObjectMapper().readTree(new String(bytes, StandardCharsets.UTF_8));
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            // answered below
        }
        throw new BadRequestException(400, "Invalid JSON");
    }
}
