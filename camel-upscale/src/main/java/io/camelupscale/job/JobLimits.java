package io.camelupscale.job;

import java.time.Duration;

/**
 * How long a job may take.
 *
 * @param queueTimeout from when it became known until the provider begins with it
 * @param jobTimeout   from when the provider began with it until it is finished
 * @param cancel       whether a job whose time is up is cancelled at the provider, or left to run
 */
public record JobLimits(Duration queueTimeout, Duration jobTimeout, boolean cancel) {}
