package io.camelupscale.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a job may take, what it may cost, and what is done when things go wrong.
 *
 * @param queueTimeout    from when it became known until the provider begins with it
 * @param jobTimeout      from when the provider began with it until it is finished
 * @param requestTimeout  for one call to the provider that moves no file; null for no limit
 * @param transferTimeout for one upload or download; null for no limit
 * @param cancelOverdue   whether a job whose time is up is cancelled at the provider, or left to run
 * @param resendDoubted   whether a job is sent again that the provider may have accepted already
 * @param maxCredits      a job that is estimated to cost more is not sent; null for no limit
 * @param budget          what all jobs of the account may cost in a period; null for no limit
 */
public record JobPolicy(
        Duration queueTimeout,
        Duration jobTimeout,
        @Nullable Duration requestTimeout,
        @Nullable Duration transferTimeout,
        boolean cancelOverdue,
        boolean resendDoubted,
        @Nullable Double maxCredits,
        @Nullable CreditBudget budget) {

    /** Without limits on requests and costs. */
    public JobPolicy(Duration queueTimeout, Duration jobTimeout, boolean cancelOverdue, boolean resendDoubted) {
        this(queueTimeout, jobTimeout, null, null, cancelOverdue, resendDoubted, null, null);
    }

    /** Whether a job's price must be known before it is sent. */
    boolean needsEstimate() {
        return maxCredits != null || budget != null;
    }
}
