package io.camelupscale.upscayl;

import io.camelupscale.ProviderComponent;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.UpscaleConfiguration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.PropertiesHelper;

/** The component {@code upscayl:image}. */
@Component("upscayl")
public class UpscaylComponent extends ProviderComponent {

    @Metadata(description = "The options that each endpoint starts from.")
    private UpscaylConfiguration configuration = new UpscaylConfiguration();

    @Override
    public UpscaylConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(UpscaylConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    protected ProviderEndpoint createEndpoint(String uri, String media, UpscaleConfiguration options) {
        return new UpscaylEndpoint(uri, this, media, (UpscaylConfiguration) options);
    }

    /** Camel leaves options with a prefix to the component. */
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Map<String, Object> http = PropertiesHelper.extractProperties(parameters, "http.");
        Map<String, Object> wire = PropertiesHelper.extractProperties(parameters, "wire.");
        UpscaylEndpoint endpoint = (UpscaylEndpoint) super.createEndpoint(uri, remaining, parameters);
        UpscaylConfiguration options = endpoint.getConfiguration();
        options.setHttpOptions(with(options.getHttpOptions(), http));
        options.setWire(with(options.getWire(), wire));
        return endpoint;
    }

    private static Map<String, Object> with(Map<String, Object> defaults, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(defaults);
        all.putAll(more);
        return all;
    }
}
