package io.camelupscale;

import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Upscale images and videos with the provider of your choice: every option of the provider's own component can be used.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = UpscaleComponent.SCHEME,
        title = "Upscale",
        syntax = "upscale:provider:media",
        category = {Category.AI, Category.FILE},
        headersClass = UpscaleConstants.class)
public class UpscaleEndpoint extends ScheduledPollEndpoint implements AsyncEndpoint, DelegateEndpoint {

    private final ProviderEndpoint delegate;

    @UriPath(description = "The component that does the job, such as localupscale.")
    @Metadata(required = true)
    private final String provider;

    @UriPath(defaultValue = "image", enums = "image,video", description = "What to upscale.")
    private final String media;

    @UriParam
    private final UpscaleConfiguration configuration;

    UpscaleEndpoint(String uri, UpscaleComponent component, String provider, String media, ProviderEndpoint delegate) {
        super(uri, component);
        this.provider = provider;
        this.media = media;
        this.delegate = delegate;
        this.configuration = delegate.getConfiguration();
    }

    @Override
    public Producer createProducer() throws Exception {
        return delegate.createProducer();
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        return delegate.createConsumer(processor);
    }

    @Override
    public PollingConsumer createPollingConsumer() throws Exception {
        return delegate.createPollingConsumer();
    }

    /** Camel sets this one itself, before the provider's component sees the other options. */
    @Override
    public void setBridgeErrorHandler(boolean bridgeErrorHandler) {
        super.setBridgeErrorHandler(bridgeErrorHandler);
        delegate.setBridgeErrorHandler(bridgeErrorHandler);
    }

    @Override
    public Endpoint getEndpoint() {
        return delegate;
    }

    public String getProvider() {
        return provider;
    }

    public String getMedia() {
        return media;
    }

    public UpscaleConfiguration getConfiguration() {
        return configuration;
    }
}
