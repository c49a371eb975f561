package io.camelupscale.test.lupa;

import io.camelupscale.media.ImageInfo;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.HttpHandler;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import io.camelupscale.test.http.HttpRequest;
import io.camelupscale.test.http.Upload;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.service.JobOrder;
import io.camelupscale.test.service.JobSnapshot.State;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.Simulation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** The API: see {@link LupaSimulator}. */
final class LupaService implements HttpHandler {

    private static final Set<String> MODES = Set.of("/standard", "/precision");
    private static final Set<Integer> RESOLUTIONS = Set.of(2, 4, 6);
    private static final int MOST_CREATIVE = 10;
    private static final int FETCH_TIMEOUT = (int) Duration.ofSeconds(30).toMillis();

    private final Simulation simulation;
    private final LupaOptions options;
    private final Set<String> unfetched = ConcurrentHashMap.newKeySet();

    LupaService(Simulation simulation, LupaOptions options) {
        this.simulation = simulation;
        this.options = options;
    }

    @Override
    public HttpReply handle(HttpRequest request) throws IOException, InterruptedException {
        if (!simulation.settings().key().isIn(request)) {
            simulation.counters().refuseKey();
            return LupaAnswers.error(401);
        }
        if (request.method().equals("POST") && MODES.contains(request.path())) {
            return simulation
                    .reception()
                    .serve(Operation.SUBMIT, List.of(), LupaAnswers::error, fault -> submitted(request));
        }
        if (request.method().equals("GET") && request.path().equals("/check-upscale-status")) {
            String id = request.query().getOrDefault("upscale_id", "");
            List<String> names =
                    simulation.book().find(id).map(SimulatedJob::names).orElse(List.of(id));
            return simulation.reception().serve(Operation.CHECK, names, LupaAnswers::error, fault -> check(id));
        }
        return LupaAnswers.error(404);
    }

    private Answer submitted(HttpRequest request) throws IOException {
        try {
            return submit(request.path().substring(1), (JsonObject) Jsoner.deserialize(request.text()));
        } catch (BadRequestException e) {
            return LupaAnswers.error(e.status(), String.valueOf(e.getMessage()));
        } catch (DeserializationException | ClassCastException e) {
            return LupaAnswers.error(400, "The body is no JSON object");
        }
    }

    private Answer submit(String mode, JsonObject wish) throws IOException {
        int creativity = number(wish, "creativity");
        int resolution = number(wish, "Resolution");
        if (Math.abs(creativity) > MOST_CREATIVE) {
            throw new BadRequestException(400, "Invalid data for creativity");
        }
        if (!RESOLUTIONS.contains(resolution)) {
            throw new BadRequestException(400, "Invalid data for Resolution");
        }
        String image = String.valueOf(wish.get("image"));
        JobOrder order;
        try {
            order = order(mode, fetched(image), resolution, wish);
        } catch (IOException | RuntimeException e) { // whatever a client may have written there
            String id = "1700000000000x9%017d".formatted(unfetched.size());
            unfetched.add(id);
            return LupaAnswers.success(Map.of("upscale_id", id));
        }
        double credits = simulation.settings().pricing().credits(order.resultPixels());
        return simulation
                .book()
                .accept(order, credits)
                .map(job -> LupaAnswers.success(Map.of("upscale_id", job.id())))
                .orElseGet(() -> LupaAnswers.no("Not enough credits"));
    }

    private static int number(JsonObject wish, String name) throws IOException {
        if (wish.get(name) instanceof Number number) {
            return number.intValue();
        }
        throw new BadRequestException(400, "Missing parameter for workflow: parameter " + name);
    }

    private Upload fetched(String image) throws IOException {
        URI address = URI.create(image);
        URLConnection connection = address.toURL().openConnection();
        connection.setConnectTimeout(FETCH_TIMEOUT);
        connection.setReadTimeout(FETCH_TIMEOUT);
        String path = String.valueOf(address.getPath());
        try (InputStream in = connection.getInputStream()) {
            return simulation.uploads().store(path.substring(path.lastIndexOf('/') + 1), in);
        }
    }

    private static JobOrder order(String mode, Upload source, int resolution, JsonObject wish) throws IOException {
        ImageInfo info = ImageInfo.read(source.file());
        Map<String, String> wishes = new TreeMap<>();
        wish.forEach((name, value) -> wishes.put(name, String.valueOf(value)));
        wishes.remove("image");
        return new JobOrder(
                source,
                info.displayWidth(),
                info.displayHeight(),
                mode,
                info.displayWidth() * resolution,
                info.displayHeight() * resolution,
                info.format().resultFormat(),
                wishes,
                null,
                null);
    }

    private Answer check(String id) {
        if (unfetched.contains(id)) {
            return LupaAnswers.failed("unexpected_error", "");
        }
        SimulatedJob job = simulation.book().find(id).orElse(null);
        Instant now = simulation.time().now();
        if (job == null || now.isBefore(job.accepted().plus(options.hidden()))) {
            return LupaAnswers.failed("not_found", "Upscale ID not found");
        }
        State state = job.at(now).state();
        if (state == State.FAILED) {
            return failed(job);
        }
        if (state == State.DONE) {
            return done(job);
        }
        String word = job.word(now);
        boolean known = word.equals("queued") || word.equals("running");
        return LupaAnswers.success(Map.of("process_status", known ? "processing" : word));
    }

    private static Answer failed(SimulatedJob job) {
        return job.fault() instanceof JobFault.Failure failure
                ? LupaAnswers.failed(failure.code(), failure.message())
                : LupaAnswers.failed("unexpected_error", "");
    }

    private Answer done(SimulatedJob job) {
        Map<String, String> response = new TreeMap<>();
        response.put("process_status", "completed");
        String link = simulation.url(simulation.links().of(job)).toString();
        // a link of another name shows what a client writes into its logs
        response.put(options.withoutLink() ? "preview_url" : "final_image_url", link);
        return LupaAnswers.success(response);
    }
}
