package io.camelupscale.localupscale;

import io.camelupscale.ProviderComponent;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.UpscaleConfiguration;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

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
}
