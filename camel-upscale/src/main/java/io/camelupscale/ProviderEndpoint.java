package io.camelupscale;

import io.camelupscale.job.JobEngine;
import io.camelupscale.job.Rates;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleSpec;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Consumer;
import org.apache.camel.Message;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;

/** What the endpoints of all providers have in common. */
public abstract class ProviderEndpoint extends ScheduledPollEndpoint implements AsyncEndpoint {

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

    /**
     * What headers make of these options for one message.
     *
     * @param options as {@link #settings()}
     */
    protected Map<String, String> settings(Map<String, String> options, Message message) {
        return options;
    }

    /**
     * The scale that counts with these settings; 0 where they say how large the result shall be.
     *
     * @param wanted what the option or the header says
     */
    protected int scale(int wanted, Map<String, String> settings) {
        return wanted;
    }

    /** The option {@code submitRate} where it is not set; null for no limit. */
    protected @Nullable String defaultSubmitRate() {
        return null;
    }

    /** The option {@code pollRate} where it is not set; null for no limit. */
    protected @Nullable String defaultPollRate() {
        return null;
    }

    @Override
    public Producer createProducer() throws Exception {
        return new UpscaleProducer(this);
    }

    /** A consumer of jobs that were submitted with any endpoint of the same account. */
    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        UpscaleConsumer consumer = new UpscaleConsumer(this, processor);
        consumer.setMaxMessagesPerPoll(getConfiguration().getMaxMessagesPerPoll());
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public PollingConsumer createPollingConsumer() throws Exception {
        return new UpscalePollingConsumer(this);
    }

    /** A path for a new file in the work directory, for a provider that makes results itself. */
    protected final Path newWorkFile() {
        return engines().work().newFile(".work");
    }

    /** How this endpoint upscales, unless headers say otherwise. */
    UpscaleSpec spec() {
        UpscaleConfiguration options = getConfiguration();
        Map<String, String> settings = settings();
        return new UpscaleSpec(
                getMedia(),
                scale(options.getScale(), settings),
                options.getModel(),
                options.getOutputFormat(),
                settings);
    }

    /** Job keys as the option has them. */
    JobKeys jobKeys() {
        return new JobKeys(getCamelContext(), provider(), getConfiguration().getJobKey());
    }

    int maxRedeliveries() {
        int max = getConfiguration().getMaxRedeliveries();
        return max < 0 ? Integer.MAX_VALUE : max;
    }

    JobEngines engines() {
        return getCamelContext()
                .getComponent(UpscaleComponent.SCHEME, UpscaleComponent.class)
                .engines();
    }

    JobEngine engine() {
        UpscaleConfiguration options = getConfiguration();
        Rates rates = new Rates(
                RateParser.parse("submitRate", either(options.getSubmitRate(), defaultSubmitRate())),
                RateParser.parse("pollRate", either(options.getPollRate(), defaultPollRate())));
        return engines().engine(account(), rates, this::createProvider);
    }

    private static @Nullable String either(@Nullable String option, @Nullable String otherwise) {
        return option == null ? otherwise : option;
    }
}
