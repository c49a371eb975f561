package io.camelupscale.lupa;

import io.camelupscale.ProviderComponent;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.UpscaleConfiguration;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

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
}
