package io.camelupscale.topaz;

import io.camelupscale.http.ApiKey;
import io.camelupscale.http.HttpAccount;

/** Who we are at Topaz, by the options of one endpoint. */
final class TopazAccount {

    private static final String KEY_HEADER = "X-API-Key";

    private TopazAccount() {}

    /** What calls go to. */
    static HttpAccount http(TopazConfiguration options) {
        return HttpAccount.of(options.getBaseUrl(), key(options).in(KEY_HEADER), options.getAllowedHosts());
    }

    /** The account's name. The Image API and the Video API know nothing of each other's jobs, so they are two. */
    static String name(String media, TopazConfiguration options) {
        return "topaz:%s:%s#%s"
                .formatted(media, options.getBaseUrl(), key(options).fingerprint());
    }

    private static ApiKey key(TopazConfiguration options) {
        return ApiKey.of("topaz", options.getApiKey());
    }
}
