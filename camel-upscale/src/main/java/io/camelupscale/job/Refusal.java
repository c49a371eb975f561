package io.camelupscale.job;

import java.time.Instant;

/**
 * An account whose calls are refused, for all that is known: no such call has succeeded since.
 *
 * @param reason  {@link FailureReason#UNAUTHORIZED} or {@link FailureReason#OUT_OF_CREDITS}
 * @param message the provider's, for people
 * @param since   when the latest one was refused
 */
public record Refusal(FailureReason reason, String message, Instant since) {}
