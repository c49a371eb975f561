package io.camelupscale.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.camelupscale.spi.ProviderException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/** A service on loopback, and clients for it. */
final class Service implements AutoCloseable {

    static final Credential KEY = new Credential("X-API-Key", "top-secret-key");

    interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    record Seen(String method, URI uri, com.sun.net.httpserver.Headers headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<CloseableHttpClient> clients = new ArrayList<>();

    Service() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    Service on(String path, Handler handler) {
        server.createContext(path, exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            seen.add(new Seen(
                    exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body));
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return this;
    }

    Service answer(String path, int status, String body, String... headers) {
        return on(path, exchange -> send(exchange, status, body.getBytes(StandardCharsets.UTF_8), headers));
    }

    static void send(HttpExchange exchange, int status, byte[] body, String... headers) throws IOException {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    String url(String path) {
        return url() + path;
    }

    ServiceClient client() {
        return client(StatusRules.DEFAULT);
    }

    ServiceClient client(StatusRules rules) {
        return client(url(), rules, SystemDefaultDnsResolver.INSTANCE);
    }

    ServiceClient client(URI base, StatusRules rules, DnsResolver resolver) {
        return client(new HttpAccount(base, KEY, Set.of(), 10_000), rules, resolver);
    }

    ServiceClient client(HttpAccount account, StatusRules rules, DnsResolver resolver) {
        CloseableHttpClient http = httpClient(Timeout.ofMilliseconds(700));
        clients.add(http);
        return new ServiceClient(account, http, new ObjectMapper(), rules, resolver, InstantSource.system());
    }

    static CloseableHttpClient httpClient(Timeout responseTimeout) {
        return ClientSetup.apply(HttpClientBuilder.create())
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofSeconds(2))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(responseTimeout)
                        .build())
                .build();
    }

    static ProviderException failureOf(Runnable call) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(ProviderException.class, call::run);
    }

    @Override
    public void close() throws IOException {
        for (CloseableHttpClient client : clients) {
            client.close();
        }
        server.stop(0);
        threads.shutdownNow();
    }
}
