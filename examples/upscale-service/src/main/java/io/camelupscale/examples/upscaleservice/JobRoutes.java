package io.camelupscale.examples.upscaleservice;

import io.camelupscale.UpscaleException;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;

/** What becomes of jobs, on {@code upscale}. */
final class JobRoutes extends RouteBuilder {

    /** Takes the message of {@link Submissions#start}. */
    static final String START = "direct:start";

    /** How long a job is known after it has ended. */
    private static final Duration HISTORY = Duration.ofDays(1);

    private final Settings settings;
    private final Jobs jobs;
    private final Results results;

    JobRoutes(Settings settings, Jobs jobs, Results results) {
        this.settings = settings;
        this.jobs = jobs;
        this.results = results;
    }

    @Override
    public void configure() {
        from(START).routeId("start").errorHandler(noErrorHandler()).toD("${header." + Submissions.ENGINE + "}");

        // what cannot be stored, since the disk is full, comes again until it can
        from("upscale:localupscale?bridgeErrorHandler=true&initialDelay=0&delay=100&greedy=true&maxRedeliveries=-1")
                .routeId("results")
                .onException(UpscaleException.class)
                .handled(true)
                .logExhausted(false)
                .process(results::failed)
                .end()
                .process(results::completed);

        from("timer:sweep?period=10s").routeId("sweep").process(tick -> jobs.sweep(settings.retention(), HISTORY));
    }
}
