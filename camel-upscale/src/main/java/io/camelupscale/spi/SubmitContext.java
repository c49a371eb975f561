package io.camelupscale.spi;

import org.jspecify.annotations.Nullable;

/** How a provider talks to the engine about one submit of a job. */
public interface SubmitContext {

    /** Our own name of the job, the same each time it is submitted: for idempotency keys and references. */
    String key();

    /**
     * Stores what the provider has so far. A submit of several steps calls it after each, and is handed the latest one
     * should it have to go on after a crash. Returns when it is stored. One thread at a time.
     *
     * @throws ProviderException {@code OUTCOME_UNKNOWN} if it cannot be stored, or if this submit {@linkplain #isWanted is not
     *                           wanted} any more: the provider does nothing more for it, and hands this on
     */
    void checkpoint(RemoteJob soFar);

    /**
     * Asks whether the job may cost as much. Only with {@link ProviderTraits.Capability#QUOTED_SUBMIT}, and before anything costs
     * money; asked again after a crash, the same credits are set aside once.
     *
     * @param quote the most that it may cost; null where the provider does not know, which no limit allows
     * @throws ProviderException {@code OVER_BUDGET} if it may not; the provider hands it on
     */
    default void price(@Nullable Estimate quote) {}

    /**
     * Whether this submit is still waited for. Not once it has taken too long, or the process stops: another one goes on
     * with the job when this one has ended, so a submit of several steps asks before each.
     */
    default boolean isWanted() {
        return true;
    }

    /**
     * Says that the job may have moved: the engine checks it now instead of at its next poll. May be called at any time,
     * from any thread, and too often.
     */
    void changed();
}
