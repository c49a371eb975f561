package io.camelupscale.localupscale;

import io.camelupscale.ProviderEndpoint;
import io.camelupscale.localupscale.engine.EngineOptions;
import io.camelupscale.localupscale.engine.ImageUpscaler;
import io.camelupscale.spi.UpscaleProvider;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/** Upscale images with a neural network, inside the JVM or by a service on a machine of one's own: no key, no cost. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "localupscale",
        title = "Local Upscale",
        syntax = "localupscale:media",
        category = {Category.AI, Category.FILE},
        headersClass = LocalUpscaleConstants.class)
public class LocalUpscaleEndpoint extends ProviderEndpoint {

    @UriPath(enums = IMAGE, description = "What to upscale.")
    @Metadata(required = true)
    private final String media;

    @UriParam
    private final LocalUpscaleConfiguration configuration;

    LocalUpscaleEndpoint(
            String uri, LocalUpscaleComponent component, String media, LocalUpscaleConfiguration configuration) {
        super(uri, component);
        this.media = media;
        this.configuration = configuration;
    }

    @Override
    public String getMedia() {
        return media;
    }

    @Override
    public LocalUpscaleConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    protected String provider() {
        return "localupscale";
    }

    /** The component as a whole counts as remote in Camel's catalogue, since it can be; this endpoint is if it has a service. */
    @Override
    public boolean isRemote() {
        return configuration.getServiceUrl() != null;
    }

    @Override
    protected String account() {
        if (isRemote()) {
            return RemoteServices.account(configuration);
        }
        EngineOptions engine = engineOptions();
        return "localupscale:jvm?device=%s&threads=%d".formatted(engine.device(), engine.threads());
    }

    @Override
    protected Map<String, String> settings() {
        return isRemote() ? RemoteServices.settings(configuration) : LocalSettings.of(configuration);
    }

    @Override
    public Producer createProducer() throws Exception {
        if (isRemote()) {
            RemoteServices.check(configuration);
        } else if (configuration.getToken() != null
                || !configuration.getHttpOptions().isEmpty()) {
            throw new IllegalArgumentException("token and http.* are of use only with serviceUrl, which is not set");
        }
        return super.createProducer();
    }

    @Override
    protected UpscaleProvider createProvider() {
        if (isRemote()) {
            return RemoteServices.provider(getCamelContext(), configuration);
        }
        EngineOptions engine = engineOptions();
        int pictures = LocalUpscaleProvider.parallelPictures(engine.threads());
        ExecutorService threads =
                getCamelContext().getExecutorServiceManager().newFixedThreadPool(this, "UpscalePicture", pictures);
        return new LocalUpscaleProvider(new ImageUpscaler(engine), threads, this::newWorkFile);
    }

    private EngineOptions engineOptions() {
        return new EngineOptions(configuration.getDevice(), configuration.getThreads());
    }
}
