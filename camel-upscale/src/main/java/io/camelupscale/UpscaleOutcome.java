package io.camelupscale;

import java.io.File;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file of a list.
 *
 * @param sourceName the source's own name
 * @param fileName   the same with the extension of the result's format; null if there is no result
 * @param file       the verified result, there until the exchange completes; null if there is none
 * @param location   where the provider itself has put the result; null if there is none, or a file
 * @param jobKey     names its job
 * @param remoteId   the provider's id of the job; null if the provider never took it
 * @param credits    what it cost, in the provider's unit; null where nobody knows
 * @param failure    why there is no result; null if there is one
 */
public record UpscaleOutcome(
        String sourceName,
        @Nullable String fileName,
        @Nullable File file,
        @Nullable URI location,
        String jobKey,
        @Nullable String remoteId,
        @Nullable Double credits,
        @Nullable UpscaleException failure) {

    public boolean isSuccess() {
        return failure == null;
    }
}
