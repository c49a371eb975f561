package io.camelupscale;

import io.camelupscale.http.ClientSetup;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of one account, built by camel-http: TLS, proxy, authentication, timeouts and pool are those of the
 * context's component {@code http} or {@code https} and of the options given here.
 */
public final class AccountHttpClient implements AutoCloseable {

    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);
    private static final Timeout LEASE_TIMEOUT = Timeout.ofSeconds(60);
    private static final Timeout RESPONSE_TIMEOUT = Timeout.ofSeconds(60);

    /** What the component has where nobody has set it. */
    private static final long CAMEL_DEFAULT = 180_000;

    private final HttpEndpoint endpoint;

    private AccountHttpClient(HttpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * A client for an account. Where neither the options nor the component say otherwise, a connection is waited for 10
     * seconds, one from the pool 60 seconds, and 60 seconds without a byte are the end of a call.
     *
     * @param options options of camel-http's endpoint, such as {@code responseTimeout} in milliseconds
     * @throws IllegalArgumentException if the options are wrong
     */
    public static AccountHttpClient open(CamelContext context, URI baseUrl, Map<String, Object> options) {
        try {
            return new AccountHttpClient(endpoint(context, baseUrl, options));
        } catch (Exception e) {
            throw new IllegalArgumentException("No HTTP client can be made with the options http.*: " + e, e);
        }
    }

    private static HttpEndpoint endpoint(CamelContext context, URI baseUrl, Map<String, Object> options)
            throws Exception {
        HttpComponent component = context.getComponent(baseUrl.getScheme(), HttpComponent.class);
        Map<String, Object> parameters = new HashMap<>();
        if (component.getConnectTimeout() == CAMEL_DEFAULT) {
            parameters.put("connectTimeout", CONNECT_TIMEOUT);
        }
        if (component.getConnectionRequestTimeout() == CAMEL_DEFAULT) {
            parameters.put("connectionRequestTimeout", LEASE_TIMEOUT);
        }
        if (component.getResponseTimeout() == 0) {
            parameters.put("responseTimeout", RESPONSE_TIMEOUT);
        }
        parameters.putAll(options);
        // not the context's: an endpoint of a route with the same options must not get what is set below
        String uri = baseUrl.getScheme() + "://" + baseUrl.getRawAuthority();
        HttpEndpoint endpoint = (HttpEndpoint) component.createEndpoint(uri, parameters);
        HttpClientConfigurer configured = endpoint.getHttpClientConfigurer();
        endpoint.setHttpClientConfigurer(builder -> {
            if (configured != null) {
                configured.configureHttpClient(builder);
            }
            ClientSetup.apply(builder);
        });
        ServiceHelper.startService(endpoint);
        return endpoint;
    }

    public HttpClient client() {
        return endpoint.getHttpClient();
    }

    @Override
    public void close() {
        ServiceHelper.stopAndShutdownService(endpoint);
    }
}
