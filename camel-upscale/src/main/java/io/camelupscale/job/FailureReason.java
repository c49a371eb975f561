package io.camelupscale.job;

import io.camelupscale.spi.ProviderException;

/** Why a job ended without a result. */
public enum FailureReason {
    /** The input or an option is at fault: the same again would be refused again. */
    REJECTED,
    /** The credentials are missing or wrong. */
    UNAUTHORIZED,
    /** The account has no credits left. */
    OUT_OF_CREDITS,
    /** It would cost more than {@code maxCredits} or {@code creditBudget} allows: nothing was sent. */
    OVER_BUDGET,
    /** The provider could not be reached, or asked to be left alone, for too long. */
    UNAVAILABLE,
    /** The submit's answer was lost: the provider may have accepted and charged the job. */
    IN_DOUBT,
    /** The provider accepted the job and does not know it any more. */
    LOST,
    /** The provider tried and gave up. */
    FAILED,
    /** Somebody cancelled the job. */
    CANCELLED,
    /** The job took longer than its timeout. */
    TIMED_OUT,
    /** What was delivered is not what was asked for. */
    INVALID_RESULT,
    /** Something went wrong in this JVM: a full disk, a defect. */
    INTERNAL;

    /** What a failed call means for what it was made for. */
    public static FailureReason of(ProviderException.Kind kind) {
        return switch (kind) {
            case REJECTED -> REJECTED;
            case UNAUTHORIZED -> UNAUTHORIZED;
            case OUT_OF_CREDITS -> OUT_OF_CREDITS;
            case OVER_BUDGET -> OVER_BUDGET;
            case RATE_LIMITED, UNAVAILABLE -> UNAVAILABLE;
            case OUTCOME_UNKNOWN -> IN_DOUBT;
            case NOT_FOUND -> LOST;
        };
    }
}
