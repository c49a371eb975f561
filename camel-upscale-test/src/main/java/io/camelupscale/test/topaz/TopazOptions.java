package io.camelupscale.test.topaz;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the service is free, or was seen to be.
 *
 * @param shortLinkName     whether {@code /download} answers {@code url} instead of {@code download_url}
 * @param textExpiry        whether it answers {@code expiry} as a text
 * @param retention         how long files are kept after a job's end
 * @param videoLinkLifetime of links to videos
 * @param videoCost         what every video costs; null for a price by frames and pixels
 * @param partSize          of an upload, in bytes
 * @param uploadTimeout     how long an accepted video may be waited for
 * @param webhooksTwice     whether each notification comes twice
 * @param webhooksReversed  whether the notification of the end comes before that of the beginning
 */
record TopazOptions(
        boolean shortLinkName,
        boolean textExpiry,
        Duration retention,
        Duration videoLinkLifetime,
        @Nullable VideoEstimate videoCost,
        long partSize,
        Duration uploadTimeout,
        boolean webhooksTwice,
        boolean webhooksReversed) {}
