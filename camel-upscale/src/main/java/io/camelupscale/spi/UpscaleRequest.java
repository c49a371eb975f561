package io.camelupscale.spi;

import io.camelupscale.spi.ProviderException.Kind;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to make: one source, and how to upscale it.
 *
 * @param file       the source; it stays as it is until the job has ended. Null where there is a URL instead
 * @param url        where the provider shall fetch the source itself. Null where there is a file
 * @param sourceName the source's own name, possibly with folders, for messages and for the result's name
 */
public record UpscaleRequest(@Nullable Path file, @Nullable URI url, String sourceName, UpscaleSpec spec) {

    public UpscaleRequest {
        if ((file == null) == (url == null)) {
            throw new IllegalArgumentException("the source is either a file or a URL");
        }
    }

    public UpscaleRequest(Path file, String sourceName, UpscaleSpec spec) {
        this(file, null, sourceName, spec);
    }

    /** For a provider with {@link ProviderTraits.Capability#SOURCE_URL}. */
    public UpscaleRequest(URI url, String sourceName, UpscaleSpec spec) {
        this(null, url, sourceName, spec);
    }

    /**
     * The source file.
     *
     * @throws ProviderException {@code REJECTED} if the source is a URL
     */
    public Path source() {
        if (file == null) {
            throw new ProviderException(Kind.REJECTED, sourceName + " is a URL where a file is needed");
        }
        return file;
    }

    /** The same, with its file in another place. */
    public UpscaleRequest at(Path newFile) {
        return new UpscaleRequest(newFile, sourceName, spec);
    }
}
