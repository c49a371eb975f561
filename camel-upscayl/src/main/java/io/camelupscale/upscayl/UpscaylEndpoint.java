package io.camelupscale.upscayl;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.AccountHttpClient;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.upscayl.image.ApiOptions;
import io.camelupscale.upscayl.image.ImageSettings;
import io.camelupscale.upscayl.image.UpscaylImageProvider;
import io.camelupscale.upscayl.image.Wire;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Message;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/** Upscale images with Upscayl Cloud. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "upscayl",
        title = "Upscayl Cloud",
        syntax = "upscayl:media",
        category = {Category.AI, Category.FILE},
        headersClass = UpscaylConstants.class)
public class UpscaylEndpoint extends ProviderEndpoint {

    @UriPath(enums = IMAGE, description = "What to upscale.")
    @Metadata(required = true)
    private final String media;

    @UriParam
    private final UpscaylConfiguration configuration;

    UpscaylEndpoint(String uri, UpscaylComponent component, String media, UpscaylConfiguration configuration) {
        super(uri, component);
        this.media = media;
        this.configuration = configuration;
    }

    @Override
    public String getMedia() {
        return media;
    }

    @Override
    public UpscaylConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    protected String provider() {
        return "upscayl";
    }

    @Override
    protected String account() {
        return UpscaylAccount.name(configuration);
    }

    @Override
    protected Map<String, String> settings() {
        return new ImageSettings(configuration.isEnhanceFace(), configuration.getCompression()).asText();
    }

    @Override
    protected Map<String, String> settings(Map<String, String> options, Message message) {
        ImageSettings settings = ImageSettings.of(options);
        return new ImageSettings(
                        message.getHeader(UpscaylConstants.ENHANCE_FACE, settings.enhanceFace(), Boolean.class),
                        message.getHeader(UpscaylConstants.COMPRESSION, settings.compression(), Integer.class))
                .asText();
    }

    /** What Upscayl documents. */
    @Override
    protected String defaultSubmitRate() {
        return "50/1h";
    }

    /** What Upscayl documents. */
    @Override
    protected String defaultPollRate() {
        return "100/1h";
    }

    @Override
    protected UpscaleProvider createProvider() {
        if (!IMAGE.equals(media)) {
            throw new IllegalArgumentException("upscayl upscales image only, not " + media);
        }
        ApiOptions options = new ApiOptions(
                Wire.of(configuration.getLinkFields(), configuration.getWire()),
                configuration.isWrapRequests(),
                configuration.getMultipartThreshold(),
                configuration.isAwaitCredits(),
                Duration.ofMillis(configuration.getRateLimitPause()),
                configuration.getBatchSize());
        HttpAccount account = UpscaylAccount.http(configuration);
        AccountHttpClient http =
                AccountHttpClient.open(getCamelContext(), account.baseUrl(), configuration.getHttpOptions());
        ServiceClient service =
                new ServiceClient(account, http.client(), new ObjectMapper(), UpscaylImageProvider.RULES);
        return new UpscaylImageProvider(service, options, http::close, InstantSource.system());
    }
}
