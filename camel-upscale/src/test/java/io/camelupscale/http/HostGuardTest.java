package io.camelupscale.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostGuardTest {

    private static final DnsResolver NAMES = new SystemDefaultDnsResolver() {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return lookUp(host);
        }
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "[::]",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:10.0.0.1]",
                "[::ffff:a9fe:a9fe]",
                "[::127.0.0.1]",
                "[fc00::1]",
                "[fd12::1]",
                "[fe80::1]",
                "[fec0::1]",
                "[ff02::1]",
                "[64:ff9b::10.0.0.1]",
                "[64:ff9b:1::1]",
                "[2002:7f00:1::]",
                "[2001::1]",
                "[2001:db8::1]",
                "[100::1]",
                "2130706433"
            })
    void anAddressThatIsNotPublicIsRefused(String host) {
        refused("https://" + host + "/x", "not public");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "11.0.0.1",
                "[2606:4700::1]",
                "[2a00::1]",
                "[64:ff9b::1.1.1.1]",
                "[::ffff:1.1.1.1]"
            })
    void aPublicAddressPassesWithHttpsAlone(String host) {
        assertThat(publicAccount().targets(URI.create("https://" + host + "/x")))
                .hasSize(1);
        refused("http://" + host + "/x", "not https");
    }

    @Test
    void aNameMustHaveNothingButPublicAddresses() {
        refused("https://one-private.test/x", "not public");
        refused("https://metadata.test/x", "not public");
        assertThat(publicAccount().targets(URI.create("https://two-public.test:8443/x")))
                .extracting(HttpHost::toHostString)
                .containsExactly("two-public.test:8443", "two-public.test:8443");
    }

    @Test
    void theConnectionGoesToTheAddressThatWasLookedAt() {
        AtomicInteger lookups = new AtomicInteger();
        DnsResolver rebinding = new SystemDefaultDnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return addresses(lookups.getAndIncrement() == 0 ? "1.1.1.1" : "127.0.0.1");
            }
        };

        HttpHost target = new HostGuard(account("https://api.test"), rebinding)
                .targets(URI.create("https://cdn.test/x"))
                .get(0);

        assertThat(target.getAddress().getHostAddress()).isEqualTo("1.1.1.1");
        assertThat(target.getHostName()).isEqualTo("cdn.test");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8089, http://127.0.0.2:9000/x, true",
        "http://127.0.0.1:8089, http://[::1]:9000/x, true",
        "http://127.0.0.1:8089, http://10.0.0.1/x, false",
        "http://10.1.2.3, http://10.200.0.1/x, true",
        "http://private.test, http://10.200.0.1/x, true",
        "http://10.1.2.3, https://10.200.0.1/x, true",
        "http://10.1.2.3, http://192.168.0.1/x, false",
        "http://10.1.2.3, http://127.0.0.1/x, false",
        "http://10.1.2.3, http://169.254.169.254/x, false",
        "http://10.1.2.3, http://1.1.1.1/x, false",
        "http://10.1.2.3, https://1.1.1.1/x, true",
        "http://169.254.1.1, http://169.254.169.254/x, false",
        "http://[fd00::1], http://[fd00::2]/x, true",
        "http://public.test, http://public.test/x, true",
        "http://public.test, http://public.test:81/x, false",
    })
    void anAccountInALocalNetworkMayStayInIt(String base, String url, boolean passes) {
        HostGuard guard = new HostGuard(account(base), NAMES);
        if (passes) {
            assertThat(guard.targets(URI.create(url))).isNotEmpty();
        } else {
            assertThatThrownBy(() -> guard.targets(URI.create(url))).isInstanceOf(ProviderException.class);
        }
    }

    @Test
    void aHostThatTheAccountAllowsPasses() {
        HttpAccount account = new HttpAccount(
                URI.create("https://public.test"), null, Set.of("Metadata.test"), HttpAccount.MAX_ANSWER);

        assertThat(new HostGuard(account, NAMES).targets(URI.create("http://metadata.TEST:9000/x")))
                .hasSize(1);
    }

    @Test
    void oddHostsAndUserInfoAreRefusedAndAnUnknownHostIsUnavailable() {
        refused("https://127.1/x", "no host");
        refused("https://public.test@1.1.1.1/x", "user's name");
        assertThatThrownBy(() -> publicAccount().targets(URI.create("https://nowhere.test/x")))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    private static void refused(String url, String why) {
        assertThatThrownBy(() -> publicAccount().targets(URI.create(url)))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REJECTED))
                .hasMessageContaining(why);
    }

    private static HostGuard publicAccount() {
        return new HostGuard(account("https://public.test"), NAMES);
    }

    private static HttpAccount account(String base) {
        return new HttpAccount(URI.create(base), null);
    }

    private static InetAddress[] lookUp(String host) throws UnknownHostException {
        return switch (host) {
            case "public.test" -> addresses("1.1.1.1");
            case "two-public.test" -> addresses("1.1.1.1", "2606:4700::1");
            case "one-private.test" -> addresses("1.1.1.1", "10.0.0.1");
            case "private.test" -> addresses("10.0.0.7");
            case "metadata.test" -> addresses("169.254.169.254");
            case "nowhere.test" -> throw new UnknownHostException(host);
            default -> addresses(host);
        };
    }

    private static InetAddress[] addresses(String... texts) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[texts.length];
        Arrays.setAll(addresses, i -> {
            try {
                return InetAddress.getByName(texts[i]);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(texts[i], e);
            }
        });
        return addresses;
    }
}
