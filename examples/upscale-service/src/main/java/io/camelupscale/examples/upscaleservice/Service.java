package io.camelupscale.examples.upscaleservice;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    private final FileChannel lock;

    private volatile int port;

    Service(Settings settings) throws IOException {
        this.settings = settings;
        ObjectMapper json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        this.lock = locked(settings.data());
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

    /** Returns when there are answers. */
    void start() throws IOException, InterruptedException {
        main.start();
        goOn(main.getCamelContext()); // before anybody new is let in
        port = front.start();
        LOG.info(
                "Listening on http://{}:{}{}{}",
                settings.host(),
                port,
                settings.prefix(),
                settings.token().isEmpty() ? "" : ", with a token");
    }

    /** Ends what {@link #start} has begun, as far as it came. What is under way goes on at the next start. */
    void stop() {
        try {
            front.stop();
            main.stop();
            lock.close();
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    /** Before anything is cleared there that another process is just at. */
    private static FileChannel locked(Path data) throws IOException {
        Files.createDirectories(data);
        FileChannel channel =
                FileChannel.open(data.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException("data=" + data + " belongs to another process");
        }
        return channel;
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
