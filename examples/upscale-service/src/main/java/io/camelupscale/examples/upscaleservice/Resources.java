package io.camelupscale.examples.upscaleservice;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** The pages: files of this jar that anybody may have. */
final class Resources {

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "jpg", "image/jpeg",
            "ico", "image/x-icon");

    /** Nothing is loaded from elsewhere, and scripts only from files. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' blob: data:;"
            + " style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private final String prefix;

    /** @param prefix where the API begins; pages find it where they say {@code {{prefix}}} */
    Resources(String prefix) {
        this.prefix = prefix;
    }

    void register(Router router) {
        router.get("/").handler(ctx -> send(ctx, "page", "index.html"));
        router.get("/page/:name").handler(ctx -> send(ctx, "page", ctx.pathParam("name")));
        router.get("/docs").handler(ctx -> send(ctx, "docs", "index.html"));
        router.get("/docs/:name").handler(ctx -> send(ctx, "docs", ctx.pathParam("name")));
    }

    private void send(RoutingContext ctx, String folder, String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !PLAIN_NAME.matcher(name).matches()) {
            throw new ApiException(404, "not found");
        }
        try (InputStream in = Resources.class.getResourceAsStream("/" + folder + "/" + name)) {
            if (in == null) {
                throw new ApiException(404, "not found");
            }
            ctx.response()
                    .putHeader("Content-Type", type)
                    .putHeader("Cache-Control", "no-cache")
                    .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                    .end(content(name, in.readAllBytes()));
        } catch (IOException e) {
            ctx.fail(e);
        }
    }

    private Buffer content(String name, byte[] bytes) {
        return name.endsWith(".html")
                ? Buffer.buffer(new String(bytes, StandardCharsets.UTF_8).replace("{{prefix}}", prefix))
                : Buffer.buffer(bytes);
    }
}
