package io.camelupscale.lupa;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.AccountHttpClient;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.UpscaleOperation;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.lupa.image.LupaImageProvider;
import io.camelupscale.lupa.image.LupaOptions;
import io.camelupscale.lupa.image.LupaSettings;
import io.camelupscale.lupa.image.Sources;
import io.camelupscale.lupa.image.Wire;
import io.camelupscale.lupa.publish.SourcePublisher;
import io.camelupscale.spi.UpscaleProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Message;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/** Upscale images with the API of Lupa Upscaler. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "lupa",
        title = "Lupa Upscaler",
        syntax = "lupa:media",
        category = {Category.AI, Category.FILE},
        headersClass = LupaConstants.class)
public class LupaEndpoint extends ProviderEndpoint {

    private static final int WITHDRAWALS = 4;

    private final Publishers publishers;

    @UriPath(enums = IMAGE, description = "What to upscale.")
    @Metadata(required = true)
    private final String media;

    @UriParam
    private final LupaConfiguration configuration;

    LupaEndpoint(
            String uri, LupaComponent component, Publishers publishers, String media, LupaConfiguration configuration) {
        super(uri, component);
        this.publishers = publishers;
        this.media = media;
        this.configuration = configuration;
    }

    @Override
    public String getMedia() {
        return media;
    }

    @Override
    public LupaConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public Producer createProducer() throws Exception {
        boolean published = addPublisher();
        boolean makesJobs = configuration.getOperation() == UpscaleOperation.UPSCALE
                || configuration.getOperation() == UpscaleOperation.SUBMIT;
        if (makesJobs && !published && !configuration.isAllowSourceUrl()) {
            throw new IllegalArgumentException(
                    "lupa fetches pictures from URLs: publishTo, publicFolder or sourcePublisher must say how a file gets"
                            + " one, or allowSourceUrl=true that messages bring one");
        }
        return super.createProducer();
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        addPublisher();
        return super.createConsumer(processor);
    }

    @Override
    public PollingConsumer createPollingConsumer() throws Exception {
        addPublisher();
        return super.createPollingConsumer();
    }

    /** Whether these options describe one. */
    private boolean addPublisher() {
        SourcePublisher own = Publishers.described(getCamelContext(), configuration);
        if (own != null) {
            publishers.add(account(), own);
        }
        return own != null;
    }

    @Override
    protected String provider() {
        return "lupa";
    }

    @Override
    protected String account() {
        return LupaAccount.name(media, configuration);
    }

    @Override
    protected Map<String, String> settings() {
        return LupaSettings.of(
                        configuration.getMode(),
                        configuration.getCreativity(),
                        configuration.isExactSize(),
                        configuration.getSettings())
                .asText();
    }

    @Override
    protected Map<String, String> settings(Map<String, String> options, Message message) {
        String mode = message.getHeader(LupaConstants.MODE, String.class);
        String creativity = message.getHeader(LupaConstants.CREATIVITY, String.class);
        if (mode == null && creativity == null) {
            return options;
        }
        Map<String, String> settings = new HashMap<>(options);
        if (mode != null) {
            settings.put(LupaSettings.MODE, mode.strip().toLowerCase(Locale.ROOT));
        }
        if (creativity != null) {
            settings.put(LupaSettings.CREATIVITY, creativity);
        }
        return settings;
    }

    @Override
    protected UpscaleProvider createProvider() {
        if (!IMAGE.equals(media)) {
            throw new IllegalArgumentException("lupa upscales image only, not " + media);
        }
        String name = account();
        Wire wire = new Wire(configuration.getWire());
        HttpAccount account = LupaAccount.http(configuration, wire);
        AccountHttpClient http =
                AccountHttpClient.open(getCamelContext(), account.baseUrl(), configuration.getHttpOptions());
        ServiceClient service = new ServiceClient(account, http.client(), new ObjectMapper(), LupaImageProvider.RULES);
        ExecutorServiceManager executors = getCamelContext().getExecutorServiceManager();
        ExecutorService withdrawals = executors.newThreadPool(this, "LupaWithdrawal", 1, WITHDRAWALS);
        return new LupaImageProvider(
                service,
                new LupaOptions(name, wire, Duration.ofMillis(configuration.getNotFoundGrace())),
                new Sources(() -> publishers.of(name), withdrawals),
                () -> {
                    executors.shutdownGraceful(withdrawals);
                    http.close();
                },
                InstantSource.system());
    }
}
