package io.camelupscale.upscayl;

import io.camelupscale.http.ApiKey;
import io.camelupscale.http.HttpAccount;

/** Who we are at Upscayl, by the options of one endpoint. */
final class UpscaylAccount {

    private static final String KEY_HEADER = "X-API-Key";

    private UpscaylAccount() {}

    /** What calls go to. */
    static HttpAccount http(UpscaylConfiguration options) {
        return HttpAccount.of(options.getBaseUrl(), key(options).in(KEY_HEADER), options.getAllowedHosts());
    }

    /** The account's name. */
    static String name(UpscaylConfiguration options) {
        return "upscayl:%s#%s".formatted(options.getBaseUrl(), key(options).fingerprint());
    }

    private static ApiKey key(UpscaylConfiguration options) {
        return ApiKey.of("upscayl", options.getApiKey());
    }
}
