package io.camelupscale.benchmarks.waiting;

import io.camelupscale.AccountHttpClient;
import io.camelupscale.ProviderComponent;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.UpscaleConfiguration;
import io.camelupscale.spi.UpscaleProvider;
import java.net.URI;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;

/** The scheme {@code stub:}. */
final class StubComponent extends ProviderComponent {

    private final UpscaleConfiguration configuration = new UpscaleConfiguration();
    private final URI baseUrl;

    StubComponent(URI baseUrl) {
        this.baseUrl = baseUrl;
    }

    static StubProvider provider(CamelContext context, URI baseUrl) {
        try {
            return new StubProvider(baseUrl, AccountHttpClient.open(context, baseUrl, Map.of()));
        } catch (Exception e) {
            throw new RuntimeCamelException(e);
        }
    }

    @Override
    public UpscaleConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    protected ProviderEndpoint createEndpoint(String uri, String media, UpscaleConfiguration options) {
        return new StubEndpoint(uri, media, options);
    }

    private final class StubEndpoint extends ProviderEndpoint {

        private final String media;
        private final UpscaleConfiguration options;

        StubEndpoint(String uri, String media, UpscaleConfiguration options) {
            super(uri, StubComponent.this);
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
            return "stub";
        }

        @Override
        protected String account() {
            return "stub " + baseUrl;
        }

        @Override
        protected UpscaleProvider createProvider() {
            return StubComponent.provider(getCamelContext(), baseUrl);
        }

        @Override
        protected Map<String, String> settings() {
            return Map.of();
        }
    }
}
