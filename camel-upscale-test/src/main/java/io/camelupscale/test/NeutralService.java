package io.camelupscale.test;

import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.HttpHandler;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import io.camelupscale.test.http.HttpRequest;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.service.JobOrder;
import io.camelupscale.test.service.JobSnapshot.State;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.Simulation;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** The API of a service that is nobody's: see {@link UpscaleSimulator}. */
final class NeutralService implements HttpHandler {

    private static final String JOBS = "/jobs";
    private static final int PAGE = 100;

    private final Simulation simulation;
    private final OrderReader orders;

    NeutralService(Simulation simulation) {
        this.simulation = simulation;
        this.orders = new OrderReader(simulation);
    }

    @Override
    public HttpReply handle(HttpRequest request) throws IOException, InterruptedException {
        if (!simulation.settings().key().isIn(request)) {
            simulation.counters().refuseKey();
            return error(401, "wrong or missing " + simulation.settings().key().header());
        }
        if (request.path().startsWith(JOBS + '/')) {
            return job(request, request.path().substring(JOBS.length() + 1));
        }
        return switch (request.method() + ' ' + request.path()) {
            case "POST /jobs" -> serve(Operation.SUBMIT, submitNames(request), () -> submit(request));
            case "GET /jobs" -> serve(Operation.LIST, List.of(), () -> list(request));
            case "GET /balance" -> serve(Operation.BALANCE, List.of(), this::balance);
            case "POST /estimate" -> serve(Operation.ESTIMATE, List.of(), () -> estimate(request));
            default -> error(404, "no such call: " + request.method() + ' ' + request.path());
        };
    }

    private HttpReply job(HttpRequest request, String id) throws IOException, InterruptedException {
        List<String> names = simulation.book().find(id).map(SimulatedJob::names).orElse(List.of(id));
        return switch (request.method()) {
            case "GET" -> serve(Operation.CHECK, names, () -> check(id));
            case "DELETE" -> serve(Operation.CANCEL, names, () -> cancel(id));
            default -> error(405, request.method());
        };
    }

    @FunctionalInterface
    private interface Call {
        Answer answer() throws IOException;
    }

    private HttpReply serve(Operation operation, List<String> names, Call call)
            throws IOException, InterruptedException {
        return simulation.reception().serve(operation, names, fault -> {
            try {
                return call.answer();
            } catch (BadRequestException e) {
                return error(e.status(), String.valueOf(e.getMessage()));
            }
        });
    }

    private Answer submit(HttpRequest request) throws IOException {
        JobOrder order = orders.read(request);
        double credits = simulation.settings().pricing().credits(order.resultPixels());
        return simulation
                .book()
                .accept(order, credits)
                .map(job -> HttpReply.json(202, Map.of("id", job.id())))
                .orElseGet(() -> error(402, "not enough credits: " + credits + " are needed"));
    }

    /** What is known of a job before its body was read. */
    private static List<String> submitNames(HttpRequest request) {
        return Stream.of(request.query().get(OrderReader.REFERENCE), request.header(OrderReader.IDEMPOTENCY_KEY))
                .filter(Objects::nonNull)
                .toList();
    }

    private Answer check(String id) {
        SimulatedJob job = simulation.book().find(id).orElse(null);
        return job == null ? error(404, "no job " + id) : HttpReply.json(200, view(job));
    }

    private Answer cancel(String id) {
        if (simulation.book().find(id).isEmpty()) {
            return error(404, "no job " + id);
        }
        SimulatedJob job = simulation.book().cancel(id).orElseThrow();
        State state = job.at(simulation.time().now()).state();
        return HttpReply.json(state == State.CANCELLED ? 200 : 409, view(job));
    }

    private Answer list(HttpRequest request) throws IOException {
        Instant now = simulation.time().now();
        String state = request.query().get("state");
        String reference = request.query().get(OrderReader.REFERENCE);
        if (state != null
                && Arrays.stream(State.values()).noneMatch(known -> word(known).equals(state))) {
            throw new BadRequestException(400, "state=" + state);
        }
        int limit = OrderReader.number(request.query().getOrDefault("limit", "" + PAGE), "limit", 1, PAGE);
        List<SimulatedJob> found = simulation.book().after(request.query().get("cursor")).stream()
                .filter(job -> state == null || word(job.at(now).state()).equals(state))
                .filter(job -> reference == null || reference.equals(job.order().reference()))
                .limit(limit + 1L)
                .toList();
        JsonArray page = new JsonArray();
        for (SimulatedJob job : found.subList(0, Math.min(limit, found.size()))) {
            page.add(view(job));
        }
        JsonObject answer = new JsonObject(Map.of("jobs", page));
        if (found.size() > limit) {
            answer.put("next", found.get(limit - 1).id());
        }
        return HttpReply.json(200, answer);
    }

    private Answer balance() {
        return HttpReply.json(200, Map.of("credits", simulation.ledger().balance()));
    }

    private Answer estimate(HttpRequest request) throws IOException {
        JsonObject wish;
        try {
            wish = (JsonObject) Jsoner.deserialize(request.text());
        } catch (DeserializationException | ClassCastException e) {
            throw new BadRequestException(400, "no JSON object: " + e.getMessage());
        }
        long width = OrderReader.number(String.valueOf(wish.get("width")), "width", 1, OrderReader.MAX_SIDE);
        long height = OrderReader.number(String.valueOf(wish.get("height")), "height", 1, OrderReader.MAX_SIDE);
        long scale = OrderReader.scale(String.valueOf(wish.get("scale")));
        double credits = simulation.settings().pricing().credits(width * scale * height * scale);
        return HttpReply.json(200, Map.of("credits", credits));
    }

    private JsonObject view(SimulatedJob job) {
        return new JobView(simulation).of(job);
    }

    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static Answer error(int status, String message) {
        return HttpReply.json(status, Map.of("error", message));
    }
}
