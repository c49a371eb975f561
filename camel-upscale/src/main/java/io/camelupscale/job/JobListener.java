package io.camelupscale.job;

/**
 * Hears of every transition once, when it has been written, and of every step of progress, on whatever thread makes it: must
 * be quick, and must not fail.
 */
@FunctionalInterface
public interface JobListener {

    /**
     * @param progress 0 to 1 if the running job came a step further, negative if it is in another state now
     */
    void changed(Job job, double progress);
}
