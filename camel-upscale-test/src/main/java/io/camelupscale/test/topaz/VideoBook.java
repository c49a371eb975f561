package io.camelupscale.test.topaz;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.test.http.Upload;
import io.camelupscale.test.service.JobOrder;
import io.camelupscale.test.service.JobSnapshot.State;
import io.camelupscale.test.service.RemoteTarget;
import io.camelupscale.test.service.SimulatedJob;
import io.camelupscale.test.service.Simulation;
import io.camelupscale.test.service.UploadSlots.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All requests of the Video API and what becomes of them. */
final class VideoBook {

    /** What the order of a video is called, in place of an operation. */
    static final String VIDEO = "video";

    private static final long KIND = 0x7de0_4000L;
    private static final long MAX_PARTS = 150;
    private static final double PENALTY = 0.05;

    private final Simulation simulation;
    private final TopazOptions options;
    private final Webhooks webhooks;
    private final Lock lock = new ReentrantLock();
    private final Map<String, VideoRequest> requests = new TreeMap<>();

    VideoBook(Simulation simulation, TopazOptions options, Webhooks webhooks) {
        this.simulation = simulation;
        this.options = options;
        this.webhooks = webhooks;
    }

    /** Reads or changes requests. */
    @FunctionalInterface
    interface Task<T, E extends Exception> {
        T of(Map<String, VideoRequest> requests) throws E;
    }

    /** Does something while nobody else does. */
    <T, E extends Exception> T locked(Task<T, E> task) throws E {
        lock.lock();
        try {
            return task.of(requests);
        } finally {
            lock.unlock();
        }
    }

    Instant now() {
        return simulation.time().now();
    }

    /** The request, unless there is none, or its job has vanished. */
    Optional<VideoRequest> find(String id) {
        return Optional.ofNullable(locked(all -> all.get(id)))
                .filter(request -> request.job == null || !request.job.isGone(now()));
    }

    /** The newest first. */
    List<VideoRequest> all() {
        return locked(all -> all.values().stream()
                .sorted((one, other) -> Integer.compare(other.number, one.number))
                .toList());
    }

    VideoRequest create(JsonNode wish, boolean express, @Nullable Upload external) {
        return locked(all -> {
            int number = all.size() + 1;
            String id = new UUID((long) number << 32 | KIND, 0x8000L << 48).toString();
            VideoRequest request =
                    new VideoRequest(id, number, wish, express, VideoEstimate.of(wish, options.videoCost()), now());
            request.external = external;
            all.put(id, request);
            if (express && external == null) {
                open(request, 1, () -> changed(id, this::startExpress));
            } else if (express) {
                startExpress(request);
            }
            return request;
        });
    }

    /** Reserves the credits and opens the places to put the source. False if there are not enough credits. */
    boolean accept(VideoRequest request) {
        return locked(all -> {
            if (request.accepted != null) {
                return true;
            }
            if (!reserve(request)) {
                return false;
            }
            if (request.external != null) {
                begin(request, request.external);
                return true;
            }
            open(request, parts(request.wish.path("source")), () -> {});
            simulation.time().schedule(options.uploadTimeout(), () -> changed(request.id, this::timeOut));
            return true;
        });
    }

    /** One place, or one for each part of a source that is large in bytes and in frames. */
    private int parts(JsonNode source) {
        long size = source.path("size").asLong();
        if (size <= options.partSize() || source.path("frameCount").asDouble() <= 1000) {
            return 1;
        }
        return (int) Math.min(MAX_PARTS, Math.max(2, (size + options.partSize() - 1) / options.partSize()));
    }

    private void open(VideoRequest request, int parts, Runnable whenStored) {
        request.slots = IntStream.rangeClosed(1, parts)
                .mapToObj(part -> simulation.slots().open(request.id, part, whenStored))
                .toList();
    }

    /** Lets the job begin, whose parts must all lie where they belong. */
    void start(VideoRequest request, @Nullable String md5) {
        locked(all -> {
            Upload source = joined(request);
            double size = request.wish.at("/source/size").asDouble(source.length());
            if (md5 != null) {
                simulation.counters().checksum(md5);
            }
            if (md5 != null && !md5.equalsIgnoreCase(source.md5())) {
                fail(request, "INVALID_INPUT", "MD5 hash of the source does not match");
            } else if (size != source.length()) {
                fail(request, "CREDIT_DIFFERENCE", "The source is not what the request says");
            } else {
                begin(request, source);
            }
            return null;
        });
    }

    /** Cancels and settles: all credits back before processing, later those for what was not done, less a penalty. */
    void cancel(VideoRequest request) {
        locked(all -> {
            double commit = toCommit(request);
            double refund = request.reserved() - commit;
            request.canceled = now();
            if (request.job != null) {
                request.job = simulation.book().cancel(request.id).orElse(request.job);
            }
            if (commit > 0) {
                request.book("commit", commit);
            }
            giveBack(request, refund);
            close(request);
            return null;
        });
    }

    /** What a cancel would cost now. */
    double toCommit(VideoRequest request) {
        double progress = request.progress(now()) / 100;
        double share = progress == 0 ? 0 : Math.min(1, progress + PENALTY);
        return Math.min(request.reserved(), Math.ceil(request.reserved() * share));
    }

    private void startExpress(VideoRequest request) {
        if (request.job != null || request.failure != null) {
            return;
        }
        if (reserve(request)) {
            Upload source = request.external == null ? joined(request) : request.external;
            String md5 = request.wish.at("/source/md5Hash").asText("");
            if (!md5.isEmpty()) {
                simulation.counters().checksum(md5);
            }
            if (md5.isEmpty() || md5.equalsIgnoreCase(source.md5())) {
                begin(request, source);
            } else {
                fail(request, "INVALID_INPUT", "MD5 hash of the source does not match");
            }
        } else {
            fail(request, "INSUFFICIENT_CREDITS", "Insufficient credits");
        }
    }

    private boolean reserve(VideoRequest request) {
        double credits = request.estimate == null ? 1 : request.estimate.lower();
        if (!simulation.ledger().reserve(credits)) {
            return false;
        }
        simulation.counters().accept();
        request.accepted = now();
        request.book("reserve", credits);
        return true;
    }

    private void begin(VideoRequest request, Upload source) {
        JsonNode output = request.wish.path("output");
        JsonNode size = VideoModels.keepsSize(request.wish.path("filters"))
                        && request.wish.at("/source/resolution").isObject()
                ? request.wish.at("/source/resolution")
                : output.path("resolution");
        JobOrder order = new JobOrder(
                source,
                0,
                0,
                VIDEO,
                rounded(size.path("width").asInt()),
                rounded(size.path("height").asInt()),
                ImageFormat.PNG,
                Map.of(
                        "filters",
                        request.wish.path("filters").toString(),
                        "output",
                        output.toString(),
                        VideoResults.CONTAINER,
                        VideoEncoder.container(output),
                        VideoResults.FRAMES,
                        String.valueOf(request.wish.at("/source/frameCount").asInt(1))),
                null,
                null);
        request.job = simulation.book().begin(request.id, order, request.reserved());
        close(request);
        Duration whole = Duration.between(now(), request.job.ends());
        simulation.time().schedule(whole, () -> {
            if (request.hasDestination()) {
                put(request); // outside the lock: the storage may be slow
            }
            changed(request.id, this::settle);
        });
    }

    /** Up to a multiple of 4. */
    private static int rounded(int pixels) {
        return (pixels + 3) / 4 * 4;
    }

    /** To the URL. What a role would do is not simulated: such a result is nowhere. */
    private void put(VideoRequest request) {
        SimulatedJob job = locked(all -> request.canceled == null ? request.job : null);
        if (job == null || job.at(now()).state() != State.DONE) {
            return;
        }
        JsonNode url = request.wish.at("/destination/external/presignedUrl");
        try {
            if (url.isTextual()) {
                RemoteTarget.put(url.asText(), simulation.results().of(job));
            }
            locked(all -> request.put = true);
        } catch (IOException e) {
            locked(all -> {
                fail(request, "UNKNOWN", "The result could not be uploaded to the destination");
                return null;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle(VideoRequest request) {
        if (request.canceled != null || request.failure != null || request.job == null) {
            return;
        }
        State state = request.job.at(now()).state();
        if (state == State.DONE) {
            request.book("commit", request.reserved());
        } else if (state == State.FAILED) {
            giveBack(request, request.reserved());
        }
        if (state.isFinal()) {
            tell(request);
        }
    }

    private void timeOut(VideoRequest request) {
        if (request.awaitsSource()) {
            fail(request, "TIMEOUT_UPLOAD_SOURCE", "The source was not uploaded in time");
        }
    }

    private void fail(VideoRequest request, String code, String message) {
        request.failure = new VideoRequest.Failure(code, message, now());
        giveBack(request, request.reserved());
        close(request);
        tell(request);
    }

    private void tell(VideoRequest request) {
        String url = request.wish.at("/notifications/webhookUrl").asText("");
        if (!url.isEmpty()) {
            webhooks.post(url, VideoAnswers.bytes(Map.of("requestId", request.id, "status", request.status(now()))));
        }
    }

    private void giveBack(VideoRequest request, double credits) {
        if (credits > 0) {
            request.book("rollback", credits);
            simulation.ledger().refund(credits);
        }
    }

    private void close(VideoRequest request) {
        request.slots.forEach(simulation.slots()::close);
    }

    private void changed(String id, Consumer<VideoRequest> change) {
        locked(all -> {
            Optional.ofNullable(all.get(id)).ifPresent(change);
            return null;
        });
    }

    private Upload joined(VideoRequest request) {
        try {
            return simulation.slots().joined(new ArrayList<Slot>(request.slots), "source");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
