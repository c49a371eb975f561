package io.camelupscale.topaz;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.AccountHttpClient;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.http.Webhook;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.topaz.image.ImageSettings;
import io.camelupscale.topaz.image.TopazImageProvider;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Message;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/** Upscale images with the API of Topaz Labs. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "topaz",
        title = "Topaz Labs",
        syntax = "topaz:media",
        category = {Category.AI, Category.FILE},
        headersClass = TopazConstants.class)
public class TopazEndpoint extends ProviderEndpoint {

    @UriPath(enums = IMAGE, description = "What to upscale.")
    @Metadata(required = true)
    private final String media;

    @UriParam
    private final TopazConfiguration configuration;

    TopazEndpoint(String uri, TopazComponent component, String media, TopazConfiguration configuration) {
        super(uri, component);
        this.media = media;
        this.configuration = configuration;
    }

    @Override
    public String getMedia() {
        return media;
    }

    @Override
    public TopazConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    protected String provider() {
        return "topaz";
    }

    @Override
    protected String account() {
        return TopazAccount.name(media, configuration);
    }

    @Override
    protected Map<String, String> settings() {
        return ImageSettings.of(configuration.getTask(), configuration.isDeleteRemote(), configuration.getSettings())
                .with(
                        new ImageSettings.Size(configuration.getOutputWidth(), configuration.getOutputHeight()),
                        configuration.isCropToFill())
                .asText();
    }

    @Override
    protected Map<String, String> settings(Map<String, String> options, Message message) {
        return ImageHeaders.override(options, message);
    }

    @Override
    protected int scale(int wanted, Map<String, String> settings) {
        return ImageSettings.areSized(settings) ? 0 : wanted;
    }

    @Override
    protected UpscaleProvider createProvider() {
        if (!IMAGE.equals(media)) {
            throw new IllegalArgumentException("topaz upscales image only, not " + media);
        }
        TopazImageProvider.Options options = imageOptions();
        HttpAccount account = TopazAccount.http(configuration);
        AccountHttpClient http = http(account.baseUrl());
        ServiceClient service = new ServiceClient(account, http.client(), new ObjectMapper(), TopazImageProvider.RULES);
        return new TopazImageProvider(service, options, http::close, InstantSource.system());
    }

    private TopazImageProvider.Options imageOptions() {
        int batch = configuration.getEstimateBatchSize();
        if (batch < 1) {
            throw new IllegalArgumentException("estimateBatchSize=" + batch + " is less than 1");
        }
        String webhook = configuration.getWebhookUrl();
        return new TopazImageProvider.Options(webhook == null ? null : Webhook.of(webhook), batch);
    }

    private AccountHttpClient http(URI baseUrl) {
        try {
            return AccountHttpClient.open(getCamelContext(), baseUrl, configuration.getHttpOptions());
        } catch (Exception e) {
            throw new IllegalArgumentException("No HTTP client can be made with the options http.*: " + e, e);
        }
    }
}
