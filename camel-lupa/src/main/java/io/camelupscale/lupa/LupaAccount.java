package io.camelupscale.lupa;

import io.camelupscale.http.Credential;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.lupa.image.Wire;
import io.camelupscale.lupa.image.WireName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/** Who we are at Lupa, by the options of one endpoint. */
final class LupaAccount {

    private LupaAccount() {}

    /** What calls go to. */
    static HttpAccount http(LupaConfiguration options, Wire wire) {
        Set<String> hosts = options.getAllowedHosts() == null
                ? Set.of()
                : Arrays.stream(options.getAllowedHosts().split(",")).collect(Collectors.toSet());
        return new HttpAccount(
                URI.create(options.getBaseUrl()),
                new Credential(wire.get(WireName.KEY_HEADER), key(options)),
                hosts,
                HttpAccount.MAX_ANSWER);
    }

    static String name(String media, LupaConfiguration options) {
        return "lupa:%s:%s#%s".formatted(media, options.getBaseUrl(), fingerprint(key(options)));
    }

    private static String key(LupaConfiguration options) {
        String key = options.getApiKey();
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException("lupa needs an apiKey");
        }
        return key;
    }

    /** Tells keys apart, and nothing about them. */
    private static String fingerprint(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }
}
