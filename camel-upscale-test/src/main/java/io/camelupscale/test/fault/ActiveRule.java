package io.camelupscale.test.fault;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A rule of a {@link FaultPlan}, and how often it was asked. */
final class ActiveRule<F> {

    private final long seed;
    private final @Nullable String job;
    private final Set<Integer> numbers;
    private final double rate;
    private final int times;
    private final F fault;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger applied = new AtomicInteger();
    private final Map<String, AtomicInteger> seenOfJob = new ConcurrentHashMap<>();

    ActiveRule(long seed, @Nullable String job, Set<Integer> numbers, double rate, int times, F fault) {
        this.seed = seed;
        this.job = job;
        this.numbers = numbers;
        this.rate = rate;
        this.times = times;
        this.fault = fault;
    }

    /** The fault, if this rule applies to the request that just arrived. */
    Optional<F> next(List<String> names) {
        if (job != null && !names.contains(job)) {
            return Optional.empty();
        }
        int number = seen.incrementAndGet();
        boolean applies = (numbers.isEmpty() || numbers.contains(number))
                && (rate >= 1 || draw(names) < rate)
                && applied.getAndUpdate(already -> Math.min(already + 1, times)) < times;
        return applies ? Optional.of(fault) : Optional.empty();
    }

    /** The same for the same request of the same job, in whatever order threads bring the requests of different jobs. */
    private double draw(List<String> names) {
        String name = names.isEmpty() ? "" : names.get(0);
        int number =
                seenOfJob.computeIfAbsent(name, unknown -> new AtomicInteger()).incrementAndGet();
        return new SplittableRandom(seed * 31 + name.hashCode() * 1_000_003L + number).nextDouble();
    }
}
