package io.camelupscale.examples.upscaleservice;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lets through who may ask. Other sites' pages may not, even where their visitors can reach this host, and neither may names
 * that other people's DNS has just pointed at loopback.
 */
final class Guard implements Handler<RoutingContext> {

    private static final String BEARER = "bearer ";
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final byte[] token;
    private final List<String> hosts;

    Guard(Settings settings) {
        this.token = settings.token().getBytes(StandardCharsets.UTF_8);
        this.hosts = settings.hosts().isEmpty() && isLoopback(settings.host()) ? LOOPBACK : settings.hosts();
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        ctx.response().putHeader("X-Content-Type-Options", "nosniff");
        boolean page = isPage(ctx);
        if (!hosts.isEmpty() && !hosts.contains(hostName(request))) {
            ctx.fail(new ApiException(403, "host not allowed: start the service with -Dhosts=NAME"));
        } else if (isForeign(request, page)) {
            ctx.fail(new ApiException(403, "requests of other sites are not allowed"));
        } else if (!page && token.length > 0 && !isToken(given(request))) {
            ctx.fail(401);
        } else {
            ctx.next();
        }
    }

    /** What holds no secret, so that a browser can show it and ask for the token. */
    private static boolean isPage(RoutingContext ctx) {
        String path = ctx.normalizedPath();
        return path.equals("/") || path.startsWith("/page/") || path.equals("/docs") || path.startsWith("/docs/");
    }

    private static boolean isForeign(HttpServerRequest request, boolean page) {
        String origin = request.getHeader("Origin");
        if (origin != null
                && !origin.equalsIgnoreCase("http://" + host(request))
                && !origin.equalsIgnoreCase("https://" + host(request))) {
            return true;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        return !page && site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private boolean isToken(@Nullable String given) {
        return given != null && MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String given(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? authorization.substring(BEARER.length()).trim()
                : request.getHeader("X-Auth-Token");
    }

    private static String host(HttpServerRequest request) {
        String host = request.getHeader("Host");
        return host == null ? "" : host;
    }

    private static String hostName(HttpServerRequest request) {
        return host(request).replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // listening on it fails, and says so
        }
    }
}
