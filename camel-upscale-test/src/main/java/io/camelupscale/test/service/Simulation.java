package io.camelupscale.test.service;

import io.camelupscale.job.JobTimer;
import io.camelupscale.job.SystemJobTimer;
import io.camelupscale.test.fault.FaultPlan;
import io.camelupscale.test.fault.Reception;
import io.camelupscale.test.http.ExchangeLog;
import io.camelupscale.test.http.HttpHandler;
import io.camelupscale.test.http.LoopbackHost;
import io.camelupscale.test.http.Uploads;
import io.camelupscale.test.meter.Counters;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** One running service: its parts, put together from {@link Settings}, with an API host and a storage host. */
public final class Simulation implements AutoCloseable {

    /** Another name than the API's, so that a client which compares only ports or only names is found out. */
    private static final String STORAGE_NAME = "localhost";

    private final Settings settings;
    private final JobTimer time;
    private final Path folder;
    private final Uploads uploads;
    private final Ledger ledger;
    private final JobBook book;
    private final Results results;
    private final Links links;
    private final UploadSlots slots;
    private final Counters counters;
    private final Reception reception;
    private final LoopbackHost storage;
    private final LoopbackHost api;

    /**
     * Starts it.
     *
     * @param exchanges notes those with the API host
     * @param service   makes what answers the API's requests from the parts
     */
    public Simulation(
            Settings settings,
            FaultPlan faults,
            Counters counters,
            ExchangeLog exchanges,
            Function<Simulation, HttpHandler> service)
            throws IOException {
        this.settings = settings;
        this.counters = counters;
        this.time = settings.time() == null ? realTime() : settings.time();
        this.folder = Files.createTempDirectory("camel-upscale-test-");
        this.uploads = new Uploads(folder, settings.maxUpload());
        this.ledger = new Ledger(settings.credits(), counters);
        this.book = new JobBook(settings, time, ledger, faults, counters);
        Results pictures = new PictureResults(folder);
        this.results =
                settings.results() == null ? pictures : settings.results().apply(pictures);
        this.slots = new UploadSlots(folder);
        this.links = new Links(time, settings.linkLifetime());
        this.reception = new Reception(time, faults, counters, settings.limits());
        this.storage = LoopbackHost.start(
                "simulated-storage", new StorageHost(links, slots, results, settings.key(), reception, counters));
        this.api = LoopbackHost.start("simulated-api", exchanges.recording(service.apply(this)));
    }

    public Settings settings() {
        return settings;
    }

    public JobTimer time() {
        return time;
    }

    public Uploads uploads() {
        return uploads;
    }

    public Ledger ledger() {
        return ledger;
    }

    public JobBook book() {
        return book;
    }

    public Results results() {
        return results;
    }

    public Links links() {
        return links;
    }

    public UploadSlots slots() {
        return slots;
    }

    public Counters counters() {
        return counters;
    }

    public Reception reception() {
        return reception;
    }

    /** Of the API, without a slash at the end. */
    public URI baseUrl() {
        return api.baseUrl();
    }

    /** Where a link leads. */
    public URI url(Links.Link link) {
        return URI.create(storage.baseUrl(STORAGE_NAME) + StorageHost.path(link));
    }

    /** Where a client may put something. */
    public URI url(UploadSlots.Slot slot) {
        return URI.create(storage.baseUrl(STORAGE_NAME) + StorageHost.path(slot));
    }

    /** Closes both hosts and deletes what clients sent and what was made of it. */
    @Override
    public void close() throws IOException {
        api.close();
        storage.close();
        if (settings.time() == null && time instanceof SystemJobTimer own) {
            own.close();
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }

    private static JobTimer realTime() {
        return new SystemJobTimer(task -> {
            Thread thread = new Thread(task, "simulated-time");
            thread.setDaemon(true);
            return thread;
        });
    }
}
