package io.camelupscale.job;

import java.time.Duration;

/**
 * How long a job may take.
 *
 * @param queueTimeout from when it became known until the provider begins with it
 * @param jobTimeout   from when the provider began with it until it is finished
 */
public record JobLimits(Duration queueTimeout, Duration jobTimeout) {}
