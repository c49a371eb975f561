package io.camelupscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.camelupscale.http.Call;
import io.camelupscale.http.Download;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.http.StatusRules;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountHttpClientTest {

    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("me:hush".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        stopped.countDown();
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
        context.stop();
    }

    @Test
    void camelsAuthenticationIsUsedForTheAccountAndForNobodyElse() throws Exception {
        URI base = serve(200, "");
        URI storage = serve(200, "");
        Map<String, Object> options = Map.of(
                "authMethod",
                "Basic",
                "authUsername",
                "me",
                "authPassword",
                "hush",
                "authenticationPreemptive",
                "true");

        try (AccountHttpClient http = AccountHttpClient.open(context, base, options)) {
            ServiceClient client = client(base, http);
            client.call(Call.get("/"));
            client.download(Download.of(base + "/r", folder.resolve("1")));
            client.download(Download.of(storage + "/r", folder.resolve("2")).withCredentials());
        }

        assertThat(authorizations).containsExactly(BASIC, "none", "none");
    }

    @Test
    void nothingIsRepeatedByTheClientItself() throws Exception {
        URI base = serve(503, "0");

        try (AccountHttpClient http = AccountHttpClient.open(context, base, Map.of())) {
            assertThatThrownBy(() -> client(base, http).call(Call.get("/"))).isInstanceOf(ProviderException.class);
        }

        assertThat(authorizations).hasSize(1);
    }

    @Test
    void camelsTimeoutsAreThoseOfTheCalls() throws Exception {
        URI base = serve(0, "");

        try (AccountHttpClient http = AccountHttpClient.open(context, base, Map.of("responseTimeout", "200"))) {
            assertThatThrownBy(() -> client(base, http).call(Call.post("/", null)))
                    .isInstanceOfSatisfying(ProviderException.class, failure -> assertThat(failure.kind())
                            .isEqualTo(Kind.OUTCOME_UNKNOWN));
        }
    }

    @Test
    void aClosedClientSendsNothing() throws Exception {
        URI base = serve(200, "");
        AccountHttpClient http = AccountHttpClient.open(context, base, Map.of());
        ServiceClient client = client(base, http);

        http.close();

        assertThatThrownBy(() -> client.call(Call.post("/", null)))
                .isInstanceOfSatisfying(ProviderException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.UNAVAILABLE));
        assertThat(authorizations).isEmpty();
    }

    private static ServiceClient client(URI base, AccountHttpClient http) {
        return new ServiceClient(new HttpAccount(base, null), http.client(), new ObjectMapper(), StatusRules.DEFAULT);
    }

    /** A service that answers with this status, or never where it is 0. */
    private URI serve(int status, String retryAfter) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                String authorization = exchange.getRequestHeaders().getFirst("Authorization");
                authorizations.add(authorization == null ? "none" : authorization);
                if (status == 0) {
                    stopped.await();
                }
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
                exchange.sendResponseHeaders(status, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
