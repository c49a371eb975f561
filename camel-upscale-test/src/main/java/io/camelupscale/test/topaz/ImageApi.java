package io.camelupscale.test.topaz;

import io.camelupscale.media.ImageInfo;
import io.camelupscale.media.UnreadableImageException;
import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import io.camelupscale.test.http.HttpRequest;
import io.camelupscale.test.http.MultipartForm;
import io.camelupscale.test.http.Upload;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.service.JobOrder;
import io.camelupscale.test.service.JobSnapshot.State;
import io.camelupscale.test.service.Links;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.Simulation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The Image API: submits, one job, its files. Lists and estimates are {@link ImageLists} and {@link ImageEstimates}. */
final class ImageApi {

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    @FunctionalInterface
    private interface Call {
        Answer answer() throws IOException;
    }

    private final Simulation simulation;
    private final TopazOptions options;
    private final ImageSources sources;
    private final ImageJobs jobs;
    private final ImageLists lists;
    private final ImageEstimates estimates = new ImageEstimates();

    ImageApi(Simulation simulation, TopazOptions options, Webhooks webhooks) {
        this.simulation = simulation;
        this.options = options;
        this.sources = new ImageSources(simulation.uploads());
        this.jobs = new ImageJobs(simulation, new ImageNotifications(simulation, options, webhooks));
        this.lists = new ImageLists(simulation, jobs);
    }

    /** Credits that are set aside for jobs that have not ended. */
    double reserved() {
        return jobs.reserved();
    }

    /** @param path below {@code /image/v1} */
    HttpReply handle(HttpRequest request, String path) throws IOException, InterruptedException {
        Optional<ImageFamily> family = ImageFamily.at(path);
        if (family.isPresent() && request.method().equals("POST")) {
            return serve(Operation.SUBMIT, List.of(), () -> submit(request, family.get()));
        }
        int slash = path.lastIndexOf('/');
        String id = path.substring(slash + 1);
        return switch (request.method() + ' ' + path) {
            case "GET /status" -> serve(Operation.LIST, List.of(), () -> lists.list(request.query()));
            case "DELETE /status" -> serve(Operation.FORGET, List.of(), lists::clear);
            case "POST /estimate" -> serve(Operation.ESTIMATE, List.of(), () -> estimates.one(fields(request), false));
            case "POST /estimate-gen" ->
                serve(Operation.ESTIMATE, List.of(), () -> estimates.one(fields(request), true));
            case "POST /estimate-bulk" -> serve(Operation.ESTIMATE, List.of(), () -> estimates.many(request.text()));
            default ->
                switch (request.method() + ' ' + path.substring(0, slash)) {
                    case "GET /status" -> ofJob(Operation.CHECK, id, this::check);
                    case "DELETE /status" -> ofJob(Operation.FORGET, id, this::forget);
                    case "GET /download" -> ofJob(Operation.LINK, id, this::download);
                    case "GET /download/input" -> ofJob(Operation.LINK, id, job -> link(job, Links.Target.SOURCE));
                    case "DELETE /cancel" -> ofJob(Operation.CANCEL, id, this::cancel);
                    default -> ImageErrors.of(404, "No such endpoint.");
                };
        };
    }

    @FunctionalInterface
    private interface JobCall {
        Answer answer(SimulatedJob job) throws IOException;
    }

    private HttpReply ofJob(Operation operation, String id, JobCall call) throws IOException, InterruptedException {
        List<String> names = jobs.find(id).map(SimulatedJob::names).orElse(List.of(id));
        return serve(operation, names, () -> {
            if (!UUID.matcher(id).matches()) {
                throw new BadRequestException(400, "Invalid process ID. Please ensure it is a valid UUID.");
            }
            SimulatedJob job = jobs.find(id).orElse(null);
            return job == null ? ImageErrors.of(404) : call.answer(job);
        });
    }

    private HttpReply serve(Operation operation, List<String> names, Call call)
            throws IOException, InterruptedException {
        return simulation.reception().serve(operation, names, ImageErrors::of, fault -> {
            try {
                return call.answer();
            } catch (BadRequestException e) {
                return ImageErrors.of(e.status(), String.valueOf(e.getMessage()));
            }
        });
    }

    private Answer submit(HttpRequest request, ImageFamily family) throws IOException {
        if (!MultipartForm.isIn(request)) {
            return ImageErrors.of(415, "The request body must be multipart/form-data.");
        }
        MultipartForm form = MultipartForm.read(request, simulation.uploads());
        ImageSources.Source source = sources.of(form);
        JobOrder order = order(family, form, source.upload());
        SimulatedJob job =
                simulation.book().accept(order, credits(order, family)).orElse(null);
        if (job == null) {
            return ImageErrors.of(402);
        }
        jobs.accepted(job, source.id(), Optional.ofNullable(form.fields().get("webhook_url")));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("process_id", job.id());
        answer.put("source_id", source.id());
        answer.put("eta", job.ends().getEpochSecond());
        return HttpReply.json(200, answer)
                .with("X-Process-ID", job.id())
                .with("X-Source-ID", source.id())
                .with("X-ETA", String.valueOf(job.ends().getEpochSecond()));
    }

    private static double credits(JobOrder order, ImageFamily family) {
        return ImageModel.of(family, String.valueOf(order.wishes().get("model")))
                .credits(order.resultPixels());
    }

    private JobOrder order(ImageFamily family, MultipartForm form, Upload source) throws IOException {
        ImageInfo info;
        try {
            info = ImageInfo.read(source.file());
        } catch (UnreadableImageException e) {
            throw new BadRequestException(415, "Image could not be decoded to a supported image type.");
        }
        if (!family.sources().contains(info.format())) {
            throw new BadRequestException(415, "Image could not be decoded to a supported image type.");
        }
        ImageWish wish = ImageWish.of(family, form.fields(), info.displayWidth(), info.displayHeight());
        Map<String, String> wishes = new TreeMap<>(form.fields());
        wishes.keySet()
                .removeAll(List.of(
                        "source_id", "source_url", "webhook_url", "output_width", "output_height", "output_format"));
        wishes.put("model", wish.model());
        wishes.put("crop_to_fill", String.valueOf(wish.crop()));
        return new JobOrder(
                source,
                info.displayWidth(),
                info.displayHeight(),
                family.name().toLowerCase(Locale.ROOT),
                wish.width(),
                wish.height(),
                wish.format(),
                wishes,
                null,
                null);
    }

    private static Map<String, String> fields(HttpRequest request) throws IOException {
        return MultipartForm.isIn(request)
                ? MultipartForm.texts(request)
                : ImageEstimates.fields(ImageEstimates.json(request.text()));
    }

    private Answer check(SimulatedJob job) {
        return HttpReply.json(200, jobs.view(job));
    }

    private Answer forget(SimulatedJob job) {
        if (!jobs.state(job).isFinal()) {
            return ImageErrors.of(409, "The status cannot be deleted as the process has not finished.");
        }
        simulation.book().remove(job.id());
        return HttpReply.empty(204);
    }

    private Answer cancel(SimulatedJob job) {
        if (jobs.state(job).isFinal()) {
            return ImageErrors.of(409);
        }
        jobs.cancel(job);
        return HttpReply.empty(204);
    }

    private Answer download(SimulatedJob job) {
        if (jobs.state(job) != State.DONE) {
            return ImageErrors.of(409, "The image is not ready to be downloaded.");
        }
        return link(job, Links.Target.RESULT);
    }

    private Answer link(SimulatedJob job, Links.Target target) {
        if (!simulation.time().now().isBefore(job.ends().plus(options.retention()))) {
            return ImageErrors.of(404);
        }
        Links.Link link = simulation.links().mint(job, target);
        String url = simulation.url(link).toString();
        long expiry = link.expires().getEpochSecond();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(options.shortLinkName() ? "url" : "download_url", url);
        answer.put("head_url", url);
        answer.put("expiry", options.textExpiry() ? String.valueOf(expiry) : expiry);
        return HttpReply.json(200, answer);
    }
}
