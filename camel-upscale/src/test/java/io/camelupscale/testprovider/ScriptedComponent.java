package io.camelupscale.testprovider;

import io.camelupscale.ProviderComponent;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.UpscaleConfiguration;
import io.camelupscale.spi.UpscaleProvider;
import java.util.Map;
import org.apache.camel.Endpoint;

/** A provider module as small as one can be: {@code scripted:image}. */
public final class ScriptedComponent extends ProviderComponent {

    private final UpscaleConfiguration configuration = new UpscaleConfiguration();
    private final ScriptedProvider provider;

    public ScriptedComponent(ScriptedProvider provider) {
        this.provider = provider;
    }

    @Override
    public UpscaleConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    protected ProviderEndpoint createEndpoint(String uri, String media, UpscaleConfiguration options) {
        return new ScriptedEndpoint(uri, media, options);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ScriptedEndpoint endpoint = (ScriptedEndpoint) super.createEndpoint(uri, remaining, parameters);
        setProperties(endpoint.getConfiguration(), parameters);
        return endpoint;
    }

    private final class ScriptedEndpoint extends ProviderEndpoint {

        private final String media;
        private final UpscaleConfiguration options;

        ScriptedEndpoint(String uri, String media, UpscaleConfiguration options) {
            super(uri, ScriptedComponent.this);
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
            return "scripted";
        }

        @Override
        protected String account() {
            return getEndpointUri().replaceFirst(":.*", "");
        }

        @Override
        protected UpscaleProvider createProvider() {
            return provider;
        }

        @Override
        protected Map<String, String> settings() {
            return Map.of();
        }
    }
}
