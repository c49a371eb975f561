package io.camelupscale.test.topaz;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.http.Upload;
import io.camelupscale.test.service.JobSnapshot;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.UploadSlots.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request of the Video API. Whoever reads or changes it holds the lock of {@link VideoApi}. */
final class VideoRequest {

    /** How it ended before or instead of being processed. */
    record Failure(String code, String message, Instant at) {}

    private static final Duration CANCELING = Duration.ofSeconds(5);

    final String id;
    final int number;
    final JsonNode wish;
    final boolean express;
    final @Nullable VideoEstimate estimate;
    final Instant requested;
    final List<Map<String, Object>> transactions = new ArrayList<>();

    List<Slot> slots = List.of();

    @Nullable
    Upload external;

    @Nullable
    Instant accepted;

    @Nullable
    SimulatedJob job;

    @Nullable
    Failure failure;

    @Nullable
    Instant canceled;

    boolean filesDeleted;

    /** Whether its result lies where the client wants it put. */
    boolean put;

    VideoRequest(
            String id,
            int number,
            JsonNode wish,
            boolean express,
            @Nullable VideoEstimate estimate,
            Instant requested) {
        this.id = id;
        this.number = number;
        this.wish = wish;
        this.express = express;
        this.estimate = estimate;
        this.requested = requested;
    }

    /** The vendor's word. */
    String status(Instant now) {
        if (failure != null) {
            return "failed";
        }
        if (canceled != null) {
            return job != null && now.isBefore(canceled.plus(CANCELING)) ? "canceling" : "canceled";
        }
        if (job == null) {
            return accepted == null ? "requested" : "accepted";
        }
        JobSnapshot snapshot = job.at(now);
        return switch (snapshot.state()) {
            case QUEUED -> "initializing";
            case RUNNING -> running(job.word(now), snapshot.progress());
            case DONE -> hasDestination() && !put ? "postprocessing" : "complete";
            case FAILED, CANCELLED -> "failed";
        };
    }

    private static String running(String word, double progress) {
        if (!word.equals("running")) {
            return word;
        }
        return progress < 0.05 ? "preprocessing" : progress < 0.95 ? "processing" : "postprocessing";
    }

    /** Whether the client wants the result put somewhere. */
    boolean hasDestination() {
        return wish.at("/destination/external").isObject();
    }

    /** In percent, with a fraction. */
    double progress(Instant now) {
        return job == null ? 0 : Math.round(job.at(now).progress() * 10_000) / 100.0;
    }

    boolean awaitsSource() {
        return !slots.isEmpty() && job == null && failure == null && canceled == null;
    }

    boolean isOver(Instant now) {
        return switch (status(now)) {
            case "complete", "failed", "canceling", "canceled" -> true;
            default -> false;
        };
    }

    /** Why it failed; null unless it did. */
    @Nullable
    Failure failure(Instant now) {
        if (failure == null && job != null && status(now).equals("failed")) {
            return job.fault() instanceof JobFault.Failure fault
                    ? new Failure(fault.code(), fault.message(), job.ends())
                    : null;
        }
        return failure;
    }

    /** Credits that were reserved and neither used nor given back. */
    double reserved() {
        double reserved = 0;
        for (Map<String, Object> transaction : transactions) {
            double amount = ((Number) transaction.getOrDefault("amount", 0)).doubleValue();
            reserved += "reserve".equals(transaction.get("operation")) ? amount : -amount;
        }
        return reserved;
    }

    void book(String operation, double amount) {
        Map<String, Object> transaction = new LinkedHashMap<>();
        transaction.put("operation", operation);
        transaction.put("amount", VideoEstimate.number(amount));
        transactions.add(transaction);
    }
}
