package io.camelupscale.lupa.publish;

import java.net.URI;
import java.nio.file.Path;

/** Puts pictures where Lupa can fetch them. Used by several threads at once. */
public interface SourcePublisher {

    /**
     * Puts a picture there. One that is published again under the same name takes the place of the first.
     *
     * @param file the picture; it stays as it is
     * @param name what it is to be called there: random, so that nobody can guess it, and with the extension of its format
     * @return from where Lupa can fetch it, without credentials, as long as its job may take
     * @throws Exception if it cannot be done now; it is tried again later
     */
    URI publish(Path file, String name) throws Exception;

    /**
     * Takes a picture away. May be called more than once, also if it was never published.
     *
     * @param name as it was published under
     * @throws Exception if it cannot be done; it is not tried again
     */
    void withdraw(String name) throws Exception;

    /** Whether this is what Lupa needs: an absolute URL of http or https. */
    static boolean canBeFetched(URI url) {
        return url.getHost() != null
                && ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()));
    }
}
