package io.camelupscale.job;

import io.camelupscale.media.MediaFormat;
import io.camelupscale.media.MediaInfo;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A job's result: a verified file, or what the provider itself has put elsewhere. Whoever is handed one calls
 * {@link #release} when through with it.
 *
 * @param file     in the work directory; see {@link #release}. Null if the result is elsewhere
 * @param info     the file's header; null if there is none
 * @param location where the provider has put the result; null if there is a file
 * @param took     from when the job became known until its result was verified
 * @param polls    how often the provider was asked
 * @param hold     what it is held by
 */
public record JobResult(
        Job job,
        @Nullable Path file,
        @Nullable MediaInfo info,
        @Nullable URI location,
        Duration took,
        int polls,
        Hold hold)
        implements JobOutcome {

    /** What becomes of a result. */
    public interface Hold {

        void release(boolean delivered);

        void giveBack();
    }

    /** The file's format, or else the one that was asked for. */
    public MediaFormat format() {
        return info == null
                ? MediaFormat.byName(String.valueOf(job.expected().format())).orElseThrow()
                : info.format();
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
