package io.camelupscale.test.service;

import java.time.Duration;

/**
 * How long a job takes, on the service's clock.
 *
 * @param queued  from when it is accepted until it runs
 * @param running from then until it has ended
 */
public record JobTimes(Duration queued, Duration running) {}
