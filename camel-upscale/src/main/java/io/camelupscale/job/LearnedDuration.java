package io.camelupscale.job;

import java.time.Duration;

/**
 * How long the latest jobs of one kind took, for people.
 *
 * @param kind    model and size
 * @param jobs    how many of them are remembered
 * @param trusted whether they were enough and alike enough to plan the next one's checks by
 */
public record LearnedDuration(String kind, int jobs, Duration median, boolean trusted) {}
