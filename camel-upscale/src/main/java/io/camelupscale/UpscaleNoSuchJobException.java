package io.camelupscale;

import io.camelupscale.job.FailureReason;

/** There is no job with the key that was asked for: there never was one, or it is over and was removed. */
public class UpscaleNoSuchJobException extends UpscaleException {

    private static final long serialVersionUID = 1L;

    UpscaleNoSuchJobException(String provider, String jobKey) {
        super(FailureReason.LOST, provider, jobKey, "There is no job with the key " + jobKey, null);
    }
}
