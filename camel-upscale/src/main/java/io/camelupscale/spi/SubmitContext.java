package io.camelupscale.spi;

/** How a provider talks to the engine about the job it was asked to submit. */
public interface SubmitContext {

    /** Our own name of the job, the same each time it is submitted: for idempotency keys and references. */
    String key();

    /**
     * Stores what the provider has so far. A submit of several steps calls it after each, and is handed the latest one
     * should it have to go on after a crash. Returns when it is stored.
     */
    void checkpoint(RemoteJob soFar);

    /**
     * Says that the job may have moved: the engine checks it now instead of at its next poll. May be called at any time,
     * from any thread, and too often.
     */
    void changed();
}
