package io.camelupscale.localupscale;

import io.camelupscale.ProviderEndpoint;
import io.camelupscale.localupscale.engine.EngineOptions;
import io.camelupscale.localupscale.engine.ImageUpscaler;
import io.camelupscale.spi.UpscaleProvider;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Category;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/** Upscale images inside the JVM with a neural network: no server, no key, no cost. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "localupscale",
        title = "Local Upscale",
        syntax = "localupscale:media",
        remote = false,
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

    @Override
    protected String account() {
        EngineOptions engine = engineOptions();
        return "localupscale:jvm?engine=%s&device=%s&threads=%d"
                .formatted(engine.engine(), engine.device(), engine.threads());
    }

    @Override
    protected Map<String, String> settings() {
        return LocalSettings.of(configuration);
    }

    @Override
    protected UpscaleProvider createProvider() {
        EngineOptions engine = engineOptions();
        int pictures = LocalUpscaleProvider.parallelPictures(engine.threads());
        ExecutorService threads =
                getCamelContext().getExecutorServiceManager().newFixedThreadPool(this, "UpscalePicture", pictures);
        return new LocalUpscaleProvider(new ImageUpscaler(engine), threads, this::newWorkFile);
    }

    private EngineOptions engineOptions() {
        return new EngineOptions(configuration.getEngine(), configuration.getDevice(), configuration.getThreads());
    }
}
