package io.camelupscale.test.fault;

import io.camelupscale.test.meter.Operation;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What goes wrong, and when. Rules are asked in the order in which they were made, and the first that applies decides. They may
 * be added at any time, from any thread.
 *
 * <pre>
 * plan.on(Operation.SUBMIT).nth(3).inject(Fault.resetAfter());
 * plan.on(Operation.CHECK).ofJob("a.png").times(2).inject(Fault.status(503));
 * plan.on(Operation.DOWNLOAD).rate(0.1).inject(Fault.truncatedAfter(1000));
 * plan.onJobs().nth(2).inject(JobFault.stuckAt(0.99));
 * </pre>
 */
public final class FaultPlan {

    private final long seed;
    private final Map<Operation, List<ActiveRule<Fault>>> requests = new EnumMap<>(Operation.class);
    private final List<ActiveRule<JobFault>> jobs = new CopyOnWriteArrayList<>();

    /** @param seed of the rules that apply at random */
    public FaultPlan(long seed) {
        this.seed = seed;
        for (Operation operation : Operation.values()) {
            requests.put(operation, new CopyOnWriteArrayList<>());
        }
    }

    /** A rule for requests of one kind: for all of them, unless it is narrowed down. */
    public FaultRule<Fault> on(Operation operation) {
        return new FaultRule<>(seed + operation.ordinal() + 1, rules(operation));
    }

    /** A rule for jobs that are accepted: for all of them, unless it is narrowed down. */
    public FaultRule<JobFault> onJobs() {
        return new FaultRule<>(seed, jobs);
    }

    /** Forgets all rules. */
    public void clear() {
        requests.values().forEach(Collection::clear);
        jobs.clear();
    }

    /**
     * What happens to the request that just arrived.
     *
     * @param names by which the job goes, as far as they are known
     */
    public Optional<Fault> next(Operation operation, List<String> names) {
        return first(rules(operation), names);
    }

    /** What happens to the job that is about to be accepted. */
    public Optional<JobFault> nextJob(List<String> names) {
        return first(jobs, names);
    }

    private List<ActiveRule<Fault>> rules(Operation operation) {
        return requests.getOrDefault(operation, List.of());
    }

    private static <F> Optional<F> first(List<ActiveRule<F>> rules, List<String> names) {
        // every rule sees every request, so that its count does not depend on the others
        List<F> faults = rules.stream()
                .map(rule -> rule.next(names))
                .flatMap(Optional::stream)
                .toList();
        return faults.stream().findFirst();
    }
}
