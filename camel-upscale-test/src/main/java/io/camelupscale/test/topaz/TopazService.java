package io.camelupscale.test.topaz;

import io.camelupscale.test.http.HttpHandler;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import io.camelupscale.test.http.HttpRequest;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.service.Simulation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Leads requests to the API that they are for. */
final class TopazService implements HttpHandler {

    private static final String IMAGE = "/image/v1";
    private static final String VIDEO = "/video";
    private static final String PUBLIC = "GET /video/status";
    private static final String BALANCE = "GET /account/v1/credits/balance";

    private final Simulation simulation;
    private final ImageApi images;
    private final VideoApi videos;

    TopazService(Simulation simulation, TopazOptions options) {
        this.simulation = simulation;
        Webhooks webhooks = new Webhooks(simulation.time(), options.webhooksTwice());
        this.images = new ImageApi(simulation, options, webhooks);
        this.videos = new VideoApi(simulation, options, webhooks);
    }

    @Override
    public HttpReply handle(HttpRequest request) throws IOException, InterruptedException {
        boolean video = request.path().startsWith(VIDEO + '/');
        String call = request.method() + ' ' + request.path();
        if (!PUBLIC.equals(call) && !simulation.settings().key().isIn(request)) {
            simulation.counters().refuseKey();
            return video ? VideoAnswers.of(401) : ImageErrors.of(401);
        }
        if (video) {
            return videos.handle(request, request.path().substring(VIDEO.length()));
        }
        if (request.path().startsWith(IMAGE + '/')) {
            return images.handle(request, request.path().substring(IMAGE.length()));
        }
        if (BALANCE.equals(call)) {
            return simulation.reception().serve(Operation.BALANCE, List.of(), ImageErrors::of, fault -> balance());
        }
        return ImageErrors.of(404, "No such endpoint.");
    }

    private Answer balance() {
        double available = simulation.ledger().balance();
        double reserved = images.reserved() + videos.reserved();
        Map<String, Object> balance = new LinkedHashMap<>();
        balance.put("available_credits", (long) available);
        balance.put("reserved_credits", (long) reserved);
        balance.put("total_credits", (long) (available + reserved));
        return HttpReply.json(200, balance);
    }
}
