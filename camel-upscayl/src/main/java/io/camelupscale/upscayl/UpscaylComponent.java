package io.camelupscale.upscayl;

import io.camelupscale.ProviderComponent;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.UpscaleConfiguration;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

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
}
