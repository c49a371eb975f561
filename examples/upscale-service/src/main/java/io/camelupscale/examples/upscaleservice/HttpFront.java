package io.camelupscale.examples.upscaleservice;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * The HTTP server behind {@code platform-http}: limits, guard, bodies, files and events. All else is in {@link ApiRoutes}.
 * It is Camel's router with a server of our own, since Camel's cannot be given time-outs and limits for forms.
 */
final class HttpFront {

    /** The form has five fields. */
    private static final int MAX_FIELDS = 16;

    private static final int MAX_FIELD_BYTES = 4096;
    private static final int STOP_SECONDS = 10;

    private final Settings settings;
    private final Vertx vertx = Vertx.vertx();
    private final Router router = Router.router(vertx);
    private final Uploads uploads;
    private final Events events;
    private final HttpServer server;

    HttpFront(Settings settings, Jobs jobs, JobFiles files, JobViews views, ObjectMapper json) throws IOException {
        this.settings = settings;
        Path folder = emptied(settings.data().resolve("uploads"));
        this.uploads = new Uploads(jobs, settings, folder);
        this.events = new Events(jobs, views, json);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) settings.idleTimeout().toMillis())
                .setHttp2ClearTextEnabled(false)
                .setMaxFormFields(MAX_FIELDS)
                .setMaxFormAttributeSize(MAX_FIELD_BYTES)
                .setMaxFormBufferedBytes(MAX_FIELD_BYTES));
        Refusals.register(router, settings.maxUploadBytes());
        router.route().handler(new Guard(settings));
        new Resources(settings.prefix()).register(router);
        new ApiDocument(settings.prefix()).register(router, settings.prefix());
        new PictureFiles(jobs, files).register(router, settings.prefix());
        router.get("/events").handler(events::connect);
    }

    /** Lets {@code platform-http} add its routes. */
    void bind(CamelContext context) {
        String name = VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO;
        context.getRegistry().bind(name, new VertxPlatformHttpRouter(null, vertx, router, name) {
            @Override
            public Handler<RoutingContext> bodyHandler() {
                return uploads;
            }
        });
    }

    /**
     * From now on there are answers.
     *
     * @return the port
     */
    int start() throws IOException, InterruptedException {
        events.start(vertx);
        try {
            server.requestHandler(router)
                    .listen(settings.port(), settings.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("cannot listen on " + settings.host() + ":" + settings.port() + ": "
                    + e.getCause().getMessage());
        }
        return server.actualPort();
    }

    Events events() {
        return events;
    }

    void stop() throws InterruptedException, IOException {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the HTTP server does not end", e);
        }
    }

    /** What an earlier run was sent and did not accept. */
    private static Path emptied(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
        return folder;
    }
}
