package io.camelupscale;

import io.camelupscale.job.WorkDirectory;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private final WorkDirectory work;

    /** @param takesUrls whether the provider fetches sources from URLs */
    RequestReader(ProviderEndpoint endpoint, boolean takesUrls) {
        this.provider = endpoint.provider();
        this.endpoint = endpoint;
        this.takesUrls = takesUrls;
        this.defaults = endpoint.spec();
        this.work = endpoint.engines().work();
    }

    UpscaleRequest read(Exchange exchange) throws UpscaleRejectedException, IOException {
        Message message = exchange.getMessage();
        String url = message.hasHeaders() ? message.getHeader(UpscaleConstants.SOURCE_URL, String.class) : null;
        if (url != null) {
            URI source = url(url);
            return new UpscaleRequest(source, name(message, source.getPath()), spec(message));
        }
        Path file = file(message.getBody());
        Path source = file == null ? spool(exchange, message.getBody()) : file;
        return new UpscaleRequest(source, name(message, file == null ? null : file.toString()), spec(message));
    }

    /**
     * One request for each file of a list, which may be of messages or exchanges, too, such as an aggregator makes it. The name in
     * the list's own message is none of theirs.
     */
    List<UpscaleRequest> readAll(Exchange exchange, List<?> files) throws UpscaleRejectedException, IOException {
        UpscaleSpec spec = spec(exchange.getMessage());
        List<UpscaleRequest> requests = new ArrayList<>();
        for (Object one : files) {
            Message own = one instanceof Exchange part ? part.getMessage() : one instanceof Message part ? part : null;
            Object body = own == null ? one : own.getBody();
            Path file = file(body);
            Path source = file == null ? spool(exchange, body) : file;
            String origin = file == null ? UNNAMED + "-" + (requests.size() + 1) : file.toString();
            requests.add(
                    new UpscaleRequest(source, own == null ? FileUtil.stripPath(origin) : name(own, origin), spec));
        }
        return requests;
    }

    private UpscaleSpec spec(Message message) throws UpscaleRejectedException {
        if (!message.hasHeaders()) {
            return defaults;
        }
        Integer scale;
        try {
            scale = message.getHeader(UpscaleConstants.SCALE, defaults.scale(), Integer.class);
        } catch (TypeConversionException e) {
            throw new UpscaleRejectedException(
                    provider, "Header " + UpscaleConstants.SCALE + " is no number: " + e.getValue(), e);
        }
        UpscaleSpec wanted = new UpscaleSpec(
                defaults.media(),
                scale,
                message.getHeader(UpscaleConstants.MODEL, defaults.model(), String.class),
                message.getHeader(UpscaleConstants.OUTPUT_FORMAT, defaults.outputFormat(), String.class),
                endpoint.settings(defaults.settings(), message));
        return wanted.equals(defaults) ? defaults : wanted; // one for many jobs
    }

    /** The file that the body is, or null if it has to be spooled. */
    private static @Nullable Path file(@Nullable Object body) {
        Object content = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
        if (content instanceof File file) {
            return file.toPath();
        }
        return content instanceof Path path ? path : null;
    }

    private Path spool(Exchange exchange, @Nullable Object content) throws UpscaleRejectedException, IOException {
        Object body = content;
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

    /** @param origin where the source comes from; null if it has no name of its own */
    private static String name(Message message, @Nullable String origin) {
        String named = message.hasHeaders() ? message.getHeader(UpscaleConstants.FILE_NAME, String.class) : null;
        if (named != null) {
            return named;
        }
        String name = origin == null ? "" : FileUtil.stripPath(origin);
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
