package io.camelupscale.http;

import static io.camelupscale.http.Service.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.camelupscale.AccountHttpClient;
import io.camelupscale.spi.ProviderException.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    @TempDir
    Path folder;

    @Test
    void theCertificateMustNameTheHostAndNotTheAddressThatWasCheckedForIt() throws Exception {
        SSLContextParameters tls = tls("storage.test");
        InMemoryDnsResolver names = new InMemoryDnsResolver();
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        names.add("127.0.0.1", loopback);
        names.add("storage.test", loopback);
        names.add("other.test", loopback);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(loopback, 0), 0);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            server.setHttpsConfigurator(new HttpsConfigurator(tls.createSSLContext(context)));
            server.createContext("/", exchange -> {
                try (exchange) {
                    Service.send(exchange, 200, new byte[] {1, 2, 3});
                }
            });
            server.start();
            context.getRegistry().bind("tls", tls);
            context.start();
            int port = server.getAddress().getPort();
            URI base = URI.create("https://127.0.0.1:" + port);
            try (AccountHttpClient http =
                    AccountHttpClient.open(context, base, Map.of("sslContextParameters", "#tls"))) {
                ServiceClient client = new ServiceClient(
                        new HttpAccount(base, null),
                        http.client(),
                        new ObjectMapper(),
                        StatusRules.DEFAULT,
                        names,
                        InstantSource.system());

                client.download(Download.of("https://storage.test:" + port + "/r", folder.resolve("result")));

                assertThat(folder.resolve("result")).hasBinaryContent(new byte[] {1, 2, 3});
                assertThat(failureOf(() -> client.download(
                                        Download.of("https://other.test:" + port + "/r", folder.resolve("other"))))
                                .kind())
                        .isEqualTo(Kind.UNAVAILABLE);
            }
        } finally {
            server.stop(0);
        }
    }

    /** A certificate for one host, signed by itself and trusted. */
    private SSLContextParameters tls(String host) throws Exception {
        String store = folder.resolve("store.p12").toString();
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-storepass",
                        "password",
                        "-keystore",
                        store)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStoreParameters keys = new KeyStoreParameters();
        keys.setResource("file:" + store);
        keys.setPassword("password");
        KeyManagersParameters own = new KeyManagersParameters();
        own.setKeyStore(keys);
        own.setKeyPassword("password");
        TrustManagersParameters trusted = new TrustManagersParameters();
        trusted.setKeyStore(keys);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setKeyManagers(own);
        tls.setTrustManagers(trusted);
        return tls;
    }
}
