package io.camelupscale.job;

import io.camelupscale.media.ImageInfo;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A job's verified result. Whoever is handed one calls {@link #release} when through with the file.
 *
 * @param file  in the work directory; removed when everybody who waited for it has released it
 * @param info  the result's header
 * @param took  from when the job became known until its result was verified
 * @param polls how often the provider was asked
 */
public record JobResult(Job job, Path file, ImageInfo info, Duration took, int polls, Runnable releaser) {

    public void release() {
        releaser.run();
    }
}
