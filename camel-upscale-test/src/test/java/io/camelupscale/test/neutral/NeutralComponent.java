package io.camelupscale.test.neutral;

import io.camelupscale.ProviderComponent;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.UpscaleConfiguration;
import io.camelupscale.spi.UpscaleProvider;
import java.net.URI;
import java.util.Map;
import org.apache.camel.Endpoint;

/** The scheme {@code neutral:}, for routes of this module's tests. */
public final class NeutralComponent extends ProviderComponent {

    private final UpscaleConfiguration configuration = new UpscaleConfiguration();
    private final URI baseUrl;
    private final String apiKey;
    private final NeutralProvider.Identity identity;

    public NeutralComponent(URI baseUrl, String apiKey) {
        this(baseUrl, apiKey, NeutralProvider.Identity.NONE);
    }

    public NeutralComponent(URI baseUrl, String apiKey, NeutralProvider.Identity identity) {
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
        this.identity = identity;
    }

    @Override
    public UpscaleConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    protected ProviderEndpoint createEndpoint(String uri, String media, UpscaleConfiguration options) {
        return new NeutralEndpoint(uri, media, options);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        NeutralEndpoint endpoint = (NeutralEndpoint) super.createEndpoint(uri, remaining, parameters);
        setProperties(endpoint.getConfiguration(), parameters);
        return endpoint;
    }

    private final class NeutralEndpoint extends ProviderEndpoint {

        private final String media;
        private final UpscaleConfiguration options;

        NeutralEndpoint(String uri, String media, UpscaleConfiguration options) {
            super(uri, NeutralComponent.this);
            this.media = media;
            this.options = options;
        }

        @Override
        public UpscaleConfiguration getConfiguration() {
            return options;
        }

        @Override
        public String getMedia() {
            return media;
        }

        @Override
        protected String provider() {
            return "neutral";
        }

        @Override
        protected String account() {
            return "neutral " + baseUrl;
        }

        @Override
        protected UpscaleProvider createProvider() {
            return new NeutralProvider(baseUrl, apiKey, identity);
        }

        @Override
        protected Map<String, String> settings() {
            return Map.of();
        }
    }
}
