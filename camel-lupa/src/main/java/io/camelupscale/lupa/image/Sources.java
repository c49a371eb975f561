package io.camelupscale.lupa.image;

import io.camelupscale.lupa.publish.SourcePublisher;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pictures of an account, where Lupa can fetch them. */
public final class Sources {

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    private final Supplier<@Nullable SourcePublisher> publisher;
    private final Executor withdrawals;

    /**
     * The pictures of an account.
     *
     * @param publisher   the account's, as it is at the moment; may answer null
     * @param withdrawals runs what no job waits for
     */
    public Sources(Supplier<@Nullable SourcePublisher> publisher, Executor withdrawals) {
        this.publisher = publisher;
        this.withdrawals = withdrawals;
    }

    /** The URL without its query, which may be a signature, and without a user's name. */
    static String shown(URI url) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return url.getScheme() + "://" + url.getHost() + port + path;
    }

    /** @throws ProviderException {@code REJECTED} if nobody publishes files, or this is no picture */
    ImageInfo check(UpscaleRequest request) {
        if (publisher.get() == null) {
            throw new ProviderException(
                    Kind.REJECTED,
                    "Lupa fetches pictures from URLs: one of the options publishTo, publicFolder and sourcePublisher must"
                            + " say how a file gets one");
        }
        try {
            return ImageInfo.read(request.source());
        } catch (IOException e) {
            throw new ProviderException(Kind.REJECTED, String.valueOf(e.getMessage()), e);
        }
    }

    /** What a picture shall be called: nobody can guess it, and nothing of the file's own name is in it. */
    String newName(UpscaleRequest request) {
        return UUID.randomUUID() + "." + check(request).format().extension();
    }

    /** @throws ProviderException {@code UNAVAILABLE} if it cannot be published now */
    URI publish(Path file, String name) {
        SourcePublisher by = publisher.get();
        if (by == null) {
            throw new ProviderException(Kind.REJECTED, "there is nobody to publish " + file);
        }
        try {
            return by.publish(file, name);
        } catch (ProviderException e) {
            throw e;
        } catch (Exception e) { // whatever a route or a bean may throw
            LOG.warn("{} is not published, and will be tried again later", file, e);
            throw new ProviderException(Kind.UNAVAILABLE, "The source is not published: " + e.getMessage(), e);
        }
    }

    /** Takes a picture away, some time soon. No job fails if that does. */
    void withdraw(@Nullable String name) {
        if (name == null) {
            return;
        }
        try {
            withdrawals.execute(() -> withdrawNow(name));
        } catch (RejectedExecutionException e) {
            LOG.warn("{} is not taken away, since this process stops", name);
        }
    }

    private void withdrawNow(String name) {
        SourcePublisher by = publisher.get();
        if (by == null) {
            LOG.warn("{} is not taken away: there is nobody to do it", name);
            return;
        }
        try {
            by.withdraw(name);
        } catch (Exception e) { // whatever a route or a bean may throw
            LOG.warn("{} is not taken away", name, e);
        }
    }
}
