package io.camelupscale.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The secret that an account is known by at its service. */
public final class ApiKey {

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /**
     * The key of an option.
     *
     * @param provider whose option it is
     * @throws IllegalArgumentException if it is not set
     */
    public static ApiKey of(String provider, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(provider + " needs an apiKey");
        }
        return new ApiKey(text);
    }

    /** As it is sent. */
    public Credential in(String header) {
        return new Credential(header, text);
    }

    /** Tells keys apart, and nothing about them. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }
}
