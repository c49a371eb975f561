package io.camelupscale;

import io.camelupscale.job.JobFailure;

/** The job would cost more than {@code maxCredits} or {@code creditBudget} allows: nothing was sent. */
public class UpscaleBudgetException extends UpscaleException {

    private static final long serialVersionUID = 1L;

    UpscaleBudgetException(String provider, String file, JobFailure failure) {
        super(provider, file, failure);
    }
}
