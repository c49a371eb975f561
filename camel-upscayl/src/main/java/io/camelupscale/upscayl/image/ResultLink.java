package io.camelupscale.upscayl.image;

import io.camelupscale.spi.RemoteResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a result lies.
 *
 * @param expires from then on it is not there; null where nobody knows
 */
record ResultLink(String url, @Nullable Instant expires) {

    static ResultLink of(RemoteResult result) {
        String[] words = result.location().split(" ", 2);
        return words.length == 1
                ? new ResultLink(words[0], null)
                : new ResultLink(words[1], Instant.ofEpochMilli(Long.parseLong(words[0])));
    }

    RemoteResult toResult() {
        return new RemoteResult(expires == null ? url : expires.toEpochMilli() + " " + url);
    }
}
