package io.camelupscale;

import io.camelupscale.job.FailureReason;
import io.camelupscale.job.JobFailure;
import org.jspecify.annotations.Nullable;

/** The input or an option is at fault: sending the same again is of no use. */
public class UpscaleRejectedException extends UpscaleException {

    private static final long serialVersionUID = 1L;

    UpscaleRejectedException(String provider, String file, JobFailure failure) {
        super(provider, file, failure);
    }

    UpscaleRejectedException(String provider, String message) {
        super(FailureReason.REJECTED, provider, message, null);
    }

    UpscaleRejectedException(String provider, String message, Exception cause) {
        super(FailureReason.REJECTED, provider, message, cause);
    }

    UpscaleRejectedException(String provider, @Nullable String jobKey, String message, Exception cause) {
        super(FailureReason.REJECTED, provider, jobKey, message, cause);
    }
}
