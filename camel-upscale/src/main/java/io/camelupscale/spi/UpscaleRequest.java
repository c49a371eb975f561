package io.camelupscale.spi;

import io.camelupscale.spi.ProviderException.Kind;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to make: one source, and how to upscale it. Small, since it is kept for each of many jobs that wait.
 *
 * @param path the source file's, in the default file system; it stays as it is until the job has ended. Null where there is a URL instead
 * @param url  where the provider shall fetch the source itself. Null where there is a file
 * @param name the source's own name, possibly with folders; null for that of the file
 */
public record UpscaleRequest(@Nullable String path, @Nullable URI url, @Nullable String name, UpscaleSpec spec) {

    public UpscaleRequest {
        if ((path == null) == (url == null)) {
            throw new IllegalArgumentException("the source is either a file or a URL");
        }
        if (path == null && name == null) {
            throw new IllegalArgumentException("a URL does not name the source");
        }
    }

    /** @param name null for the file's own */
    public UpscaleRequest(Path file, @Nullable String name, UpscaleSpec spec) {
        this(file.toString(), null, name, spec);
    }

    /** For a provider with {@link ProviderTraits.Capability#SOURCE_URL}. */
    public UpscaleRequest(URI url, String name, UpscaleSpec spec) {
        this(null, url, name, spec);
    }

    /** The source file; null where there is a URL instead. */
    public @Nullable Path file() {
        return path == null ? null : Path.of(path);
    }

    /**
     * The source file.
     *
     * @throws ProviderException {@code REJECTED} if the source is a URL
     */
    public Path source() {
        if (path == null) {
            throw new ProviderException(Kind.REJECTED, name + " is a URL where a file is needed");
        }
        return Path.of(path);
    }

    /** The source's own name, possibly with folders, for messages and for the result's name. */
    public String sourceName() {
        return name == null ? String.valueOf(source().getFileName()) : name;
    }

    /** The same, with its file in another place. */
    public UpscaleRequest at(Path newFile) {
        return new UpscaleRequest(newFile, sourceName(), spec);
    }
}
