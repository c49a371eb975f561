package io.camelupscale.test.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When a fault happens, while it is being told: {@link #inject} ends the sentence and makes the rule. What is not said does not
 * narrow it down.
 *
 * @param <F> the kind of fault
 */
public final class FaultRule<F> {

    private final long seed;
    private final List<ActiveRule<F>> rules;
    private @Nullable String job;
    private Set<Integer> numbers = Set.of();
    private double rate = 1;
    private int times = Integer.MAX_VALUE;

    FaultRule(long seed, List<ActiveRule<F>> rules) {
        this.seed = seed;
        this.rules = rules;
    }

    /** Only at these positions, the first being 1, counted from when the rule is made; of one job with {@link #ofJob}. */
    public FaultRule<F> nth(int... positions) {
        numbers = Arrays.stream(positions).boxed().collect(Collectors.toUnmodifiableSet());
        return this;
    }

    /**
     * Only for one job.
     *
     * @param name its id, reference or file name. Of a submit only the reference or idempotency key is known, and only where it
     *     is in the query or a header.
     */
    public FaultRule<F> ofJob(String name) {
        job = name;
        return this;
    }

    /**
     * Only with this probability, 0 to 1. Whether it happens follows from the seed, the rule, the job and the number of
     * its request. Submits that do not say a reference or key before their body count as requests of one job.
     */
    public FaultRule<F> rate(double probability) {
        rate = probability;
        return this;
    }

    /** No more often than this. */
    public FaultRule<F> times(int most) {
        times = most;
        return this;
    }

    /** Makes the rule. */
    public void inject(F fault) {
        // rules of the same rate must not all hit the same requests
        rules.add(new ActiveRule<>(seed * 31 + rules.size(), job, numbers, rate, times, fault));
    }
}
