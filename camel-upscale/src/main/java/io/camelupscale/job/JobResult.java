package io.camelupscale.job;

import io.camelupscale.media.MediaInfo;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A job's verified result. Whoever is handed one calls {@link #release} when through with the file.
 *
 * @param file     in the work directory; see {@link #release}
 * @param info     the result's header
 * @param took     from when the job became known until its result was verified
 * @param polls    how often the provider was asked
 * @param hold     what it is held by
 */
public record JobResult(Job job, Path file, MediaInfo info, Duration took, int polls, Hold hold) implements JobOutcome {

    /** What becomes of a result. */
    public interface Hold {

        void release(boolean delivered);

        void giveBack();
    }

    /** Says that the result was handed to nobody, which does not count as a delivery. Instead of {@link #release}. */
    public void giveBack() {
        hold.giveBack();
    }

    /**
     * Says that the file is no longer needed. A result that cost nothing is removed when everybody who waited for it has
     * released it. One that was paid for is kept for as long as delivered jobs are retained, and if it was not delivered, until
     * somebody asks for it again.
     */
    @Override
    public void release(boolean delivered) {
        hold.release(delivered);
    }
}
