package io.camelupscale.http;

import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** What an HTTP client must be like to be used by {@link ServiceClient}. */
public final class ClientSetup {

    private ClientSetup() {}

    /**
     * No retries (the engine decides on those), no redirects (they are followed by hand, without credentials), and no
     * credentials of the client's own to a foreign origin.
     */
    public static HttpClientBuilder apply(HttpClientBuilder builder) {
        return builder.disableAutomaticRetries()
                .disableRedirectHandling()
                .addExecInterceptorAfter(ChainElement.PROTOCOL.name(), "upscale-credentials", new CredentialFilter());
    }
}
