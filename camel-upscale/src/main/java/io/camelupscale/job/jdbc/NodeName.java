package io.camelupscale.job.jdbc;

import java.time.Instant;
import java.util.UUID;

/**
 * A name that no other node has or had.
 *
 * @param process what the names of this process, and no others on this machine, begin with
 */
record NodeName(String process, String name) {

    static NodeName create() {
        ProcessHandle handle = ProcessHandle.current();
        long started = handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        String process = handle.pid() + "-" + started + "-";
        return new NodeName(process, process + UUID.randomUUID());
    }
}
