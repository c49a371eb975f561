package io.camelupscale.test.topaz;

import io.camelupscale.job.JobTimer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells clients what became of their jobs. An answer of 500 or more is followed by another try: after 5 seconds of the service's
 * time, then after twice as long each time, and after 15 minutes no more. Any other answer, and none, ends it.
 */
final class Webhooks {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final JobTimer time;
    private final boolean twice;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param twice whether each notification comes twice */
    Webhooks(JobTimer time, boolean twice) {
        this.time = time;
        this.twice = twice;
    }

    /** Sends a notification, and is done when the first try has been. */
    CompletableFuture<Void> post(String url, byte[] json) {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(json))
                    .build();
        } catch (IllegalArgumentException e) { // whatever a client may write there
            LOG.warn("No webhook: {}", url, e);
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> first = send(request, FIRST_PAUSE);
        return twice ? first.thenCompose(sent -> send(request, FIRST_PAUSE)) : first;
    }

    private CompletableFuture<Void> send(HttpRequest request, Duration pause) {
        return http.sendAsync(request, BodyHandlers.discarding()).handle((answer, failure) -> {
            if (failure != null) {
                LOG.info("A webhook was not delivered: {}", request.uri(), failure);
            } else if (isTriedAgain(answer) && pause.compareTo(LONGEST_PAUSE) <= 0) {
                time.schedule(pause, () -> send(request, pause.multipliedBy(2)));
            }
            return null;
        });
    }

    private static boolean isTriedAgain(HttpResponse<Void> answer) {
        return answer.statusCode() >= 500;
    }
}
