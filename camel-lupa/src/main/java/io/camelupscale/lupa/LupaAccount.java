package io.camelupscale.lupa;

import io.camelupscale.http.ApiKey;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.lupa.image.Wire;
import io.camelupscale.lupa.image.WireName;

/** Who we are at Lupa, by the options of one endpoint. */
final class LupaAccount {

    private LupaAccount() {}

    /** What calls go to. */
    static HttpAccount http(LupaConfiguration options, Wire wire) {
        return HttpAccount.of(
                options.getBaseUrl(), key(options).in(wire.get(WireName.KEY_HEADER)), options.getAllowedHosts());
    }

    static String name(String media, LupaConfiguration options) {
        return "lupa:%s:%s#%s"
                .formatted(media, options.getBaseUrl(), key(options).fingerprint());
    }

    private static ApiKey key(LupaConfiguration options) {
        return ApiKey.of("lupa", options.getApiKey());
    }
}
