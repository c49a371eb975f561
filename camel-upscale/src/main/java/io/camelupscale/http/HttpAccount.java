package io.camelupscale.http;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where an account's service is, and what may be sent to it.
 *
 * @param baseUrl      {@code http(s)://host[:port][/path]}; paths of calls are appended to it
 * @param credential   sent with calls to the base URL's own origin (scheme, host and port) and nowhere else; null for none
 * @param allowedHosts names of hosts that results may come from although they are not public, or do not speak https
 * @param maxAnswer    bytes an answer's body may have; downloads have a limit of their own
 */
public record HttpAccount(URI baseUrl, @Nullable Credential credential, Set<String> allowedHosts, int maxAnswer) {

    /** The default limit of an answer's body: 1 MiB. */
    public static final int MAX_ANSWER = 1 << 20;

    public HttpAccount {
        if (!Urls.isHttp(baseUrl) || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("The base URL " + Urls.show(baseUrl) + " is no http or https URL");
        }
        if (baseUrl.getRawUserInfo() != null || baseUrl.getRawQuery() != null || baseUrl.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "The base URL " + Urls.show(baseUrl) + " must have no user info, query or fragment");
        }
        allowedHosts = allowedHosts.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    public HttpAccount(URI baseUrl, @Nullable Credential credential) {
        this(baseUrl, credential, Set.of(), MAX_ANSWER);
    }

    /**
     * An account as options describe it.
     *
     * @param allowedHosts separated by commas; null for none
     */
    public static HttpAccount of(String baseUrl, Credential credential, @Nullable String allowedHosts) {
        Set<String> hosts = allowedHosts == null ? Set.of() : Set.copyOf(Arrays.asList(allowedHosts.split(",")));
        return new HttpAccount(URI.create(baseUrl), credential, hosts, MAX_ANSWER);
    }

    /** Whether a URL has the base URL's scheme, host and port. */
    boolean owns(URI url) {
        return Urls.isHttp(url)
                && baseUrl.getScheme().equalsIgnoreCase(url.getScheme())
                && baseUrl.getHost().equalsIgnoreCase(Objects.requireNonNullElse(url.getHost(), ""))
                && Urls.port(baseUrl) == Urls.port(url);
    }

    URI resolve(String path, Map<String, String> query) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("The path of a call must start with a slash: " + path);
        }
        String base = baseUrl.toString();
        StringBuilder url =
                new StringBuilder(base.endsWith("/") ? base.substring(0, base.length() - 1) : base).append(path);
        char separator = path.indexOf('?') < 0 ? '?' : '&';
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            url.append(separator)
                    .append(Call.encode(parameter.getKey()))
                    .append('=')
                    .append(Call.encode(parameter.getValue()));
            separator = '&';
        }
        return URI.create(url.toString());
    }
}
