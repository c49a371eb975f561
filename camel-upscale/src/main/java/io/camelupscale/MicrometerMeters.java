package io.camelupscale;

import io.camelupscale.job.Job;
import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/** Meters of Micrometer. Loaded only where that is on the class path. */
final class MicrometerMeters implements Meters {

    /** As camel-micrometer calls its bean. */
    private static final String REGISTRY = "metricsRegistry";

    private static final String PREFIX = "camel.upscale.";

    private final MeterRegistry registry;
    private final Tags tags;
    private final Supplier<Instant> clock;
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();

    private MicrometerMeters(MeterRegistry registry, CamelContext context, Supplier<Instant> clock) {
        this.registry = registry;
        this.tags = Tags.of("camelContext", context.getName());
        this.clock = clock;
    }

    /** Measures if the Camel registry has a meter registry: the one that camel-micrometer would take. */
    static Meters of(CamelContext context, WaitingRoom room, Supplier<Instant> clock) {
        MeterRegistry registry = find(context.getRegistry());
        if (registry == null) {
            return NONE;
        }
        MicrometerMeters meters = new MicrometerMeters(registry, context, clock);
        meters.keep(Gauge.builder(PREFIX + "exchanges.waiting", room, WaitingRoom::waiting)
                .description("Exchanges that wait for their jobs")
                .tags(meters.tags)
                .register(registry));
        return meters;
    }

    private static @Nullable MeterRegistry find(Registry beans) {
        MeterRegistry named = beans.lookupByNameAndType(REGISTRY, MeterRegistry.class);
        if (named != null) {
            return named;
        }
        MeterRegistry composite = beans.findSingleByType(CompositeMeterRegistry.class);
        return composite == null ? beans.findSingleByType(MeterRegistry.class) : composite;
    }

    @Override
    public void add(JobEngine engine) {
        Tags account = tags(engine.account());
        for (JobState state : JobState.values()) {
            keep(Gauge.builder(PREFIX + "jobs", engine, all -> all.jobs().getOrDefault(state, 0L))
                    .description("Jobs in the hands of this node")
                    .tags(account.and("state", JobMessages.word(state)))
                    .register(registry));
        }
        keep(FunctionCounter.builder(PREFIX + "polls", engine, JobEngine::polls)
                .description("Calls that asked the provider for the state of jobs")
                .tags(account)
                .register(registry));
    }

    @Override
    public void changed(Job job, double progress) {
        if (progress >= 0) {
            return; // a step, and no transition
        }
        Tags account = tags(job.account());
        count("transitions", "Jobs that came into a state", account.and("state", JobMessages.word(job.state())), 1);
        if (job.state() == JobState.DONE && job.credits() != null && job.result() == null) {
            count("credits", "Credits that jobs cost, where that is known", account, job.credits());
        }
        if (isEnd(job.state())) {
            keep(Timer.builder(PREFIX + "job.duration")
                            .description("Time from when a job became known until it ended")
                            .tags(account.and("outcome", JobMessages.word(job.state())))
                            .register(registry))
                    .record(Duration.between(job.created(), clock.get()));
        }
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
        meters.clear();
    }

    private void count(String name, String description, Tags its, double amount) {
        keep(Counter.builder(PREFIX + name).description(description).tags(its).register(registry))
                .increment(amount);
    }

    private <T extends Meter> T keep(T meter) {
        meters.add(meter);
        return meter;
    }

    private Tags tags(String account) {
        return tags.and("account", account);
    }

    private static boolean isEnd(JobState state) {
        return state == JobState.DELIVERED || state == JobState.DEAD || state.isFailure();
    }
}
