package io.camelupscale.topaz;

import io.camelupscale.ProviderComponent;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.UpscaleConfiguration;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

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
}
