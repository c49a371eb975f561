package io.camelupscale.localupscale.service;

import io.camelupscale.spi.ProviderException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The services of an account, of which each job goes to the one with the fewest. */
final class ServicePool {

    /** How long a service may be silent before its jobs go to another one: longer than it takes to start it again. */
    private static final Duration MOVED_AFTER = Duration.ofSeconds(30);

    private final List<ServiceHost> hosts;
    private final Lock lock = new ReentrantLock();

    ServicePool(List<ServiceHost> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    int size() {
        return hosts.size();
    }

    /**
     * The one that gets the next job: of those that answer the one with the fewest, and of equals the first. It is
     * {@linkplain ServiceHost#release reserved}.
     *
     * @throws ProviderException {@code UNAVAILABLE} if none answers
     */
    ServiceHost next() {
        List<ServiceHost> able = hosts.size() == 1
                ? hosts
                : hosts.stream().filter(ServiceHost::isHealthy).toList();
        lock.lock(); // else several submits at a time would all choose the same one
        try {
            ServiceHost next = able.stream()
                    .min(Comparator.comparingInt(ServiceHost::load))
                    .orElseThrow(() -> hosts.get(0).failure());
            next.reserve();
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** The one of that name; none if it was taken out of the option. */
    Optional<ServiceHost> find(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
    }

    /** Whether a silent one's jobs shall go to another one, which there must be. */
    boolean isGivenUp(ServiceHost host) {
        return host.isSilentFor(MOVED_AFTER) && hosts.stream().anyMatch(other -> other != host && other.isHealthy());
    }

    /** Whether a job of it need not be asked for now, so that those of the others need not wait. */
    boolean isSkipped(ServiceHost host) {
        return hosts.size() > 1 && host.isLeftAlone();
    }
}
