package io.camelupscale.localupscale.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.http.Answer;
import io.camelupscale.http.Call;
import io.camelupscale.http.Download;
import io.camelupscale.http.Form;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** One service: its calls, whether it answers, and which jobs of ours it has. */
final class ServiceHost {

    /** A job that nobody asks for any more has ended, or was let go of. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

    /** How long one that does not answer is left alone, so that whoever needs another one does not wait for it. */
    private static final Duration LEFT_ALONE = Duration.ofSeconds(5);

    /**
     * That the service does not answer.
     *
     * @param since from the first call on
     * @param asked the last time
     */
    private record Silence(Instant since, Instant asked, ProviderException failure) {}

    private final URI baseUrl;
    private final ServiceClient client;
    private final InstantSource clock;
    private final AtomicInteger submits = new AtomicInteger();
    private final Map<String, Instant> jobs = new ConcurrentHashMap<>();

    private volatile @Nullable Silence silence;

    ServiceHost(URI baseUrl, ServiceClient client, InstantSource clock) {
        this.baseUrl = baseUrl;
        this.client = client;
        this.clock = clock;
    }

    /** Tells it from others, also after a restart. */
    String name() {
        return baseUrl.toString();
    }

    Answer submit(Form form) {
        return heard(() -> client.call(Call.post("/upscale", form)));
    }

    JsonNode status(String id) {
        return heard(() -> client.call(Call.get("/status/" + Call.encode(id)))).body();
    }

    void cancel(String id) {
        heard(() -> client.call(Call.post("/cancel/" + Call.encode(id), null).repeatable()));
    }

    /** @param length in bytes; -1 where it is not known */
    void download(String id, long length, Path target) {
        heard(() -> {
            client.download(Download.of(resultUrl(id), target)
                    .length(length)
                    .withCredentials()
                    .once());
            return id;
        });
    }

    String resultUrl(String id) {
        return baseUrl + "/download/" + Call.encode(id);
    }

    /** The names of its models, separated by commas. */
    String models() {
        JsonNode models = heard(() -> client.call(Call.get("/models"))).body().path("models");
        return StreamSupport.stream(models.spliterator(), false)
                .map(model -> model.path("name").asText())
                .collect(Collectors.joining(", "));
    }

    /** Whether it answers: one that did not is asked, unless that was a moment ago. */
    boolean isHealthy() {
        if (answers()) {
            return true;
        }
        if (isLeftAlone()) {
            return false;
        }
        try {
            heard(() -> client.call(Call.get("/health")));
            return true;
        } catch (ProviderException e) {
            return answers();
        }
    }

    /** Whether it answered the last call. */
    boolean answers() {
        return silence == null;
    }

    /** Whether the last call was a moment ago, and in vain. */
    boolean isLeftAlone() {
        Silence now = silence;
        return now != null && clock.instant().isBefore(now.asked().plus(LEFT_ALONE));
    }

    /** Whether it has not answered for at least so long. */
    boolean isSilentFor(Duration time) {
        Silence now = silence;
        return now != null && !clock.instant().isBefore(now.since().plus(time));
    }

    /** What the last call failed with, if it was not answered. */
    ProviderException failure() {
        Silence now = silence;
        return now == null
                ? new ProviderException(Kind.UNAVAILABLE, name() + " has just come back")
                : new ProviderException(
                        Kind.UNAVAILABLE, String.valueOf(now.failure().getMessage()), now.failure());
    }

    /** How many jobs of ours it has, and is just being sent. */
    int load() {
        Instant forgotten = clock.instant().minus(FORGOTTEN_AFTER);
        jobs.values().removeIf(forgotten::isAfter);
        return submits.get() + jobs.size();
    }

    /** It is about to get a job, until {@link #release}. */
    void reserve() {
        submits.incrementAndGet();
    }

    void release() {
        submits.decrementAndGet();
    }

    void has(String id) {
        jobs.put(id, clock.instant());
    }

    void hasNot(String id) {
        jobs.remove(id);
    }

    /** Whoever answers, whatever it says, is there; but not who is out of order. */
    private <T> T heard(Supplier<T> call) {
        Silence known = silence;
        if (known != null) { // whoever comes while this call is under way need not wait for it
            silence = new Silence(known.since(), clock.instant(), known.failure());
        }
        try {
            T answer = call.get();
            silence = null;
            return answer;
        } catch (ProviderException e) {
            boolean silent =
                    e.retryAfter() == null && (e.kind() == Kind.UNAVAILABLE || e.kind() == Kind.OUTCOME_UNKNOWN);
            Silence before = silence;
            Instant now = clock.instant();
            silence = silent ? new Silence(before == null ? now : before.since(), now, e) : null;
            throw e;
        }
    }
}
