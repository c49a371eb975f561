package io.camelupscale.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where jobs are kept. Calls may block, and are made from worker threads; each fails with a {@link JobStoreException} if the
 * store is out of order.
 *
 * <p>A job is added before anything of it is sent, and each transition is written before what follows from it is done.
 * Several nodes may share a store. A job belongs to the node that works on it, or to nobody; a node lives as long as it
 * beats ({@link #beat}), by the store's own clock, and what a dead one owned may be claimed by others. Each claim raises
 * the job's epoch, and a write under an older one is refused.
 */
public interface JobStore extends AutoCloseable {

    /** This process's name as an owner of jobs. */
    String node();

    /** Whether jobs are still known after this process has ended. */
    boolean isPersistent();

    /**
     * Adds a job, unless its account and key are known.
     *
     * @return the job that stands there now: the given one, or the one that was there before
     */
    Job add(Job job);

    Optional<Job> find(String account, String key);

    /**
     * Writes a transition. Where the job given has no owner any more, it is let go of.
     *
     * @return false if the job is no longer this node's at this epoch: then nothing was written, and the caller must let go
     *     of it
     */
    boolean update(Job job);

    /**
     * Lets go of a finished job whose result did not get where it was wanted: nobody is handed it before the pause is over.
     *
     * @return as {@link #update}
     */
    boolean putBack(Job job, Duration pause);

    /** Removes a job, under the same condition as {@link #update}. */
    boolean remove(Job job);

    /** Makes a job this node's own, unless another node that lives works on it, or it is gone. */
    Optional<Job> claim(String account, String key);

    /** Claims jobs of dead nodes that are on their way: whose state is {@link JobState#isUnderWay()}. */
    List<Job> takeOver(String account, int max);

    /**
     * Claims jobs that are for a consumer, see {@link Job#isForConsumer()}, the oldest first. Their
     * {@link Job#deliveries()} count this time already.
     */
    List<Job> takeFinished(String account, int max);

    /** The keys of the jobs that are this node's own. */
    Set<String> own(String account);

    /** Number of jobs of an account, by their state. */
    Map<JobState, Long> count(String account);

    /** Says that this node lives, for as long as the lease. */
    void beat(Duration lease);

    /**
     * Removes jobs that ended longer ago than that and are in nobody's hands: delivered, dead, or without a result. Those whose
     * result still waits for somebody stay.
     *
     * @return their results, which nobody needs any more
     */
    List<Path> purge(Duration retention);

    /**
     * Sets credits aside for a job about to be sent; a later call for the same job replaces the amount.
     *
     * @return false if the account's jobs would then have cost more than the budget allows: then nothing was set aside
     */
    boolean reserve(String account, String key, double credits, CreditBudget budget);

    /** Corrects what was set aside for a job to what it cost. Does nothing if nothing was set aside. */
    void settle(String account, String key, double credits);

    /** This node is gone: its jobs may be claimed by others at once. */
    @Override
    void close();
}
