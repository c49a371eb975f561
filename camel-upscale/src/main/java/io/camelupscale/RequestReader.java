package io.camelupscale;

import io.camelupscale.job.WorkDirectory;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a request of a message: its body is the source, headers override the endpoint's options. */
final class RequestReader {

    private static final Logger LOG = LoggerFactory.getLogger(RequestReader.class);
    private static final String UNNAMED = "unnamed";

    private final String provider;
    private final UpscaleSpec defaults;
    private final WorkDirectory work;

    /** @param defaults what is wanted unless headers say otherwise */
    RequestReader(String provider, UpscaleSpec defaults, WorkDirectory work) {
        this.provider = provider;
        this.defaults = defaults;
        this.work = work;
    }

    UpscaleRequest read(Exchange exchange) throws UpscaleRejectedException, IOException {
        Message message = exchange.getMessage();
        Path file = file(message.getBody());
        Path source = file == null ? spool(exchange) : file;
        return new UpscaleRequest(source, name(message, file), spec(message));
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
                defaults.settings());
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

    private Path spool(Exchange exchange) throws UpscaleRejectedException, IOException {
        Object body = exchange.getMessage().getBody();
        if (body instanceof WrappedFile<?> wrapped) {
            body = wrapped.getBody(); // a remote file, already fetched
        }
        if (body == null || body instanceof CharSequence) {
            throw rejected(body == null ? "is empty" : "is text, which is never taken for a path or a URL");
        }
        InputStream content = exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, body);
        if (content == null) {
            throw rejected("is a " + body.getClass().getName());
        }
        Path target = work.newFile(".source");
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                delete(target);
            }
        });
        try (content) {
            Files.copy(content, target);
        }
        return target;
    }

    private UpscaleRejectedException rejected(String what) {
        return new UpscaleRejectedException(
                provider, "The message body " + what + ": a file, a Path, an InputStream or a byte[] is needed");
    }

    private static String name(Message message, @Nullable Path file) {
        String named = message.hasHeaders() ? message.getHeader(UpscaleConstants.FILE_NAME, String.class) : null;
        if (named != null) {
            return named;
        }
        return file == null ? UNNAMED : file.getFileName().toString();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Could not delete {}: {}", file, e.getMessage());
        }
    }
}
