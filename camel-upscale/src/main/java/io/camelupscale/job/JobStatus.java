package io.camelupscale.job;

/**
 * How a job is getting on.
 *
 * @param progress 0 to 1 while it runs; negative where nobody knows
 */
public record JobStatus(Job job, double progress) {}
