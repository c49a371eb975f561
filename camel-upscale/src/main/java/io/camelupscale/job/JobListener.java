package io.camelupscale.job;

/** Hears of every transition and every step of progress, on whatever thread makes it: must be quick. */
@FunctionalInterface
public interface JobListener {

    /**
     * @param progress 0 to 1 while the job runs, negative where nobody knows
     */
    void changed(Job job, double progress);
}
