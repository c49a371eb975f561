package io.camelupscale.test.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.UpscaleComponent;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.test.UpscaleSimulator;
import io.camelupscale.test.neutral.NeutralComponent;
import io.camelupscale.test.neutral.NeutralProvider.Identity;
import io.camelupscale.test.node.Pictures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand exchanges wait for their jobs when their context stops. */
class ContextStopTest {

    private static final int EXCHANGES = 10_000;

    /** Exchanges that want the same share a job. With as many jobs as exchanges this takes minutes. */
    private static final int JOBS = Integer.getInteger("torture.jobs", 1_000);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What a stop waits for submits; it may take no longer for anything else. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ManualJobTimer serviceTime = new ManualJobTimer();

    @RegisterExtension
    final UpscaleSimulator simulator = UpscaleSimulator.builder()
            .time(serviceTime)
            .jobsTake(Duration.ZERO, Duration.ofMinutes(1))
            .build();

    @TempDir
    Path folder;

    private final Set<Object> delivered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failed = new AtomicInteger();

    @Test
    void theStopEndsInTimeNothingIsCancelledAndEverythingResumes() throws Exception {
        try (DefaultCamelContext context = context()) {
            send(context);
            await().atMost(PATIENCE).until(() -> simulator.counters().accepted() == JOBS);
            await().atMost(PATIENCE).until(() -> context.getInflightRepository().size() == EXCHANGES);
            long begin = System.nanoTime();
            context.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(GRACE.multipliedBy(2));
        }
        assertThat(failed).hasValue(0);
        assertThat(delivered).isEmpty();
        serviceTime.advance(Duration.ofMinutes(1));

        try (DefaultCamelContext context = context()) {
            send(context); // as a source does whose messages were not confirmed
            await().atMost(PATIENCE).until(() -> delivered.size() == EXCHANGES);
        }
        assertThat(failed).hasValue(0);
        assertThat(simulator.counters().charges()).isEqualTo(JOBS);
        assertThat(simulator.counters().duplicateCharges()).isZero();
        assertThat(simulator.counters().cancels()).isZero();
    }

    private void send(CamelContext context) {
        ProducerTemplate template = context.createProducerTemplate();
        for (int number = 0; number < EXCHANGES; number++) {
            byte[] picture = Pictures.png(number % JOBS);
            int id = number;
            template.asyncSend("direct:in", exchange -> {
                exchange.getMessage().setBody(picture);
                exchange.setProperty("number", id);
            });
        }
    }

    private DefaultCamelContext context() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(GRACE.toSeconds());
        UpscaleComponent upscale = new UpscaleComponent();
        upscale.setWorkDirectory(folder.toString());
        context.addComponent("upscale", upscale);
        context.addComponent("neutral", new NeutralComponent(simulator.baseUrl(), simulator.apiKey(), Identity.KEY));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).process(exchange -> failed.incrementAndGet());
                from("direct:in").to("upscale:neutral?scale=2").process(this::record);
            }

            private void record(Exchange exchange) {
                delivered.add(exchange.getProperty("number"));
            }
        });
        context.start();
        return context;
    }
}
