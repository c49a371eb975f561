package io.camelupscale.localupscale.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where the services are, by the option {@code serviceUrl}. */
public final class ServiceUrls {

    private static final String DEFAULT_PREFIX = "/api/v1";

    private ServiceUrls() {}

    /**
     * Base URLs without a slash at the end.
     *
     * @param option {@code http(s)://host[:port][/path]}, separated by commas; a path takes the place of the default prefix
     * @throws IllegalArgumentException if one of them is none, or there is none; the message names the option and shows no secret
     */
    public static List<URI> parse(String option) {
        List<URI> urls = Arrays.stream(option.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(ServiceUrls::url)
                .distinct()
                .toList();
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("serviceUrl names no service");
        }
        return urls;
    }

    private static URI url(String text) {
        URI url;
        try {
            url = new URI(text.replaceFirst("/+$", ""));
        } catch (URISyntaxException e) {
            throw bad(); // the exception's message would show the whole text
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
        if (!plain || url.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
            throw bad();
        }
        return url.getRawPath().isEmpty() ? URI.create(url + DEFAULT_PREFIX) : url;
    }

    private static IllegalArgumentException bad() {
        return new IllegalArgumentException(
                "serviceUrl must be http(s)://host[:port][/path], or several of them with commas between, without user info"
                        + " and query");
    }
}
