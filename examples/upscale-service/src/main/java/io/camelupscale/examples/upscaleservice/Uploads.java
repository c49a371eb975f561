package io.camelupscale.examples.upscaleservice;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Brings the bodies of requests in: pictures to the disk, and nothing else that is longer than a form. */
final class Uploads implements Handler<RoutingContext> {

    /** Around the picture: boundaries, headers and fields. */
    private static final long FORM_BYTES = 64 * 1024;

    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=(\"[^\"]+\"|[^\\s;\"]+)");

    private final Jobs jobs;
    private final String path;
    private final long timeoutMillis;
    private final int maxUploads;
    private final AtomicInteger uploading = new AtomicInteger();
    private final Path folder;
    private final long maxBytes;
    private final BodyHandler others;

    Uploads(Jobs jobs, Settings settings, Path folder) {
        this.jobs = jobs;
        this.path = settings.prefix() + "/upscale";
        this.timeoutMillis = settings.uploadTimeout().toMillis();
        this.maxUploads = settings.maxQueueSize(); // more would be refused when they are through
        this.folder = folder;
        this.maxBytes = settings.maxUploadBytes() + FORM_BYTES;
        this.others = BodyHandler.create(false).setBodyLimit(FORM_BYTES);
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (ctx.normalizedPath().equals(path)) {
            receive(ctx);
        } else {
            others.handle(ctx);
        }
    }

    private void receive(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String type = request.getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            ctx.fail(new ApiException(415, "multipart/form-data is needed"));
        } else if (!BOUNDARY.matcher(type).find()) {
            ctx.fail(new ApiException(400, "invalid request: no boundary"));
        } else if (!jobs.hasRoom() || uploading.get() >= maxUploads) {
            ctx.fail(ApiException.queueFull(jobs.retryAfterSeconds())); // before a body is read that is not wanted
        } else {
            uploading.incrementAndGet();
            Upload upload = new Upload(ctx, folder, maxBytes);
            long timer = ctx.vertx().setTimer(timeoutMillis, late -> {
                if (!request.isEnded()) {
                    ctx.fail(408);
                }
            });
            ctx.addEndHandler(end -> {
                uploading.decrementAndGet();
                ctx.vertx().cancelTimer(timer);
                upload.end();
            });
            upload.receive();
        }
    }
}
