package io.camelupscale.examples.upscaleservice;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends results and sources, whole or in part. A handler of its own, since an exchange knows neither ranges nor whether the
 * last byte was taken.
 */
final class PictureFiles {

    /** As long as the original waits. */
    private static final long GRACE_MILLIS = 1_000;

    private final Jobs jobs;
    private final JobFiles files;

    PictureFiles(Jobs jobs, JobFiles files) {
        this.jobs = jobs;
        this.files = files;
    }

    void register(Router router, String prefix) {
        for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.HEAD}) {
            router.route(method, prefix + "/download/:id").handler(this::download);
            router.route(method, prefix + "/jobs/:id/result").handler(this::preview);
            router.route(method, prefix + "/jobs/:id/source").handler(this::source);
        }
    }

    /** A result that was taken as a whole is deleted. */
    private void download(RoutingContext ctx) {
        Job job = job(ctx);
        if (job.result() == null) {
            notCompleted(ctx, job);
            return;
        }
        Job.Result result = there(job);
        String extension = result.file().substring(result.file().lastIndexOf('.'));
        ctx.response().putHeader("Content-Disposition", "attachment; filename=" + job.id() + "_upscaled" + extension);
        sendResult(ctx, job, result, true);
    }

    private void preview(RoutingContext ctx) {
        Job job = job(ctx);
        if (job.result() == null) {
            notCompleted(ctx, job);
        } else {
            sendResult(ctx, job, there(job), false);
        }
    }

    private void source(RoutingContext ctx) {
        Job job = job(ctx);
        if (job.gone()) {
            throw new ApiException(404, "source file missing");
        }
        Path file = files.source(job);
        ctx.response().putHeader("Content-Type", job.sourceType());
        ctx.vertx().fileSystem().props(file.toString()).onComplete(found -> {
            if (found.succeeded()) {
                send(ctx, file, found.result().size(), "\"" + job.id() + "\"", () -> {});
            } else {
                ctx.fail(new ApiException(404, "source file missing"));
            }
        });
    }

    private void sendResult(RoutingContext ctx, Job job, Job.Result result, boolean last) {
        ctx.response()
                .putHeader("Content-Type", result.mediaType())
                .putHeader("Repr-Digest", "sha-256=:" + base64(result.sha256()) + ":");
        Path file = files.result(job, result.file());
        Runnable taken = last ? () -> discardSoon(ctx, job) : () -> {};
        send(ctx, file, result.bytes(), "\"" + result.sha256() + "\"", taken);
    }

    /** What was sent may not have been taken: who closes a connection that could be used again may have gone away before the end. */
    private void discardSoon(RoutingContext ctx, Job job) {
        AtomicBoolean closed = new AtomicBoolean();
        if (isKeptAlive(ctx.request())) {
            ctx.request().connection().closeHandler(gone -> closed.set(true));
        }
        ctx.vertx().setTimer(GRACE_MILLIS, due -> {
            if (!closed.get()) {
                ctx.vertx().executeBlocking(() -> {
                    jobs.discard(job.id());
                    return null;
                });
            }
        });
    }

    private static boolean isKeptAlive(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1 && !"close".equalsIgnoreCase(request.getHeader("Connection"));
    }

    /** @param taken what is done when all of it has been sent at once, to the last byte */
    private static void send(RoutingContext ctx, Path file, long length, String etag, Runnable taken) {
        HttpServerRequest request = ctx.request();
        HttpServerResponse response = ctx.response()
                .putHeader("ETag", etag)
                .putHeader("Accept-Ranges", "bytes")
                .putHeader("Cache-Control", "private, no-cache");
        String condition = request.getHeader("If-Range");
        String asked = condition == null || condition.equals(etag) ? request.getHeader("Range") : null;
        ByteRange range = ByteRange.of(asked, length);
        if (range == null) {
            response.putHeader("Content-Range", "bytes */" + length);
            ctx.fail(new ApiException(416, "range not satisfiable"));
            return;
        }
        if (range.isPart()) {
            response.setStatusCode(206).putHeader("Content-Range", range.header());
        }
        response.putHeader("Content-Length", String.valueOf(range.length()));
        if (request.method() == HttpMethod.HEAD) {
            response.end();
            return;
        }
        response.sendFile(file.toString(), range.first(), range.length()).onComplete(sent -> {
            if (sent.succeeded() && !range.isPart()) {
                taken.run();
            } else if (sent.failed() && !response.headWritten()) {
                ctx.fail(new ApiException(404, "output file missing"));
            }
        });
    }

    private Job job(RoutingContext ctx) {
        return jobs.find(ctx.pathParam("id")).orElseThrow(() -> new ApiException(404, "job not found"));
    }

    private static Job.Result there(Job job) {
        if (job.gone() || job.result() == null) {
            throw new ApiException(404, "output file missing");
        }
        return job.result();
    }

    private static void notCompleted(RoutingContext ctx, Job job) {
        ctx.response()
                .setStatusCode(400)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("error", "job not completed")
                        .put("status", job.state().name().toLowerCase(Locale.ROOT))
                        .encode());
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
