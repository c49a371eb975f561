package io.camelupscale.http;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** URLs that come from a service, and how they are shown to people. */
final class Urls {

    private static final Pattern QUERY =
            Pattern.compile("((?:https?:)?//[^\\s\"'<>?]*)\\?[^\\s\"'<>]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern USER_INFO = Pattern.compile("(https?://)[^\\s\"'<>/@]*@", Pattern.CASE_INSENSITIVE);

    private Urls() {}

    /**
     * A URL as a service wrote it: relative ones are taken from {@code base}, characters that no URL may hold are encoded,
     * all others stay as they are, since a signature may depend on them.
     */
    static URI parse(URI base, String url) {
        try {
            URI folder = base.getRawPath().isEmpty() ? URI.create(base + "/") : base;
            URI parsed = folder.resolve(new URI(encodeIllegal(url.strip())));
            if (isHttp(parsed) && parsed.getHost() != null) {
                return parsed;
            }
        } catch (URISyntaxException e) {
            // its message would show the whole URL
        }
        throw new ProviderException(Kind.REJECTED, "Not an http or https URL: " + cut(url));
    }

    /** Scheme, host, port and path alone: queries and user info may be secret. */
    static String show(URI url) {
        String host = url.getHost() == null ? "" : url.getHost();
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + host + port + (url.getRawPath() == null ? "" : url.getRawPath());
    }

    /** The text with the queries and user info of all URLs cut out. */
    static String hideSecrets(String text) {
        return QUERY.matcher(USER_INFO.matcher(text).replaceAll("$1")).replaceAll("$1");
    }

    /** What can be shown of a URL that was not parsed yet. */
    static String cut(String url) {
        return url.indexOf('@') >= 0 ? "(not shown)" : ErrorText.clean(url.split("[?#]", 2)[0]);
    }

    static boolean isHttp(URI url) {
        return "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
    }

    static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }

    /** The host's name, or its address without the brackets of IPv6. */
    static String host(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String encodeIllegal(String url) {
        StringBuilder encoded = new StringBuilder(url.length());
        for (byte b : url.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c <= ' ' || c >= 0x7f || "\"<>\\^`{|}".indexOf(c) >= 0) {
                encoded.append('%').append("%02X".formatted((int) c));
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }
}
