package io.camelupscale;

import io.camelupscale.job.JobEngine;
import io.camelupscale.job.Rates;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleSpec;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** What the endpoints of all providers have in common. */
public abstract class ProviderEndpoint extends DefaultEndpoint implements AsyncEndpoint {

    /** The media that every provider knows. */
    protected static final String IMAGE = "image";

    protected ProviderEndpoint(String uri, ProviderComponent component) {
        super(uri, component);
    }

    public abstract UpscaleConfiguration getConfiguration();

    /** What is upscaled: {@code image} or {@code video}. */
    public abstract String getMedia();

    /** The provider's name in headers and exceptions. */
    protected abstract String provider();

    /** Provider, base URL and credentials in one word that shows no secret. Endpoints of the same account share its quotas. */
    protected abstract String account();

    /** The provider of this endpoint's account. */
    protected abstract UpscaleProvider createProvider();

    /** The options that only this provider knows, as its {@link UpscaleSpec#settings()}. */
    protected abstract Map<String, String> settings();

    @Override
    public Producer createProducer() throws Exception {
        return new UpscaleProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        throw new UnsupportedOperationException("You cannot receive messages from this endpoint: " + getEndpointUri());
    }

    /** A path for a new file in the work directory, for a provider that makes results itself. */
    protected final Path newWorkFile() {
        return engines().work().newFile(".work");
    }

    /** How this endpoint upscales, unless headers say otherwise. */
    UpscaleSpec spec() {
        UpscaleConfiguration options = getConfiguration();
        return new UpscaleSpec(
                getMedia(), options.getScale(), options.getModel(), options.getOutputFormat(), settings());
    }

    /** Job keys as the option has them. */
    JobKeys jobKeys() {
        return new JobKeys(getCamelContext(), provider(), getConfiguration().getJobKey());
    }

    JobEngines engines() {
        return getCamelContext()
                .getComponent(UpscaleComponent.SCHEME, UpscaleComponent.class)
                .engines();
    }

    JobEngine engine() {
        UpscaleConfiguration options = getConfiguration();
        Rates rates = new Rates(
                RateParser.parse("submitRate", options.getSubmitRate()),
                RateParser.parse("pollRate", options.getPollRate()));
        return engines().engine(account(), rates, this::createProvider);
    }
}
