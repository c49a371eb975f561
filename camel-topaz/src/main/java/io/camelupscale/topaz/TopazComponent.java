package io.camelupscale.topaz;

import io.camelupscale.ProviderComponent;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.UpscaleConfiguration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.PropertiesHelper;

/** The component {@code topaz:image} and {@code topaz:video}. */
@Component("topaz")
public class TopazComponent extends ProviderComponent {

    @Metadata(description = "The options that each endpoint starts from.")
    private TopazConfiguration configuration = new TopazConfiguration();

    @Override
    public TopazConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(TopazConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    protected ProviderEndpoint createEndpoint(String uri, String media, UpscaleConfiguration options) {
        return new TopazEndpoint(uri, this, media, (TopazConfiguration) options);
    }

    /** Camel leaves options with a prefix to the component. */
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Map<String, Object> http = PropertiesHelper.extractProperties(parameters, "http.");
        Map<String, Object> settings = PropertiesHelper.extractProperties(parameters, "setting.");
        Map<String, Object> filters = PropertiesHelper.extractProperties(parameters, "filter.");
        Map<String, Object> source = PropertiesHelper.extractProperties(parameters, "externalSource.");
        Map<String, Object> destination = PropertiesHelper.extractProperties(parameters, "externalDestination.");
        TopazEndpoint endpoint = (TopazEndpoint) super.createEndpoint(uri, remaining, parameters);
        TopazConfiguration options = endpoint.getConfiguration();
        options.setHttpOptions(with(options.getHttpOptions(), http));
        options.setSettings(with(options.getSettings(), settings));
        options.setFilters(with(options.getFilters(), filters));
        options.setExternalSource(with(options.getExternalSource(), source));
        options.setExternalDestination(with(options.getExternalDestination(), destination));
        return endpoint;
    }

    private static Map<String, Object> with(Map<String, Object> defaults, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(defaults);
        all.putAll(more);
        return all;
    }
}
