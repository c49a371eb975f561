package io.camelupscale.benchmarks.waiting;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.camelupscale.UpscaleConstants;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.jspecify.annotations.Nullable;

/** What one writes with Camel alone: camel-http, camel-jackson and a loop with a delay; as lean as it gets. */
final class LoopRoute extends RouteBuilder {

    static final long INTERVAL_MILLIS = 2000;

    private static final String COMPLETED = "completed";
    private static final String JOB = "job";

    private final URI service;
    private final Path work;
    private final Processor end;
    private final boolean async;

    LoopRoute(URI service, Path work, boolean async, Processor end) {
        this.service = service;
        this.work = work;
        this.end = end;
        this.async = async;
    }

    /** The service's answer to a submit and a poll. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Status(String id, String status, @Nullable String url) {}

    @Override
    public void configure() {
        ProcessorDefinition<?> loop = from(Client.START)
                .setHeader(Exchange.HTTP_METHOD, constant("POST"))
                .setHeader(Exchange.CONTENT_TYPE, constant("image/png"))
                .to(service + "/jobs")
                .unmarshal()
                .json(Status.class)
                .setProperty(JOB, body())
                .removeHeaders("*")
                .setHeader(Exchange.HTTP_METHOD, constant("GET"))
                .loopDoWhile(exchange -> !job(exchange).status().equals(COMPLETED));
        pause(loop)
                .setBody(constant(null))
                .setHeader(Exchange.HTTP_PATH)
                .exchange(exchange -> job(exchange).id())
                .to(service + "/jobs/")
                .unmarshal()
                .json(Status.class)
                .setProperty(JOB, body())
                .end()
                .setBody(constant(null))
                .setHeader(Exchange.HTTP_PATH)
                .exchange(exchange -> job(exchange).url())
                .to(service.toString())
                .process(this::store)
                .process(end);
    }

    private ProcessorDefinition<?> pause(ProcessorDefinition<?> loop) {
        return async
                ? loop.delay(INTERVAL_MILLIS).asyncDelayed().end()
                : loop.delay(INTERVAL_MILLIS).syncDelayed().end();
    }

    private void store(Exchange exchange) throws Exception {
        String id = job(exchange).id();
        Files.write(work.resolve(id + ".png"), exchange.getMessage().getBody(byte[].class));
        exchange.getMessage().setHeader(UpscaleConstants.REMOTE_ID, id);
    }

    private static Status job(Exchange exchange) {
        return exchange.getProperty(JOB, Status.class);
    }
}
