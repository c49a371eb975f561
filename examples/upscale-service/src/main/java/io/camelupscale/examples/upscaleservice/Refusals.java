package io.camelupscale.examples.upscaleservice;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what is refused before a route sees it, in the API's JSON. */
final class Refusals implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /** Whoever still sends may read the answer for so long; then the connection is closed. */
    private static final long LINGER_MILLIS = 2_000;

    /** What the body's reader says when the client went away. */
    private static final int BROKEN_OFF = 200;

    private static final List<String> OF_FILES =
            List.of("Content-Length", "Content-Disposition", "ETag", "Repr-Digest");

    private final long maxUploadBytes;

    private Refusals(long maxUploadBytes) {
        this.maxUploadBytes = maxUploadBytes;
    }

    static void register(Router router, long maxUploadBytes) {
        Refusals refusals = new Refusals(maxUploadBytes);
        IntStream.range(400, 600).forEach(status -> router.errorHandler(status, refusals));
        router.errorHandler(BROKEN_OFF, refusals);
    }

    @Override
    public void handle(RoutingContext ctx) {
        Throwable failure = ctx.failure();
        ApiException refusal = refusal(ctx.statusCode(), failure);
        if (!ctx.response().ended() && !ctx.response().closed()) {
            if (refusal.status() == 500) {
                LOG.warn("{} {} failed", ctx.request().method(), ctx.request().path(), failure);
            }
            if (refusal.retryAfterSeconds() != null) {
                ctx.response().putHeader("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
            }
            if (refusal.status() == 401) {
                ctx.response().putHeader("WWW-Authenticate", "Bearer");
            }
            OF_FILES.forEach(ctx.response().headers()::remove);
            ctx.response()
                    .setStatusCode(refusal.status())
                    .putHeader("Content-Type", "application/json")
                    .end(body(ctx, refusal));
        }
        closeSoon(ctx);
    }

    private static String body(RoutingContext ctx, ApiException refusal) {
        JsonObject body = new JsonObject();
        if (ctx.request().method().name().equals("POST")) {
            body.put("success", false);
        }
        return body.put("error", refusal.getMessage()).encode();
    }

    private ApiException refusal(int status, @Nullable Throwable failure) {
        if (failure instanceof ApiException known) {
            return known;
        }
        return switch (status) {
            case 400 -> new ApiException(400, "invalid request: " + (failure == null ? "" : failure.getMessage()));
            case 401 -> new ApiException(401, "unauthorized");
            case 413 -> ApiException.tooLarge(maxUploadBytes);
            default -> {
                int error = Math.max(400, status);
                String phrase = HttpResponseStatus.valueOf(error).reasonPhrase();
                yield new ApiException(error, phrase.toLowerCase(Locale.ROOT));
            }
        };
    }

    /** A body that nobody wants may be endless. */
    private static void closeSoon(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (!request.isEnded()) {
            ctx.vertx().setTimer(LINGER_MILLIS, late -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
        }
    }
}
