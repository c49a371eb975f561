package io.camelupscale.test.upscayl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.HttpHandler;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import io.camelupscale.test.http.HttpRequest;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.Simulation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The four calls. */
final class UpscaylService implements HttpHandler {

    @FunctionalInterface
    private interface Call {
        Answer answer() throws IOException;
    }

    private final Simulation simulation;
    private final UpscaylOptions options;
    private final UpscaylErrors errors;
    private final UploadDesk uploads;
    private final TaskDesk tasks;

    UpscaylService(Simulation simulation, UpscaylOptions options) {
        this.simulation = simulation;
        this.options = options;
        this.errors = new UpscaylErrors(options.older());
        this.uploads = new UploadDesk(simulation, options);
        this.tasks = new TaskDesk(simulation, options, uploads);
    }

    @Override
    public HttpReply handle(HttpRequest request) throws IOException, InterruptedException {
        if (!simulation.settings().key().isIn(request)) {
            simulation.counters().refuseKey();
            return errors.stranger();
        }
        return switch (request.method() + ' ' + request.path()) {
            case "POST /start-task" -> serve(Operation.SUBMIT, List.of(), () -> tasks.start(request));
            case "POST /get-task-status" -> status(request);
            case "POST /get-upload-url" ->
                serve(Operation.LINK, List.of(), () -> uploads.open(data(request, options.older())));
            case "POST /complete-multipart-upload" ->
                serve(Operation.COMPLETE, List.of(), () -> uploads.complete(data(request, false)));
            default -> errors.of(404);
        };
    }

    /** The task's id is in the body. */
    private HttpReply status(HttpRequest request) throws IOException, InterruptedException {
        String id;
        try {
            id = data(request, options.older()).path("taskId").asText();
        } catch (BadRequestException e) {
            return refused(e);
        }
        List<String> names = simulation.book().find(id).map(SimulatedJob::names).orElse(List.of(id));
        return serve(Operation.CHECK, names, () -> tasks.status(id));
    }

    private HttpReply serve(Operation operation, List<String> names, Call call)
            throws IOException, InterruptedException {
        HttpReply reply = simulation.reception().serve(operation, names, errors::of, fault -> {
            try {
                return call.answer();
            } catch (BadRequestException e) {
                return refused(e);
            }
        });
        return reply instanceof Answer answer && answer.status() == 429 ? withoutRetryAfter(answer) : reply;
    }

    private Answer refused(BadRequestException e) {
        return e.status() == 413
                ? errors.of(400, "FILE_SIZE_EXCEEDED", "File size exceeds maximum limit of 100MB")
                : errors.of(e.status(), "BAD_REQUEST", String.valueOf(e.getMessage()));
    }

    /** The vendor documents none. */
    private static Answer withoutRetryAfter(Answer answer) {
        Map<String, String> headers = new TreeMap<>(answer.headers());
        headers.remove("Retry-After");
        return new Answer(answer.status(), headers, answer.body());
    }

    private static JsonNode data(HttpRequest request, boolean bare) throws IOException {
        try {
            JsonNode body = new ObjectMapper().readTree(request.text());
            JsonNode data = bare ? body : body.path("data");
            if (data.isObject()) {
                return data;
            }
        } catch (JsonProcessingException e) {
            // answered below
        }
        throw new BadRequestException(400, "Missing required parameters");
    }
}
