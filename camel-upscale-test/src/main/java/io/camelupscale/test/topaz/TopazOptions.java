package io.camelupscale.test.topaz;

import java.time.Duration;

/**
 * Where the service is free, or was seen to be.
 *
 * @param shortLinkName whether {@code /download} answers {@code url} instead of {@code download_url}
 * @param textExpiry    whether it answers {@code expiry} as a text
 * @param retention     how long files are kept after a job's end
 */
record TopazOptions(boolean shortLinkName, boolean textExpiry, Duration retention) {}
