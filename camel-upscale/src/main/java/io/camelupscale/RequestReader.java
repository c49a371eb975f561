package io.camelupscale;

import io.camelupscale.job.WorkDirectory;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a request of a message: its body is the source, headers override the endpoint's options. */
final class RequestReader {

    private static final Logger LOG = LoggerFactory.getLogger(RequestReader.class);
    private static final String UNNAMED = "unnamed";

    private final String provider;
    private final ProviderEndpoint endpoint;
    private final boolean takesUrls;
    private final UpscaleSpec defaults;
    private final int defaultScale;
    private final WorkDirectory work;

    /** @param takesUrls whether the provider fetches sources from URLs */
    RequestReader(ProviderEndpoint endpoint, boolean takesUrls) {
        this.provider = endpoint.provider();
        this.endpoint = endpoint;
        this.takesUrls = takesUrls;
        this.defaults = endpoint.spec();
        this.defaultScale = endpoint.getConfiguration().getScale();
        this.work = endpoint.engines().work();
    }

    UpscaleRequest read(Exchange exchange) throws UpscaleRejectedException, IOException {
        return read(exchange.getMessage(), UNNAMED, exchange);
    }

    /** One request for each thing in a list, see {@link #readItem}. */
    List<UpscaleRequest> readAll(Exchange exchange, List<?> items) throws UpscaleRejectedException, IOException {
        List<UpscaleRequest> requests = new ArrayList<>();
        for (Object item : items) {
            requests.add(readItem(item, requests.size() + 1, exchange));
        }
        return requests;
    }

    /**
     * Of one of the things that a message's body is a list of: another exchange or message, as aggregation leaves them, or a
     * source. What their own headers do not say, those of the list's message do, but for the name.
     *
     * @param number what a source without a name is called by
     */
    UpscaleRequest readItem(@Nullable Object item, int number, Exchange exchange)
            throws UpscaleRejectedException, IOException {
        Message list = exchange.getMessage();
        Message own =
                item instanceof Exchange whole ? whole.getMessage() : item instanceof Message whole ? whole : null;
        if (own == null) {
            return read(item, null, UNNAMED + "-" + number, list, exchange);
        }
        Message both = own.copy();
        for (String header : List.of(UpscaleConstants.SCALE, UpscaleConstants.MODEL, UpscaleConstants.OUTPUT_FORMAT)) {
            if (own.getHeader(header) == null && list.getHeader(header) != null) {
                both.setHeader(header, list.getHeader(header));
            }
        }
        return read(both, UNNAMED + "-" + number, exchange);
    }

    private UpscaleRequest read(Message message, String unnamed, Exchange exchange)
            throws UpscaleRejectedException, IOException {
        String url = message.hasHeaders() ? message.getHeader(UpscaleConstants.SOURCE_URL, String.class) : null;
        if (url != null) {
            URI source = url(url);
            return new UpscaleRequest(source, name(message, source), spec(message));
        }
        return read(message.getBody(), named(message), unnamed, message, exchange);
    }

    /**
     * @param name     null for the source's own
     * @param unnamed  what a source is called that has none
     * @param exchange when it is complete, what was spooled is deleted
     */
    private UpscaleRequest read(
            @Nullable Object source, @Nullable String name, String unnamed, Message message, Exchange exchange)
            throws UpscaleRejectedException, IOException {
        String file = file(source);
        return file == null
                ? new UpscaleRequest(spool(source, exchange), name == null ? unnamed : name, spec(message))
                : new UpscaleRequest(file, null, name, spec(message));
    }

    private UpscaleSpec spec(Message message) throws UpscaleRejectedException {
        if (!message.hasHeaders()) {
            return defaults;
        }
        Integer scale;
        try {
            scale = message.getHeader(UpscaleConstants.SCALE, defaultScale, Integer.class);
        } catch (TypeConversionException e) {
            throw new UpscaleRejectedException(
                    provider, "Header " + UpscaleConstants.SCALE + " is no number: " + e.getValue(), e);
        }
        Map<String, String> settings;
        try {
            settings = endpoint.settings(defaults.settings(), message);
        } catch (TypeConversionException e) {
            throw new UpscaleRejectedException(provider, "A header is no number: " + e.getValue(), e);
        }
        UpscaleSpec wanted = new UpscaleSpec(
                defaults.media(),
                endpoint.scale(scale, settings),
                message.getHeader(UpscaleConstants.MODEL, defaults.model(), String.class),
                message.getHeader(UpscaleConstants.OUTPUT_FORMAT, defaults.outputFormat(), String.class),
                settings);
        return wanted.equals(defaults) ? defaults : wanted; // one for many jobs
    }

    /** The path of the file that the body is, or null if it has to be spooled. */
    private static @Nullable String file(@Nullable Object body) {
        Object content = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
        if (content instanceof File file) {
            return file.getPath();
        }
        boolean local = content instanceof Path path && path.getFileSystem() == FileSystems.getDefault();
        return local ? content.toString() : null;
    }

    private Path spool(@Nullable Object source, Exchange exchange) throws UpscaleRejectedException, IOException {
        Object body = source;
        if (body instanceof WrappedFile<?> wrapped) {
            body = wrapped.getBody(); // a remote file, already fetched
        }
        if (body == null || body instanceof CharSequence) {
            throw rejected(body == null ? "is empty" : "is text, which is never taken for a path or a URL");
        }
        InputStream stream = exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, body);
        if (stream == null) {
            throw rejected("is a " + body.getClass().getName());
        }
        Path target = work.newFile(".source");
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                delete(target);
            }
        });
        try (stream) {
            Files.copy(stream, target);
        }
        return target;
    }

    private UpscaleRejectedException rejected(String what) {
        return new UpscaleRejectedException(
                provider, "The message body " + what + ": a file, a Path, an InputStream or a byte[] is needed");
    }

    private static @Nullable String named(Message message) {
        return message.hasHeaders() ? message.getHeader(UpscaleConstants.FILE_NAME, String.class) : null;
    }

    private static String name(Message message, URI url) {
        String named = named(message);
        String name = named == null ? FileUtil.stripPath(String.valueOf(url.getPath())) : named;
        return name.isEmpty() ? UNNAMED : name;
    }

    /** Never opened here: it is the provider that fetches it. */
    private URI url(String text) throws UpscaleRejectedException {
        if (!endpoint.getConfiguration().isAllowSourceUrl()) {
            throw new UpscaleRejectedException(
                    provider, "Header " + UpscaleConstants.SOURCE_URL + " is only read with allowSourceUrl=true");
        }
        if (!takesUrls) {
            throw new UpscaleRejectedException(provider, provider + " does not fetch sources from URLs");
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw notAUrl(); // its text may hold a signature
        }
        if (url.getHost() == null || !("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
            throw notAUrl();
        }
        return url;
    }

    private UpscaleRejectedException notAUrl() {
        return new UpscaleRejectedException(
                provider, "Header " + UpscaleConstants.SOURCE_URL + " is no absolute http or https URL");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Could not delete {}: {}", file, e.getMessage());
        }
    }
}
