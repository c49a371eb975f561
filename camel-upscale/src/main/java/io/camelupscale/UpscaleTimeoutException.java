package io.camelupscale;

import io.camelupscale.job.JobFailure;

/** The job took longer than {@code queueTimeout} or {@code jobTimeout}. */
public class UpscaleTimeoutException extends UpscaleException {

    private static final long serialVersionUID = 1L;

    UpscaleTimeoutException(String provider, String file, JobFailure failure) {
        super(provider, file, failure);
    }
}
