package io.camelupscale.test.localservice;

import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.service.JobSnapshot;
import io.camelupscale.test.service.JobSnapshot.State;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The jobs of the service, and for how long it keeps their files. */
final class ServiceJobs {

    /** Both folders are swept each minute of what is older than this. */
    private static final Duration RETENTION = Duration.ofMinutes(15);

    private static final Duration SWEEP = Duration.ofMinutes(1);

    /** How long a result outlives the first try to download it. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /**
     * A job.
     *
     * @param error why it failed; null unless it did
     */
    record View(SimulatedJob job, State state, int progress, @Nullable String error) {

        /** In the service's word, or one that no client knows. */
        String word(Instant now) {
            if (state == State.RUNNING && job.fault() instanceof JobFault.UnknownWord) {
                return job.word(now);
            }
            return switch (state) {
                case QUEUED -> "queued";
                case RUNNING -> "processing";
                case DONE -> "completed";
                case FAILED -> "failed";
                case CANCELLED -> "cancelled";
            };
        }
    }

    private final Simulation simulation;
    private final Instant started;
    private final Map<String, ServiceOrder> orders = new ConcurrentHashMap<>();
    private final Map<String, Instant> deleted = new ConcurrentHashMap<>();

    ServiceJobs(Simulation simulation) {
        this.simulation = simulation;
        this.started = simulation.time().now();
    }

    SimulatedJob accept(ServiceOrder order) {
        SimulatedJob job = simulation.book().accept(order.order(), 0).orElseThrow();
        orders.put(job.id(), order);
        return job;
    }

    Optional<View> find(String id) {
        Instant now = simulation.time().now();
        return simulation.book().find(id).map(job -> view(job, now));
    }

    /**
     * A download begins, however it ends: the service does not look whether anything arrives. The second is counted from here and
     * not, as in the original, from the end, of which a test does not know when it is noticed.
     */
    void downloaded(String id) {
        deleted.putIfAbsent(id, simulation.time().now().plus(GRACE));
    }

    boolean hasResult(SimulatedJob job) {
        Instant now = simulation.time().now();
        Instant deletion = deleted.get(job.id());
        return now.isBefore(swept(job.ends())) && (deletion == null || now.isBefore(deletion));
    }

    private View view(SimulatedJob job, Instant now) {
        JobSnapshot snapshot = job.at(now);
        String invalid = invalid(job);
        if (snapshot.state() == State.CANCELLED || now.isBefore(job.begins())) {
            return new View(job, snapshot.state(), percent(snapshot), null);
        }
        if (invalid != null) {
            return new View(job, State.FAILED, 1, invalid);
        }
        if (!snapshot.state().isFinal()) {
            return new View(job, snapshot.state(), Math.max(1, percent(snapshot)), null);
        }
        String broken = broken(job);
        return new View(job, broken == null ? State.DONE : State.FAILED, broken == null ? 100 : 99, broken);
    }

    /** What the worker finds before it starts the engine. */
    private @Nullable String invalid(SimulatedJob job) {
        if (!job.begins().isBefore(swept(job.accepted()))) {
            return "failed to copy input to temp: open uploads/" + job.id() + ": no such file or directory";
        }
        ServiceOrder order = orders.get(job.id());
        return order == null ? null : order.invalid();
    }

    private @Nullable String broken(SimulatedJob job) {
        if (job.fault() instanceof JobFault.Failure failure) {
            return failure.message();
        }
        ServiceOrder order = orders.get(job.id());
        return order == null ? null : order.broken();
    }

    /** When a file of that time is swept away. */
    private Instant swept(Instant file) {
        long sweeps = Duration.between(started, file.plus(RETENTION)).toMillis() / SWEEP.toMillis() + 1;
        return started.plus(SWEEP.multipliedBy(sweeps));
    }

    private static int percent(JobSnapshot snapshot) {
        return (int) (snapshot.progress() * 100);
    }
}
