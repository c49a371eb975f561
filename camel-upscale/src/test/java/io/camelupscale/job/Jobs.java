package io.camelupscale.job;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Jobs to keep in a store. */
public final class Jobs {

    public static final String ACCOUNT = "scripted:https://api.example.com:1f2e";

    /** Milliseconds, which each store keeps. */
    public static final Instant CREATED = Instant.parse("2026-11-01T10:15:30.123Z");

    private static final JobPolicy POLICY = new JobPolicy(
            Duration.ofHours(6),
            Duration.ofMinutes(90),
            Duration.ofMillis(2500),
            null,
            true,
            false,
            7.5,
            new CreditBudget(100, Duration.ofDays(30)));

    private Jobs() {}

    /** Nothing was sent yet; somebody waits for it. */
    public static Job job(String key, JobStore store) {
        return job(key, store, false);
    }

    /** Nothing was sent yet; its result is for a consumer. */
    public static Job detached(String key, JobStore store) {
        return job(key, store, true);
    }

    private static Job job(String key, JobStore store, boolean detached) {
        return Job.create(order(key, detached), expected(), store.node(), CREATED);
    }

    private static JobOrder order(String key, boolean detached) {
        return new JobOrder(key, ACCOUNT, request(), POLICY, detached ? headers() : null);
    }

    /** The same job, known for the first time so much later. */
    static Job later(Job job, Duration time) {
        return new Job(
                job.order(),
                job.expected(),
                job.state(),
                job.remote(),
                job.owner(),
                job.epoch(),
                job.created().plus(time),
                job.accepted(),
                job.result(),
                job.reason(),
                job.error(),
                job.credits(),
                job.deliveries());
    }

    public static Job running(Job job) {
        return job.accepted(new RemoteJob("remote-" + job.key(), Map.of("upload", "u-1")), CREATED.plusSeconds(2));
    }

    public static Job remote(Job job, RemoteJob remote) {
        return job.with(remote);
    }

    public static Job downloaded(Job job) {
        return running(job).charged(1.25).downloaded(Path.of("work", "result of " + job.key() + ".png"));
    }

    public static Job failed(Job job) {
        return failed(job, "the service gave up");
    }

    public static Job failed(Job job, String error) {
        return running(job).ended(JobState.FAILED, FailureReason.FAILED, error);
    }

    public static Job to(JobState state, Job job) {
        return job.to(state);
    }

    public static Job released(Job job) {
        return job.released();
    }

    /** The same job with everything changed that may change. */
    public static Job changed(Job job) {
        UpscaleRequest moved = new UpscaleRequest(
                Path.of("elsewhere", "größer.png"), "größer.png", job.request().spec());
        Job again = job.with(new JobOrder(job.key(), job.account(), moved, POLICY, Map.of("now", "other")));
        return failed(again).charged(3.5).claimed(job.owner(), job.epoch(), 4);
    }

    public static Map<String, Object> headers() {
        return Map.of(
                "text",
                "a \"quoted\" text; größer \0 日本",
                "int",
                5,
                "long",
                5L,
                "big",
                Long.MAX_VALUE,
                "double",
                2.0,
                "float",
                0.1f,
                "short",
                (short) 3,
                "flag",
                true);
    }

    private static UpscaleRequest request() {
        UpscaleSpec spec = new UpscaleSpec("image", 4, "Standard V2", null, Map.of("faceEnhancement", "true"));
        return new UpscaleRequest(Path.of("in box", "ein;haus~.jpg"), "ein;haus~.jpg", spec);
    }

    private static ExpectedResult expected() {
        return new ExpectedResult(4000, 3000, ImageFormat.JPEG);
    }
}
