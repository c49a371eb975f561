package io.camelupscale.localupscale;

import io.camelupscale.ProviderComponent;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.UpscaleConfiguration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.PropertiesHelper;

/** The component {@code localupscale:image}. */
@Component("localupscale")
public class LocalUpscaleComponent extends ProviderComponent {

    @Metadata(description = "The options that each endpoint starts from.")
    private LocalUpscaleConfiguration configuration = new LocalUpscaleConfiguration();

    @Override
    public LocalUpscaleConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(LocalUpscaleConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    protected ProviderEndpoint createEndpoint(String uri, String media, UpscaleConfiguration options) {
        return new LocalUpscaleEndpoint(uri, this, media, (LocalUpscaleConfiguration) options);
    }

    /** Camel leaves options with a prefix to the component. */
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Map<String, Object> http = PropertiesHelper.extractProperties(parameters, "http.");
        LocalUpscaleEndpoint endpoint = (LocalUpscaleEndpoint) super.createEndpoint(uri, remaining, parameters);
        LocalUpscaleConfiguration options = endpoint.getConfiguration();
        Map<String, Object> all = new HashMap<>(options.getHttpOptions());
        all.putAll(http);
        options.setHttpOptions(all);
        return endpoint;
    }
}
