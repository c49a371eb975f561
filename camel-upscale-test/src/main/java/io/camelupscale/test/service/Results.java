package io.camelupscale.test.service;

import java.io.IOException;

/** Makes the results of jobs. */
@FunctionalInterface
public interface Results {

    /** The result of a job that is done; the same at every call. */
    ResultData of(SimulatedJob job) throws IOException;

    /** Bytes of this length instead of pictures. Sources need not be pictures then. */
    static Results generated(long length) {
        return job -> new ResultData.Generated(length, job.number());
    }
}
