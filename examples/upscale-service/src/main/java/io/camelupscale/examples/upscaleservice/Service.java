package io.camelupscale.examples.upscaleservice;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the service, put together and started in order. */
final class Service extends MainListenerSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Settings settings;
    private final Jobs jobs;
    private final Submissions submissions;
    private final HttpFront front;
    private final Main main = new Main();

    private volatile int port;

    Service(Settings settings) throws IOException {
        this.settings = settings;
        ObjectMapper json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        JobFiles files = new JobFiles(settings.data().resolve("jobs"));
        JobViews views = new JobViews(settings.prefix());
        this.jobs = new Jobs(files, settings.maxQueueSize(), Clock.systemUTC());
        this.submissions = new Submissions(jobs, files, settings.maxUploadBytes());
        this.front = new HttpFront(settings, jobs, files, views, json);
        Results results = new Results(jobs, files);
        main.setOverrideProperties(camel(settings));
        main.setPropertyPlaceholderLocations("false");
        main.addMainListener(this);
        main.bind("results", results); // Camel takes every event notifier it finds in its registry
        main.configure().addRoutesBuilder(new JobRoutes(settings, jobs, results));
        main.configure().addRoutesBuilder(new ApiRoutes(settings, jobs, views, json, submissions));
    }

    /** Until it is stopped. */
    int run() throws Exception {
        main.run();
        return main.getExitCode();
    }

    /** For one who goes on meanwhile. */
    void start() {
        main.start();
        afterStart(main);
    }

    /** Ends what {@link #start} has begun. */
    void stop() {
        beforeStop(main);
        main.stop();
    }

    int port() {
        return port;
    }

    Events events() {
        return front.events();
    }

    @Override
    public void beforeInitialize(BaseMainSupport base) {
        front.bind(base.getCamelContext());
    }

    /** Jobs of the run before go on before anybody is let in. */
    @Override
    public void afterStart(BaseMainSupport base) {
        try {
            goOn(base.getCamelContext());
            port = front.start();
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        LOG.info(
                "Listening on http://{}:{}{}{}",
                settings.host(),
                port,
                settings.prefix(),
                settings.token().isEmpty() ? "" : ", with a token");
    }

    @Override
    public void beforeStop(BaseMainSupport base) {
        try {
            front.stop();
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void goOn(CamelContext context) throws IOException {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            for (Job job : jobs.unfinished()) {
                Exchange started = template.send(JobRoutes.START, exchange -> submissions.start(exchange, job));
                if (started.getException() != null) {
                    String why = started.getException().getMessage();
                    jobs.end(job.id(), lost -> lost.failed("failed to submit job: " + why, jobs.now()));
                }
            }
        }
    }

    private static Properties camel(Settings settings) {
        Properties camel = new Properties();
        camel.setProperty("camel.main.name", "upscale-service");
        camel.setProperty("camel.main.shutdown-timeout", "30");
        camel.setProperty("camel.main.auto-configuration-log-summary", "false");
        camel.setProperty("camel.main.startup-summary-level", "Off");
        camel.setProperty(
                "camel.component.upscale.work-directory",
                settings.data().resolve("work").toString());
        camel.setProperty("camel.component.localupscale.device", settings.device());
        camel.setProperty("camel.component.localupscale.threads", String.valueOf(settings.threads()));
        return camel;
    }
}
