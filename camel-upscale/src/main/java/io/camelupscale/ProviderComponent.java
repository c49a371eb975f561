package io.camelupscale;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** What the components of all providers have in common: {@code SCHEME:MEDIA?options}. */
public abstract class ProviderComponent extends DefaultComponent {

    /** The component's options, which each of its endpoints starts from. */
    public abstract UpscaleConfiguration getConfiguration();

    /** A new endpoint; its options are set on the configuration afterwards. */
    protected abstract ProviderEndpoint createEndpoint(String uri, String media, UpscaleConfiguration configuration);

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        UpscaleConfiguration options = getConfiguration().copy();
        options.takePrefixed(parameters);
        return createEndpoint(uri, remaining, options);
    }
}
