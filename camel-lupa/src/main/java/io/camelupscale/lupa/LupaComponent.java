package io.camelupscale.lupa;

import io.camelupscale.ProviderComponent;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.UpscaleConfiguration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.PropertiesHelper;

/** The component {@code lupa:image}. */
@Component("lupa")
public class LupaComponent extends ProviderComponent {

    private final Publishers publishers = new Publishers();

    @Metadata(description = "The options that each endpoint starts from.")
    private LupaConfiguration configuration = new LupaConfiguration();

    @Override
    public LupaConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(LupaConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    protected ProviderEndpoint createEndpoint(String uri, String media, UpscaleConfiguration options) {
        return new LupaEndpoint(uri, this, publishers, media, (LupaConfiguration) options);
    }

    /** Camel leaves options with a prefix to the component. */
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Map<String, Object> http = PropertiesHelper.extractProperties(parameters, "http.");
        Map<String, Object> settings = PropertiesHelper.extractProperties(parameters, "setting.");
        Map<String, Object> wire = PropertiesHelper.extractProperties(parameters, "wire.");
        LupaEndpoint endpoint = (LupaEndpoint) super.createEndpoint(uri, remaining, parameters);
        LupaConfiguration options = endpoint.getConfiguration();
        options.setHttpOptions(with(options.getHttpOptions(), http));
        options.setSettings(with(options.getSettings(), settings));
        options.setWire(with(options.getWire(), wire));
        return endpoint;
    }

    private static Map<String, Object> with(Map<String, Object> defaults, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(defaults);
        all.putAll(more);
        return all;
    }
}
