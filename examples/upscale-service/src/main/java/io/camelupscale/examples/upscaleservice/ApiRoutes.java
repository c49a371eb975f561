package io.camelupscale.examples.upscaleservice;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.UpscaleConstants;
import io.camelupscale.UpscaleException;
import io.camelupscale.UpscaleRejectedException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

/** The API, on {@code platform-http}. */
final class ApiRoutes extends RouteBuilder {

    static final String VERSION = "1.0.0";

    private final Settings settings;
    private final Jobs jobs;
    private final JobViews views;
    private final ObjectMapper json;
    private final Submissions submissions;

    ApiRoutes(Settings settings, Jobs jobs, JobViews views, ObjectMapper json, Submissions submissions) {
        this.settings = settings;
        this.jobs = jobs;
        this.views = views;
        this.json = json;
        this.submissions = submissions;
    }

    @Override
    public void configure() {
        onException(ApiException.class).handled(true).logExhausted(false).process(this::refuse);
        onException(Exception.class)
                .handled(true)
                .process(exchange -> answer(exchange, 500, Map.of("success", false, "error", "internal error")));

        api();
    }

    private void api() {
        from(api("POST", "/upscale"))
                .routeId("upscale")
                .onException(UpscaleRejectedException.class)
                .handled(true)
                .logExhausted(false)
                .process(submissions::refused)
                .process(exchange -> answer(exchange, 422, error(message(exchange))))
                .end()
                .onException(UpscaleException.class)
                .handled(true)
                .process(submissions::refused)
                .process(exchange -> answer(exchange, 500, error("failed to submit job: " + message(exchange))))
                .end()
                .process(submissions::store)
                .to(JobRoutes.START)
                .process(exchange -> answer(exchange, 202, views.accepted(submissions.job(exchange))));

        from(api("GET", "/status/{id}"))
                .routeId("status")
                .process(exchange -> answer(exchange, 200, views.status(job(exchange))));

        from(api("POST", "/cancel/{id}"))
                .routeId("cancel")
                .process(this::cancel)
                .doTry()
                .to("upscale:localupscale?operation=cancel")
                .doCatch(UpscaleException.class)
                .log(LoggingLevel.DEBUG, "${exception.message}") // it has just ended, and nobody will see the result
                .end()
                .process(exchange -> answer(exchange, 200, new Done(true, "job cancelled")));

        from(api("GET", "/jobs"))
                .routeId("jobs")
                .process(exchange -> answer(
                        exchange,
                        200,
                        jobs.newest(Events.NEWEST).stream().map(views::listed).toList()));

        from(api("GET", "/models"))
                .routeId("models")
                .process(exchange -> answer(exchange, 200, new ModelList(VERSION, Models.list(scale(exchange)))));

        from(api("GET", "/health"))
                .routeId("health")
                .process(exchange -> answer(exchange, 200, new Health("ok", VERSION, jobs.now() / 1000)));
    }

    private record ModelList(String version, List<Models.Model> models) {}

    private record Health(String status, String version, long time) {}

    private record Done(boolean success, String message) {}

    private String api(String method, String path) {
        return "platform-http:" + settings.prefix() + path + "?httpMethodRestrict=" + method;
    }

    private Job job(Exchange exchange) {
        return jobs.find(exchange.getMessage().getHeader("id", String.class))
                .orElseThrow(() -> new ApiException(404, "job not found"));
    }

    /** For us it has ended from now on, whatever the engine still makes of it. */
    private void cancel(Exchange exchange) {
        Job job = job(exchange);
        boolean now = jobs.end(job.id(), running -> running.cancelled(jobs.now()));
        if (!now && job(exchange).state() != Job.State.CANCELLED) {
            throw new ApiException(400, "job already finished");
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(UpscaleConstants.JOB_KEY, job.id());
    }

    /** What is no number is no filter, as in the original. */
    private static @Nullable Integer scale(Exchange exchange) {
        String text = exchange.getMessage().getHeader("scale", "", String.class);
        return text.matches("\\d{1,4}") ? Integer.valueOf(text) : null;
    }

    private void refuse(Exchange exchange) throws Exception {
        ApiException refusal = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ApiException.class);
        boolean post = "POST".equals(exchange.getMessage().getHeader(Exchange.HTTP_METHOD));
        answer(exchange, refusal.status(), post ? error(refusal.getMessage()) : Map.of("error", refusal.getMessage()));
        if (refusal.retryAfterSeconds() != null) {
            exchange.getMessage().setHeader("Retry-After", refusal.retryAfterSeconds());
        }
    }

    private static Map<String, Object> error(String text) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", false);
        body.put("error", text);
        return body;
    }

    private static String message(Exchange exchange) {
        return String.valueOf(
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage());
    }

    /** Nothing of the request goes into the answer. */
    private void answer(Exchange exchange, int status, Object body) throws Exception {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(ByteBuffer.wrap(json.writeValueAsBytes(body))); // of a known length
    }
}
