package io.camelupscale.http;

/**
 * The header that proves who is calling.
 *
 * @param header the header's name, such as {@code X-API-Key}
 * @param value  the whole value; it appears in no message and not in {@link #toString()}
 */
public record Credential(String header, String value) {

    /** {@code Authorization: Bearer TOKEN}. */
    public static Credential bearer(String token) {
        return new Credential("Authorization", "Bearer " + token);
    }

    /** The text without the secret, should a service repeat it. */
    String hide(String text) {
        String bare = value.substring(value.lastIndexOf(' ') + 1);
        return bare.length() < 4 ? text : text.replace(bare, "***");
    }

    @Override
    public String toString() {
        return header + ": ***";
    }
}
