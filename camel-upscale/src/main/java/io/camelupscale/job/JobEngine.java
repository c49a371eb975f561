package io.camelupscale.job;

import io.camelupscale.spi.ProviderTraits;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/** Runs the jobs of one account. No thread is held for a job that waits. */
public final class JobEngine implements AutoCloseable {

    private final String account;
    private final Rates rates;
    private final UpscaleProvider provider;
    private final ProviderTraits traits;
    private final JobServices services;
    private final PollSchedule schedule;
    private final Gate submits;
    private final Gate checks;
    private final Gate downloads;
    private final ConcurrentMap<String, JobRun> runs = new ConcurrentHashMap<>();

    private volatile boolean parked;

    /**
     * @param account provider, base URL and credentials in one word that shows no secret; quotas and job keys belong to it
     */
    public JobEngine(String account, Rates rates, UpscaleProvider provider, JobServices services) {
        this.account = account;
        this.rates = rates;
        this.provider = provider;
        this.traits = provider.traits();
        this.services = services;
        this.schedule = new PollSchedule(services.random());
        this.submits = new Gate(
                traits.parallelSubmits(), RateWindow.of(rates.submits()), services.timer(), services.workers());
        this.checks = new Gate(
                traits.parallelChecks(), RateWindow.paced(rates.checks()), services.timer(), services.workers());
        this.downloads =
                new Gate(traits.parallelDownloads(), RateWindow.of(null), services.timer(), services.workers());
    }

    public String account() {
        return account;
    }

    public Rates rates() {
        return rates;
    }

    /** Whether a job of this account may cost money. */
    public boolean isPaid() {
        return traits.paid();
    }

    /** Asks the provider whether it would take such a job, see {@link UpscaleProvider#validate}. */
    public void validate(UpscaleSpec spec) {
        provider.validate(spec);
    }

    /**
     * Starts a job, or joins the one that is already under way with the same key: it is submitted once, and every observer
     * gets its result. Returns at once.
     */
    public void start(String key, UpscaleRequest request, JobPolicy policy, JobObserver observer) {
        boolean joined = false;
        while (!joined) {
            JobRun run = runs.computeIfAbsent(key, unknown -> new JobRun(this, unknown, request, policy));
            joined = run.join(observer);
            if (!joined) {
                runs.remove(key, run); // it ended just now: the next one starts anew
            }
        }
    }

    /** Number of jobs that have not ended, by their state. */
    public Map<JobState, Long> jobs() {
        return runs.values().stream()
                .collect(Collectors.groupingBy(JobRun::state, TreeMap::new, Collectors.counting()));
    }

    /**
     * Lets go of every job without ending it: observers get no answer, alarms are off, nothing is cancelled at the
     * provider. Jobs that start from now on are let go at once.
     */
    public void park() {
        parked = true;
        runs.values().forEach(JobRun::park);
    }

    @Override
    public void close() {
        park();
        provider.close();
    }

    boolean isParked() {
        return parked;
    }

    UpscaleProvider provider() {
        return provider;
    }

    ProviderTraits traits() {
        return traits;
    }

    JobServices services() {
        return services;
    }

    PollSchedule schedule() {
        return schedule;
    }

    Gate submits() {
        return submits;
    }

    Gate checks() {
        return checks;
    }

    Gate downloads() {
        return downloads;
    }

    void forget(JobRun run) {
        runs.remove(run.key(), run);
    }
}
