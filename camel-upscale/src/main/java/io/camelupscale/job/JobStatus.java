package io.camelupscale.job;

import org.jspecify.annotations.Nullable;

/**
 * How a job is getting on.
 *
 * @param progress 0 to 1 while it runs; negative where nobody knows
 * @param detail   what its provider says beside that, for people; null where it says nothing
 */
public record JobStatus(Job job, double progress, @Nullable String detail) {

    public JobStatus(Job job, double progress) {
        this(job, progress, null);
    }
}
