package io.camelupscale.job;

import io.camelupscale.spi.Balance;
import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.Estimates;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.ProviderTraits;
import io.camelupscale.spi.ProviderTraits.Capability;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the jobs of one account. No thread is held for a job that waits. */
public final class JobEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobEngine.class);

    /** How many jobs of dead nodes are taken over at once. */
    private static final int TAKE_OVER = 500;

    private final String account;
    private final Rates rates;
    private final AccountProvider provider;
    private final ProviderTraits traits;
    private final JobServices services;
    private final Opening opening;
    private final Quotes quotes;
    private final Submission submission;
    private final Watch watch;
    private final Fetch fetch;
    private final Ending ending;
    private final FinishedJobs finished;
    private final Calls calls;
    private final Lock lock = new ReentrantLock();
    private final ConcurrentMap<String, JobRun> runs = new ConcurrentHashMap<>();

    private volatile boolean parked;

    /** What {@link #recover} found the last time; belongs to its thread. */
    private Set<String> strays = Set.of();

    /**
     * @param account provider, base URL and credentials in one word that shows no secret; quotas and job keys belong to it
     */
    public JobEngine(String account, Rates rates, UpscaleProvider provider, JobServices services) {
        this.account = account;
        this.rates = rates;
        this.provider = new AccountProvider(provider, services.timer());
        this.traits = provider.traits();
        this.services = services;
        this.calls = new Calls(services.timer());
        this.opening = new Opening(this);
        this.quotes = new Quotes(this);
        this.submission = new Submission(this, rates);
        this.watch = new Watch(this, rates);
        this.fetch = new Fetch(this);
        this.ending = new Ending(this);
        this.finished = new FinishedJobs(this);
    }

    public String account() {
        return account;
    }

    public Rates rates() {
        return rates;
    }

    public ProviderTraits traits() {
        return traits;
    }

    /** Asks the provider whether it would take such a job, see {@link UpscaleProvider#validate}. */
    public void validate(UpscaleSpec spec) {
        provider.validate(spec);
    }

    /**
     * Starts a job, joins the one that is already under way with the same key, or goes on with the one that stands in the
     * store: it is submitted once, and every observer gets its result. Returns at once.
     */
    public void start(JobOrder order, JobObserver observer) {
        boolean joined = false;
        while (!joined) {
            JobRun run = runs.computeIfAbsent(order.key(), key -> new JobRun(this, key));
            joined = join(run, order, observer);
        }
    }

    /**
     * Starts jobs, each as {@link #start} does, that go to the provider as one task, or a few, where it takes several sources.
     *
     * @param observers one for each order, in their order
     */
    public void startAll(List<JobOrder> orders, List<? extends JobObserver> observers) {
        Group group = new Group(orders.size());
        for (int i = 0; i < orders.size(); i++) {
            JobOrder order = orders.get(i);
            boolean joined = false;
            while (!joined) {
                JobRun run = runs.computeIfAbsent(order.key(), key -> new JobRun(this, key, group));
                joined = join(run, order, observers.get(i));
            }
        }
    }

    /** Waits for a job that was started earlier, perhaps by another process. Fails if there is none. Returns at once. */
    public void attend(String key, JobObserver observer) {
        boolean joined = false;
        while (!joined) {
            JobRun run = runs.computeIfAbsent(key, unknown -> new JobRun(this, unknown));
            joined = join(run, null, observer);
        }
    }

    /** Waits no longer. The job goes on. */
    public void leave(String key, JobObserver observer) {
        JobRun run = runs.get(key);
        if (run != null) {
            run.leave(observer);
        }
    }

    /** How a job is getting on, as far as is known here. Nobody is asked for it. */
    public Optional<JobStatus> status(String key) {
        JobRun run = runs.get(key);
        Job job = run == null ? null : run.jobIfAny();
        return job == null
                ? services.store().find(account, key).map(standing -> new JobStatus(standing, JobRun.UNKNOWN))
                : Optional.of(new JobStatus(job, run.progress(), run.detail()));
    }

    /**
     * Cancels a job: at its provider, if that has it already. Whoever waits for it hears of its true end.
     *
     * @return completed when the provider has heard of it; with a {@link ProviderException} if there is nothing to cancel
     */
    public CompletionStage<Void> cancel(String key) {
        JobRun run = runs.get(key);
        Job job = run == null ? null : run.jobIfAny();
        if (job == null) {
            job = services.store().find(account, key).orElse(null);
        }
        if (job == null) {
            return refused(Kind.NOT_FOUND, "there is no job with the key " + key);
        }
        if (job.state() == JobState.NEW && run != null && submission.cancel(run)) {
            return CompletableFuture.completedFuture(null);
        }
        boolean begun = job.state() == JobState.SUBMITTING || job.state() == JobState.IN_DOUBT;
        if (job.state() != JobState.RUNNING && !(begun && !job.remote().id().isEmpty())) {
            return refused(Kind.REJECTED, "a job that is " + job.state() + " cannot be cancelled: " + key);
        }
        return watch.cancel(job).thenRun(() -> checkSoon(key));
    }

    /**
     * Says that a job may have moved, by whoever says so: it is checked now instead of at its next poll, but no sooner than
     * two seconds after the last one. Nothing becomes of a hint at a job that this node does not work on. Returns at once.
     */
    public void hint(String key) {
        JobRun run = runs.get(key);
        if (run != null) {
            watch.suggest(run);
        }
    }

    /**
     * What a job would cost.
     *
     * @param limit for the call to the provider; null for none
     */
    public CompletionStage<Estimate> estimate(UpscaleRequest request, @Nullable Duration limit) {
        return traits.can(Capability.ESTIMATE)
                ? quotes.estimate(request, limit)
                : refused(Kind.REJECTED, account + " does not tell what a job will cost");
    }

    /**
     * What jobs would cost, by as few calls as the provider can do with. What is wrong with one source is told of that one; a
     * call that fails is the failure of them all.
     *
     * @param limit for each call to the provider; null for none
     */
    public CompletionStage<Estimates> estimateAll(List<UpscaleRequest> requests, @Nullable Duration limit) {
        return traits.can(Capability.ESTIMATE)
                ? quotes.estimateAll(requests, limit)
                : refused(Kind.REJECTED, account + " does not tell what a job will cost");
    }

    /**
     * What the account has left.
     *
     * @param limit for the call to the provider; null for none
     */
    public CompletionStage<Balance> balance(@Nullable Duration limit) {
        return traits.can(Capability.BALANCE)
                ? quotes.balance(limit)
                : refused(Kind.REJECTED, account + " does not tell what it has left");
    }

    /**
     * Takes detached jobs that have ended, also those of an earlier run or of a dead node. Each has to be released.
     *
     * @param maxRedeliveries how often a result that was not delivered is handed out again before its job is dead
     */
    public List<JobOutcome> takeFinished(int max, int maxRedeliveries) {
        return parked ? List.of() : finished.take(max, maxRedeliveries);
    }

    /** Goes on with jobs whose node is gone. Asks the store, and so may block. */
    public void takeOver() {
        List<Job> jobs;
        do {
            jobs = parked ? List.of() : services.store().takeOver(account, TAKE_OVER);
            if (!jobs.isEmpty()) {
                LOG.info("Going on with {} jobs of {} whose node is gone", jobs.size(), account);
            }
            jobs.forEach(this::resume);
        } while (jobs.size() == TAKE_OVER);
    }

    /**
     * Goes on with jobs that are this node's by the store although nobody here knows of them: they were claimed, and the
     * connection broke before the store could say so. A job must be found so twice. Asks the store, and so may block.
     */
    public void recover() {
        if (parked) {
            return;
        }
        Set<String> unknown = services.store().own(account);
        unknown.removeIf(runs::containsKey);
        for (String key : unknown) {
            if (strays.contains(key)) {
                services.store().claim(account, key).ifPresent(this::resume);
            }
        }
        strays = Set.copyOf(unknown); // a set that was so much larger keeps the room for it
    }

    /** How long jobs took, by model and size. */
    public List<LearnedDuration> learnedDurations() {
        return watch.learned();
    }

    /** What holds up calls to the provider, and how many. */
    public List<GateStatus> gates() {
        return Stream.concat(submission.gates(), Stream.of(watch.gate(), fetch.gate()))
                .toList();
    }

    /** Why the provider refuses the account, as far as its answers tell. Nobody is asked for it. */
    public Optional<Refusal> refusal() {
        return provider.refusal();
    }

    /** How many calls have asked the provider for the state of jobs. */
    public long polls() {
        return provider.polls();
    }

    /** Whoever waits for a job now. */
    public Stream<JobObserver> observers() {
        return runs.values().stream().flatMap(run -> run.waiting().stream());
    }

    /** Number of jobs in the hands of this node, by their state. */
    public Map<JobState, Long> jobs() {
        return runs.values().stream()
                .collect(Collectors.groupingBy(JobRun::state, TreeMap::new, Collectors.counting()));
    }

    /** Number of all jobs of the account, by their state. Asks the store, and so may block. */
    public Map<JobState, Long> storedJobs() {
        return services.store().count(account);
    }

    /**
     * Lets go of every job without ending it: observers get no answer, alarms are off, nothing is cancelled at the
     * provider. Jobs that start from now on are let go at once.
     *
     * @return completed when the submits under way have been answered, and all is let go of
     */
    public CompletionStage<Void> park() {
        parked = true;
        watch.close();
        fetch.close();
        return submission.close().thenRun(this::letGo);
    }

    /** Lets go of every job now, even if a submit has not been answered. */
    public void letGo() {
        parked = true;
        runs.values().forEach(JobRun::park);
        calls.stop();
    }

    @Override
    public void close() {
        park();
        letGo();
        provider.close();
    }

    /** @param order null for whoever asks only for a job that is there already */
    private boolean join(JobRun run, @Nullable JobOrder order, JobObserver observer) {
        boolean joined = run.join(observer);
        if (!joined) {
            runs.remove(run.key(), run); // it ended just now: the next one starts anew
        } else if (parked) {
            run.park();
        } else if (run.begin()) {
            run.begin(() -> opening.open(run, order));
        }
        return joined;
    }

    private void resume(Job job) {
        JobRun run = new JobRun(this, job);
        if (isAskedForAgain(job)) {
            run.writeLast(() -> services.store().remove(job), () -> {});
        } else if (register(run)) {
            run.begin(() -> opening.resume(run));
        }
    }

    /** Whether nothing was paid for a job of a dead node, and its exchange did not go on: its source will ask for it again. */
    private boolean isAskedForAgain(Job job) {
        boolean unsent = job.state() == JobState.NEW;
        if (!job.order().detached()) {
            return unsent || !traits.paid();
        }
        return unsent && job.accepted() == null && !Opening.hasSource(job);
    }

    /** After a cancel: the true state is wanted now. */
    private void checkSoon(String key) {
        JobRun run = runs.get(key);
        if (run != null) {
            watch.hint(run);
        }
    }

    private static <T> CompletionStage<T> refused(Kind kind, String why) {
        return CompletableFuture.failedFuture(new ProviderException(kind, why));
    }

    /** For what takes no time: one lock for each of so many jobs would take more room than all else. */
    Lock lock() {
        return lock;
    }

    Instant now() {
        return services.timer().now();
    }

    /** Runs a task on a worker after a pause. */
    void later(Duration pause, Runnable task) {
        services.timer().schedule(pause, () -> {
            if (!parked) {
                services.workers().execute(task);
            }
        });
    }

    /** False if somebody has the job, or asks for it, just now. */
    boolean register(JobRun run) {
        return runs.putIfAbsent(run.key(), run) == null;
    }

    void forget(JobRun run) {
        runs.remove(run.key(), run);
    }

    UpscaleProvider provider() {
        return provider;
    }

    JobServices services() {
        return services;
    }

    JobStore store() {
        return services.store();
    }

    WorkDirectory work() {
        return services.work();
    }

    Opening opening() {
        return opening;
    }

    Quotes quotes() {
        return quotes;
    }

    Submission submission() {
        return submission;
    }

    Watch watch() {
        return watch;
    }

    Calls calls() {
        return calls;
    }

    Ending ending() {
        return ending;
    }

    Fetch fetch() {
        return fetch;
    }
}
