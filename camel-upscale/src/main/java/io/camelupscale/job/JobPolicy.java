package io.camelupscale.job;

import java.time.Duration;

/**
 * How long a job may take, and what is done when things go wrong.
 *
 * @param queueTimeout  from when it became known until the provider begins with it
 * @param jobTimeout    from when the provider began with it until it is finished
 * @param cancelOverdue whether a job whose time is up is cancelled at the provider, or left to run
 * @param resendDoubted whether a job is sent again that the provider may have accepted already
 */
public record JobPolicy(Duration queueTimeout, Duration jobTimeout, boolean cancelOverdue, boolean resendDoubted) {}
