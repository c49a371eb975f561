package io.camelupscale.test.topaz;

import io.camelupscale.test.service.Links;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.Simulation;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Webhooks of the Image API: one when a job begins to run and one when it has ended. */
final class ImageNotifications {

    private static final int ULID_LENGTH = 26;
    private static final int RANDOM_BITS = 80;
    /** The digits of base 32 by Crockford, in place of those of {@link BigInteger}. */
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final Simulation simulation;
    private final TopazOptions options;
    private final Webhooks webhooks;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, byte[]> heldBack = new ConcurrentHashMap<>();

    ImageNotifications(Simulation simulation, TopazOptions options, Webhooks webhooks) {
        this.simulation = simulation;
        this.options = options;
        this.webhooks = webhooks;
    }

    /** @param status what {@code /status} tells of the job */
    void tell(String url, SimulatedJob job, Map<String, Object> status) {
        Map<String, Object> notification = new LinkedHashMap<>();
        notification.put("notification_id", ulid());
        for (String name : List.of("process_id", "status", "creation_time", "modification_time", "progress")) {
            notification.put(name, status.get(name));
        }
        if ("Completed".equals(status.get("status"))) {
            put(notification, "", simulation.links().mint(job, Links.Target.RESULT));
        }
        put(notification, "input_", simulation.links().mint(job, Links.Target.SOURCE));
        send(url, job.id(), "Processing".equals(status.get("status")), VideoAnswers.bytes(notification));
    }

    private void send(String url, String id, boolean first, byte[] notification) {
        if (first && options.webhooksReversed()) {
            heldBack.put(id, notification);
            return;
        }
        byte[] earlier = heldBack.remove(id);
        CompletableFuture<Void> sent = webhooks.post(url, notification);
        if (earlier != null) {
            sent.thenCompose(done -> webhooks.post(url, earlier));
        }
    }

    private void put(Map<String, Object> notification, String prefix, Links.Link link) {
        String address = simulation.url(link).toString();
        notification.put(prefix + "download_url", address);
        notification.put(prefix + "head_url", address);
    }

    /** Later ones are greater, also within a millisecond. */
    private String ulid() {
        BigInteger value = BigInteger.valueOf(simulation.time().now().toEpochMilli())
                .shiftLeft(RANDOM_BITS)
                .add(BigInteger.valueOf(count.incrementAndGet()));
        StringBuilder ulid = new StringBuilder();
        for (char digit :
                value.toString(DIGITS.length()).toUpperCase(Locale.ROOT).toCharArray()) {
            ulid.append(DIGITS.charAt(Character.digit(digit, DIGITS.length())));
        }
        return "0".repeat(ULID_LENGTH - ulid.length()) + ulid;
    }
}
