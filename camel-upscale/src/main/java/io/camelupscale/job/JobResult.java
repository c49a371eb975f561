package io.camelupscale.job;

import io.camelupscale.media.ImageInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A job's verified result. Whoever is handed one calls {@link #release} when through with the file.
 *
 * @param file  in the work directory; removed when everybody who waited for it has released it, see {@link #release}
 * @param info  the result's header
 * @param took  from when the job became known until its result was verified
 * @param polls how often the provider was asked
 */
public record JobResult(Job job, Path file, ImageInfo info, Duration took, int polls, Consumer<Boolean> releaser) {

    /**
     * Says that the file is no longer needed.
     *
     * @param delivered whether it got where it was wanted; if it did not and was paid for, it is kept for whoever asks for
     *                  the same again
     */
    public void release(boolean delivered) {
        releaser.accept(delivered);
    }
}
