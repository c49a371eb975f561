package io.camelupscale.job;

import org.jspecify.annotations.Nullable;

/** The job store is out of order: it cannot be reached, is full, or refuses to work. */
public class JobStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JobStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
