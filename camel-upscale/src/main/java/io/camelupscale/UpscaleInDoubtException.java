package io.camelupscale;

import io.camelupscale.job.JobFailure;

/** The submit's answer was lost: the provider may have accepted and charged the job, so it was not sent again. */
public class UpscaleInDoubtException extends UpscaleException {

    private static final long serialVersionUID = 1L;

    UpscaleInDoubtException(String provider, String file, JobFailure failure) {
        super(provider, file, failure);
    }
}
