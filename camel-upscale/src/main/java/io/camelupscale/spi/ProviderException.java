package io.camelupscale.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One call to a provider failed. The kind decides what the engine does about it; the message is for people. */
public class ProviderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The kinds of failure. */
    public enum Kind {
        /** The request itself is at fault; the same again would be refused again. */
        REJECTED,
        /** The credentials are missing or wrong. */
        UNAUTHORIZED,
        /** The account has no credits left. */
        OUT_OF_CREDITS,
        /** It costs more than the job may: see {@link SubmitContext#price}. */
        OVER_BUDGET,
        /** Too many requests: nothing was accepted, later may work. */
        RATE_LIMITED,
        /** The provider cannot be reached or is out of order, and nothing was accepted: later may work. */
        UNAVAILABLE,
        /** The request was sent and its answer was lost: nobody knows whether it was accepted. */
        OUTCOME_UNKNOWN,
        /** The provider does not know this job (any more). */
        NOT_FOUND
    }

    private final Kind kind;

    private final @Nullable Duration retryAfter;

    public ProviderException(Kind kind, String message) {
        this(kind, message, null, null);
    }

    public ProviderException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, null, cause);
    }

    public ProviderException(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether nothing was accepted and the same call may work later. */
    public boolean isPassing() {
        return kind == Kind.UNAVAILABLE || kind == Kind.RATE_LIMITED;
    }

    /** How long the provider asked to be left alone; null where it did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
