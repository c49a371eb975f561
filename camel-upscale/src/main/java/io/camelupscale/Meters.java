package io.camelupscale;

import io.camelupscale.job.Job;
import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobListener;

/** What is measured. This knows nothing of Micrometer, which need not be there. */
interface Meters extends JobListener {

    /** Nothing is. */
    Meters NONE = new Meters() {
        @Override
        public void add(JobEngine engine) {}

        @Override
        public void changed(Job job, double progress) {}

        @Override
        public void close() {}
    };

    /** There is one more account. */
    void add(JobEngine engine);

    /** Nothing is measured any more, and nothing is left of it. */
    void close();
}
