package io.camelupscale.examples.upscaleservice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a browser can be made to do by pages of others leads to nothing. */
class GuardTest {

    @RegisterExtension
    static final ServiceExtension LOOPBACK = new ServiceExtension();

    @RegisterExtension
    static final ServiceExtension NETWORK =
            new ServiceExtension("host", "0.0.0.0", "hosts", "gpu-box", "token", "secret");

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:8089, 200",
        "127.0.0.1:1, 200",
        "[::1]:8089, 200",
        "rebound.example, 403",
        "rebound.example:8089, 403",
        "127.0.0.1.rebound.example, 403",
        "localhost.rebound.example, 403"
    })
    void onLoopbackOnlyItsOwnNamesAreAnswered(String host, int status) throws Exception {
        assertThat(asked(LOOPBACK, host, "Accept: */*")).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: http://localhost:8089, 200",
        "Origin: http://localhost, 403",
        "Origin: http://localhost:1, 403",
        "Origin: http://elsewhere.example, 403",
        "Origin: null, 403",
        "Sec-Fetch-Site: same-origin, 200",
        "Sec-Fetch-Site: none, 200",
        "Sec-Fetch-Site: same-site, 403",
        "Sec-Fetch-Site: cross-site, 403"
    })
    void pagesOfOtherSitesAreRefused(String header, int status) throws Exception {
        assertThat(asked(LOOPBACK, "localhost:8089", header)).isEqualTo(status);
    }

    @Test
    void aLinkOfAnotherSiteShowsThePage() throws Exception {
        try (RawConnection connection = new RawConnection(LOOPBACK.port())) {
            assertThat(connection.request("GET /", "Sec-Fetch-Site: cross-site").status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"gpu-box:8089, secret, 200", "gpu-box, wrong, 401", "other, secret, 403"})
    void elsewhereTheNamesAreThoseThatWereSaid(String host, String token, int status) throws Exception {
        assertThat(asked(NETWORK, host, "Authorization: bearer " + token)).isEqualTo(status);
    }

    private static int asked(ServiceExtension service, String host, String header) throws Exception {
        try (RawConnection connection = new RawConnection(service.port())) {
            connection.send("GET /api/v1/health HTTP/1.1\r\nHost: " + host + "\r\n" + header + "\r\n\r\n");
            return connection.status();
        }
    }
}
