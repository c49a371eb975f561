package io.camelupscale.http;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.core5.http.HttpHost;

/**
 * Keeps URLs that a service names from leading into the network this JVM stands in.
 *
 * <p>A URL passes if it is https and all addresses of its host are public; if it has the account's own origin; if its
 * addresses are in the same loopback or private network as the account's; or if the account allows the host by name. What
 * passes is handed out as addresses, so that the connection goes to one that was looked at, whatever the name says next.
 *
 * <p>With an HTTP proxy, names are looked up here and again by the proxy: the guard is then as good as the proxy's view.
 */
final class HostGuard {

    private final HttpAccount account;
    private final DnsResolver resolver;

    HostGuard(HttpAccount account, DnsResolver resolver) {
        this.account = account;
        this.resolver = resolver;
    }

    /**
     * Where to connect to, the first being the best.
     *
     * @throws ProviderException {@code REJECTED} if the URL leads where it must not, {@code UNAVAILABLE} if the host is unknown
     */
    List<HttpHost> targets(URI url) {
        if (url.getHost() == null) {
            throw refused(url, "it names no host");
        }
        if (account.owns(url) || account.allowedHosts().contains(Urls.host(url).toLowerCase(Locale.ROOT))) {
            return List.of(new HttpHost(url.getScheme(), Urls.host(url), url.getPort()));
        }
        if (url.getRawUserInfo() != null) {
            throw refused(url, "it holds a user's name or password");
        }
        InetAddress[] addresses = resolve(url);
        for (InetAddress address : addresses) {
            boolean near = isNear(address);
            if (!near && !Addresses.isPublic(address)) {
                throw refused(url, "its address is not public; allow the host by name if it is meant");
            }
            if (!near && !"https".equalsIgnoreCase(url.getScheme())) {
                throw refused(url, "it is not https");
            }
        }
        return Arrays.stream(addresses)
                .map(address -> new HttpHost(url.getScheme(), address, Urls.host(url), url.getPort()))
                .toList();
    }

    private boolean isNear(InetAddress address) {
        return !Addresses.isPublic(address)
                && Arrays.stream(resolve(account.baseUrl())).anyMatch(own -> Addresses.sameLocalNetwork(own, address));
    }

    private InetAddress[] resolve(URI url) {
        try {
            InetAddress[] addresses = resolver.resolve(Urls.host(url));
            if (addresses != null && addresses.length > 0) {
                return addresses;
            }
        } catch (UnknownHostException e) {
            throw new ProviderException(Kind.UNAVAILABLE, "Unknown host: " + url.getHost(), e);
        }
        throw new ProviderException(Kind.UNAVAILABLE, "Unknown host: " + url.getHost());
    }

    private static ProviderException refused(URI url, String why) {
        return new ProviderException(Kind.REJECTED, "Not opened: " + Urls.show(url) + ", since " + why);
    }
}
