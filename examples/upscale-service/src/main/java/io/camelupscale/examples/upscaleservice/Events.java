package io.camelupscale.examples.upscaleservice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells browsers what becomes of the jobs, as server-sent events: {@code jobs} is a list of the newest, {@code job} one that has
 * changed. No listener has a thread, and one that does not keep up misses changes until it gets a whole list again.
 */
final class Events {

    /** How many jobs a list has. */
    static final int NEWEST = 50;

    /** A job is told of four times a second at most. */
    private static final long TICK_MILLIS = 250;

    private static final long KEEP_ALIVE_MILLIS = 15_000;

    private final Jobs jobs;
    private final JobViews views;
    private final ObjectMapper json;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Set<HttpServerResponse> listeners = ConcurrentHashMap.newKeySet();
    private final Set<HttpServerResponse> behind = ConcurrentHashMap.newKeySet();

    Events(Jobs jobs, JobViews views, ObjectMapper json) {
        this.jobs = jobs;
        this.views = views;
        this.json = json;
        jobs.listen(job -> changed.add(job.id()));
    }

    void start(Vertx vertx) {
        vertx.setPeriodic(TICK_MILLIS, tick -> tell());
        vertx.setPeriodic(KEEP_ALIVE_MILLIS, tick -> listeners.forEach(listener -> send(listener, ": alive\n\n")));
    }

    /** Keeps the answer open until the listener goes away. */
    void connect(RoutingContext ctx) {
        HttpServerResponse response = ctx.response();
        response.closeHandler(gone -> forget(response));
        response.exceptionHandler(broken -> forget(response));
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("X-Accel-Buffering", "no");
        response.write(list());
        listeners.add(response);
    }

    int listeners() {
        return listeners.size();
    }

    private void tell() {
        for (HttpServerResponse late : behind) {
            if (!late.writeQueueFull() && behind.remove(late)) {
                send(late, list());
            }
        }
        for (Iterator<String> ids = changed.iterator(); ids.hasNext(); ) {
            String id = ids.next();
            ids.remove(); // before it is looked at: a change in between is told at the next tick
            jobs.find(id).ifPresent(job -> {
                String event = event("job", views.listed(job));
                listeners.forEach(listener -> send(listener, event));
            });
        }
    }

    private void send(HttpServerResponse listener, String event) {
        if (listener.closed()) {
            forget(listener);
        } else if (listener.writeQueueFull()) {
            behind.add(listener);
        } else {
            listener.write(event);
        }
    }

    private void forget(HttpServerResponse listener) {
        listeners.remove(listener);
        behind.remove(listener);
    }

    private String list() {
        return event("jobs", jobs.newest(NEWEST).stream().map(views::listed).toList());
    }

    private String event(String name, Object data) {
        try {
            return "event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // records of texts and numbers
        }
    }
}
