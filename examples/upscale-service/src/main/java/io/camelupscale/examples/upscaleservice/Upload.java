package io.camelupscale.examples.upscaleservice;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.FileSystemException;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.FileUploadImpl;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A form with one picture, from its first byte to its answer: the picture goes to the disk, the fields stay with the request.
 * Vert.x's {@code BodyHandler} is not used, since it opens as many files as a form has, and leaves files behind when a form
 * breaks off just then (to cancel one that is being closed throws, and the others are forgotten).
 */
final class Upload {

    private final RoutingContext ctx;
    private final HttpServerRequest request;
    private final FileSystem disk;
    private final String path;
    private final long maxBytes;
    private long received;
    private @Nullable HttpServerFileUpload picture;
    private @Nullable AsyncFile file;
    private @Nullable Future<Void> closed;
    private Future<Void> stored = Future.succeededFuture();

    /**
     * @param folder for the picture, which has no name there that a client could choose
     * @param maxBytes of the whole form; a larger one is answered 413
     */
    Upload(RoutingContext ctx, Path folder, long maxBytes) {
        this.ctx = ctx;
        this.request = ctx.request();
        this.disk = ctx.vertx().fileSystem();
        this.path = folder.resolve(UUID.randomUUID().toString()).toString();
        this.maxBytes = maxBytes;
    }

    /** Calls the next handler when all is there, or fails the request. */
    void receive() {
        if (declaredBytes() > maxBytes) {
            ctx.fail(413);
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            ctx.response().writeContinue();
        }
        request.setExpectMultipart(true)
                .uploadHandler(this::store)
                .handler(this::count)
                .exceptionHandler(this::broken)
                .endHandler(end -> stored.onSuccess(done -> proceed()).onFailure(this::fail))
                .resume();
    }

    /** To be called when the request is answered, or nobody waits for its answer any more. */
    void end() {
        if (file != null) {
            close().onComplete(done -> disk.delete(path)); // where no job has taken it
        }
    }

    private void proceed() {
        if (!ctx.failed()) {
            ctx.next();
        }
    }

    private void fail(Throwable failure) {
        if (!ctx.failed()) {
            ctx.fail(failure);
        }
    }

    private void broken(Throwable failure) {
        if (!ctx.failed()) {
            ctx.fail(400, failure.getCause() == null ? failure : failure.getCause());
        }
    }

    private void count(Buffer data) {
        received += data.length();
        if (received > maxBytes && !ctx.failed()) {
            ctx.fail(413);
        }
    }

    private void store(HttpServerFileUpload upload) {
        if (file != null) {
            fail(new ApiException(400, "more than one file"));
        } else if (!ctx.failed()) {
            try {
                file = disk.openBlocking(
                        path, new OpenOptions().setRead(false).setCreateNew(true)); // known from now on
            } catch (FileSystemException e) {
                fail(e);
                return;
            }
            picture = upload;
            ctx.fileUploads().add(new FileUploadImpl(disk, path, upload));
            upload.handler(this::write);
            Promise<Void> last = Promise.promise(); // may come after the request's end, while the disk is slow
            upload.endHandler(last::complete);
            stored = last.future().compose(end -> close());
        }
    }

    private void write(Buffer data) {
        file.write(data).onFailure(this::fail);
        if (file.writeQueueFull()) {
            picture.pause();
            file.drainHandler(drained -> picture.resume());
        }
    }

    private Future<Void> close() {
        if (closed == null) {
            picture.handler(null);
            closed = file.close();
        }
        return closed;
    }

    private long declaredBytes() {
        try {
            String length = request.getHeader("Content-Length");
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
