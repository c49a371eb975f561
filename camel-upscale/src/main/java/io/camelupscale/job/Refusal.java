package io.camelupscale.job;

import java.time.Instant;

/**
 * An account whose calls are of no use, for all that is known: no such call has succeeded since.
 *
 * @param reason  {@link FailureReason#UNAUTHORIZED} or {@link FailureReason#OUT_OF_CREDITS}, or
 *                {@link FailureReason#UNAVAILABLE} where the provider has not answered at all
 * @param message the provider's, for people
 * @param since   when the latest one was refused, or the first one not answered
 */
public record Refusal(FailureReason reason, String message, Instant since) {}
