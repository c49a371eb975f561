package io.camelupscale.job;

import java.util.Optional;

/**
 * Where jobs are kept. Calls may block, and are made from worker threads.
 *
 * <p>A job is added before anything of it is sent, and each transition is written before what follows from it is done.
 * Every write names the owner and epoch it was made under; a store refuses it once another node took the job over.
 */
public interface JobStore extends AutoCloseable {

    /**
     * Adds a job, unless its key is known.
     *
     * @return the job that stands under this key now: the given one, or the one that was there before
     */
    Job add(Job job);

    Optional<Job> find(String key);

    /**
     * Writes a transition.
     *
     * @return false if the job is no longer this owner's at this epoch: then nothing was written, and the caller must let
     *     go of it
     */
    boolean update(Job job);

    /** Removes a job, under the same condition as {@link #update}. */
    boolean remove(Job job);

    @Override
    default void close() {}
}
