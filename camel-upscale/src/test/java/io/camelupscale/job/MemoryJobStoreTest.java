package io.camelupscale.job;

import java.time.Duration;
import java.time.Instant;

class MemoryJobStoreTest extends JobStoreContract {

    private Instant now = Instant.EPOCH;

    @Override
    protected JobStore open() {
        return new MemoryJobStore(() -> now);
    }

    @Override
    protected void pass(Duration time) {
        now = now.plus(time);
    }
}
