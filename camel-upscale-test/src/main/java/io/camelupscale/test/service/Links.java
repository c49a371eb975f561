package io.camelupscale.test.service;

import io.camelupscale.job.JobTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Links to results, each of which lives for a while. */
public final class Links {

    /** What a link leads to. */
    public enum Target {
        RESULT,
        SOURCE
    }

    /**
     * A link.
     *
     * @param token   tells it from all others, also from those of the same job
     * @param expires from then on it leads nowhere
     */
    public record Link(String token, SimulatedJob job, Target target, Instant expires) {}

    private final JobTimer time;
    private final Duration lifetime;
    private final AtomicInteger minted = new AtomicInteger();
    private final Map<String, Link> byToken = new ConcurrentHashMap<>();
    private final Map<String, Link> current = new ConcurrentHashMap<>();

    public Links(JobTimer time, Duration lifetime) {
        this.time = time;
        this.lifetime = lifetime;
    }

    /** The link to the job's result; a new one where there is none that lives. */
    public Link of(SimulatedJob job) {
        return of(job, lifetime);
    }

    /** The same with a lifetime of its own. */
    public Link of(SimulatedJob job, Duration lives) {
        return current.compute(
                job.id(), (id, link) -> link != null && lives(link) ? link : mint(job, Target.RESULT, lives));
    }

    /** A new link, whatever others there are. */
    public Link mint(SimulatedJob job, Target target) {
        return mint(job, target, lifetime);
    }

    /** The link with this token, whether it lives or not. */
    public Optional<Link> find(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    /** Whether it still leads to the result. */
    public boolean lives(Link link) {
        Link latest = byToken.get(link.token());
        return latest != null && time.now().isBefore(latest.expires());
    }

    /** Lets a link die now. */
    public void expire(Link link) {
        byToken.put(link.token(), new Link(link.token(), link.job(), link.target(), time.now()));
    }

    /** How many links were made. */
    public int minted() {
        return minted.get();
    }

    private Link mint(SimulatedJob job, Target target, Duration lives) {
        Link link = new Link(
                job.id() + '-' + minted.incrementAndGet(),
                job,
                target,
                time.now().plus(lives));
        byToken.put(link.token(), link);
        return link;
    }
}
