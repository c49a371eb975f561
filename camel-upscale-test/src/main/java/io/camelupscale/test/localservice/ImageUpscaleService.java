package io.camelupscale.test.localservice;

import io.camelupscale.test.fault.Reception.Call;
import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.HttpHandler;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import io.camelupscale.test.http.HttpRequest;
import io.camelupscale.test.http.MultipartForm;
import io.camelupscale.test.http.Upload;
import io.camelupscale.test.localservice.ServiceJobs.View;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.service.JobOrder;
import io.camelupscale.test.service.JobSnapshot.State;
import io.camelupscale.test.service.ResultData;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The API: see {@link LocalServiceSimulator}. */
final class ImageUpscaleService implements HttpHandler {

    private static final String VERSION = "1.0.1";

    /** What the service writes into its answers, whatever its prefix is. */
    private static final String HARD_CODED = "/api/v1";

    private static final List<Integer> SCALES = List.of(2, 3, 4);
    private static final long MEBIBYTE = 1 << 20;

    private final Simulation simulation;
    private final ServiceOptions options;
    private final ServiceJobs jobs;

    ImageUpscaleService(Simulation simulation, ServiceOptions options) {
        this.simulation = simulation;
        this.options = options;
        this.jobs = new ServiceJobs(simulation);
    }

    @Override
    public HttpReply handle(HttpRequest request) throws IOException, InterruptedException {
        if (!request.path().startsWith(options.prefix() + "/")) {
            return ServiceAnswers.noSuchPath();
        }
        if (!isAuthorized(request)) {
            simulation.counters().refuseKey();
            return ServiceAnswers.error(401);
        }
        String path = request.path().substring(options.prefix().length());
        int slash = path.indexOf('/', 1);
        String id = slash < 0 ? "" : path.substring(slash + 1);
        return switch (request.method() + " " + (slash < 0 ? path : path.substring(0, slash + 1))) {
            case "POST /upscale" -> serve(Operation.SUBMIT, "", fault -> submitted(request));
            case "GET /status/" -> serve(Operation.CHECK, id, fault -> status(id));
            case "GET /download/" -> serve(Operation.DOWNLOAD, id, fault -> download(id));
            case "POST /cancel/" -> serve(Operation.CANCEL, id, fault -> cancel(id));
            case "GET /models" ->
                serve(Operation.MODELS, "", fault -> models(request.query().get("scale")));
            case "GET /health" -> serve(Operation.AVAILABILITY, "", fault -> health());
            default -> ServiceAnswers.noSuchPath();
        };
    }

    private boolean isAuthorized(HttpRequest request) {
        return options.token().isEmpty()
                || ("Bearer " + options.token()).equals(request.header("authorization"))
                || options.token().equals(request.header("x-auth-token"));
    }

    private HttpReply serve(Operation operation, String id, Call call) throws IOException, InterruptedException {
        List<String> names = id.isEmpty()
                ? List.of()
                : simulation.book().find(id).map(SimulatedJob::names).orElse(List.of(id));
        return simulation.reception().serve(operation, names, ServiceAnswers::error, call);
    }

    private Answer submitted(HttpRequest request) throws IOException {
        if (!MultipartForm.isIn(request)) {
            return ServiceAnswers.no(400, "invalid request: request Content-Type isn't multipart/form-data");
        }
        try {
            return submit(MultipartForm.read(request, simulation.uploads()));
        } catch (BadRequestException e) {
            return ServiceAnswers.no(e.status(), String.valueOf(e.getMessage()));
        }
    }

    private Answer submit(MultipartForm form) throws IOException {
        Upload image = form.files().get("image");
        if (image == null) {
            return ServiceAnswers.no(400, "no image provided");
        }
        if (image.length() == 0) {
            return ServiceAnswers.no(500, "failed to read file data");
        }
        ServiceOrder order = ServiceOrder.of(form, image, options.models());
        long size = image.length() / MEBIBYTE;
        if (size > options.maxUpload()) {
            return ServiceAnswers.no(
                    500,
                    "failed to save upload: file too large: %d MB (max: %d MB)".formatted(size, options.maxUpload()));
        }
        SimulatedJob job = jobs.accept(order);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", true);
        body.put("job_id", job.id());
        body.put("status_url", HARD_CODED + "/status/" + job.id());
        return HttpReply.json(202, body);
    }

    private Answer status(String id) throws IOException {
        Optional<View> found = jobs.find(id);
        if (found.isEmpty()) {
            return ServiceAnswers.error(404, "job not found");
        }
        View view = found.get();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("job_id", id);
        body.put("status", view.word(simulation.time().now()));
        body.put("progress", view.progress());
        if (view.state() == State.DONE) {
            JobOrder order = view.job().order();
            Duration took = view.job().times().running();
            body.put("download_url", HARD_CODED + "/download/" + id);
            body.put("duration_seconds", took.toMillis() / 1000.0);
            body.put("input_size", size(order.width(), order.height()));
            body.put("output_size", size(order.resultWidth(), order.resultHeight()));
            body.put("file_size_bytes", result(view.job()).length());
        }
        if (view.error() != null) {
            body.put("error", view.error());
        }
        return HttpReply.json(200, body);
    }

    private Answer download(String id) throws IOException {
        Optional<View> found = jobs.find(id);
        if (found.isEmpty()) {
            return ServiceAnswers.error(404, "job not found");
        }
        View view = found.get();
        if (view.state() != State.DONE) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("error", "job not completed");
            body.put("status", view.word(simulation.time().now()));
            return HttpReply.json(400, body);
        }
        if (!jobs.hasResult(view.job())) {
            return ServiceAnswers.error(404, "output file missing");
        }
        jobs.downloaded(id);
        ResultData data = result(view.job());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/octet-stream");
        headers.put(
                "Content-Disposition",
                "attachment; filename=" + otherNumber(id) + "_upscaled."
                        + view.job().order().format().extension());
        return new Answer(200, headers, data.part(0, data.length()));
    }

    private Answer cancel(String id) {
        Optional<View> found = jobs.find(id);
        if (found.isEmpty()) {
            return ServiceAnswers.no(400, "job not found");
        }
        State state = found.get().state();
        if (state.isFinal() && state != State.CANCELLED) {
            return ServiceAnswers.no(400, "job already finished");
        }
        simulation.book().cancel(id);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", true);
        body.put("message", "job cancelled");
        return HttpReply.json(200, body);
    }

    private Answer models(@Nullable String scale) {
        JsonArray models = new JsonArray();
        if (scale == null || !scale.matches("\\d+") || SCALES.contains(Integer.valueOf(scale))) {
            for (String name : options.models()) {
                JsonObject model = new JsonObject();
                model.put("name", name);
                model.put("description", "Real-ESRGAN model " + name);
                model.put("supported_scales", new JsonArray(SCALES));
                models.add(model);
            }
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", VERSION);
        body.put("models", models);
        return HttpReply.json(200, body);
    }

    private Answer health() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "ok");
        body.put("version", VERSION);
        body.put("time", simulation.time().now().getEpochSecond());
        return HttpReply.json(200, body);
    }

    private ResultData result(SimulatedJob job) throws IOException {
        return simulation.results().of(job);
    }

    private static JsonObject size(int width, int height) {
        JsonObject size = new JsonObject();
        size.put("width", width);
        size.put("height", height);
        return size;
    }

    /** The file's name holds a number that looks like the job's id, and is another one. */
    private static String otherNumber(String id) {
        return new StringBuilder(id).reverse().toString();
    }
}
