package io.camelupscale;

import io.camelupscale.job.JobFailure;

/** What the provider delivered is not what was asked for. The file is kept, and the message names it. */
public class UpscaleResultException extends UpscaleException {

    private static final long serialVersionUID = 1L;

    UpscaleResultException(String provider, String file, JobFailure failure) {
        super(provider, file, failure);
    }
}
