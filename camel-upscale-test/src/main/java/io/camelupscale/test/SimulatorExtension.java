package io.camelupscale.test;

import io.camelupscale.test.fault.FaultPlan;
import io.camelupscale.test.http.ExchangeLog;
import io.camelupscale.test.http.ExchangeLog.Exchange;
import io.camelupscale.test.http.HttpHandler;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.service.JobBook;
import io.camelupscale.test.service.Ledger;
import io.camelupscale.test.service.Settings;
import io.camelupscale.test.service.Simulation;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What all simulators have in common. Counters and faults exist from the beginning and outlive the service; everything else from
 * {@link #start} to {@link #close}.
 */
public abstract class SimulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {

    private final Settings settings;
    private final Function<Simulation, HttpHandler> service;
    private final FaultPlan faults;
    private final Counters counters = new Counters();
    private final ExchangeLog exchanges = new ExchangeLog();

    private @Nullable Simulation running;
    private boolean forAllTests;

    /** @param service makes what answers the API's requests from the parts of the simulation */
    protected SimulatorExtension(Settings settings, Function<Simulation, HttpHandler> service) {
        this.settings = settings;
        this.service = service;
        this.faults = new FaultPlan(settings.seed());
    }

    /** Where the API is, without a slash at the end. */
    public final URI baseUrl() {
        return simulation().baseUrl();
    }

    /** The value that the API wants in its header. */
    public final String apiKey() {
        return settings.key().value();
    }

    /** What goes wrong. */
    public final FaultPlan faults() {
        return faults;
    }

    /** What happened. */
    public final Counters counters() {
        return counters;
    }

    /** The last hundred exchanges with the API host, the oldest first. */
    public final List<Exchange> exchanges() {
        return exchanges.all();
    }

    /** The service's jobs. */
    public final JobBook jobs() {
        return simulation().book();
    }

    /** The account's credits. */
    public final Ledger ledger() {
        return simulation().ledger();
    }

    /** Starts the service outside JUnit. */
    public final void start() throws IOException {
        if (running == null) {
            running = new Simulation(settings, faults, counters, exchanges, service);
        }
    }

    @Override
    public final void close() throws IOException {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @Override
    public final void beforeAll(ExtensionContext context) throws IOException {
        forAllTests = true;
        start();
    }

    @Override
    public final void beforeEach(ExtensionContext context) throws IOException {
        start();
    }

    @Override
    public final void afterEach(ExtensionContext context) throws IOException {
        if (!forAllTests) {
            close();
        }
    }

    @Override
    public final void afterAll(ExtensionContext context) throws IOException {
        close();
    }

    private Simulation simulation() {
        if (running == null) {
            throw new IllegalStateException("The simulator is not started");
        }
        return running;
    }
}
