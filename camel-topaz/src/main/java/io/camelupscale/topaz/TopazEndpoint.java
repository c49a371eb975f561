package io.camelupscale.topaz;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.AccountHttpClient;
import io.camelupscale.ProviderEndpoint;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.http.StatusRules;
import io.camelupscale.http.Webhook;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.topaz.image.ImageSettings;
import io.camelupscale.topaz.image.TopazImageProvider;
import io.camelupscale.topaz.video.TopazVideoProvider;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Category;
import org.apache.camel.Message;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/** Upscale images and videos with the APIs of Topaz Labs. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "topaz",
        title = "Topaz Labs",
        syntax = "topaz:media",
        category = {Category.AI, Category.FILE},
        headersClass = TopazConstants.class)
public class TopazEndpoint extends ProviderEndpoint {

    private static final String VIDEO = "video";

    @UriPath(enums = "image,video", description = "What to upscale.")
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
        return isVideo()
                ? VideoOptions.texts(configuration)
                : ImageSettings.of(configuration.getTask(), configuration.isDeleteRemote(), configuration.getSettings())
                        .with(
                                new ImageSettings.Size(configuration.getOutputWidth(), configuration.getOutputHeight()),
                                configuration.isCropToFill())
                        .asText();
    }

    @Override
    protected Map<String, String> settings(Map<String, String> options, Message message) {
        return isVideo() ? VideoOptions.texts(options, message) : ImageHeaders.override(options, message);
    }

    @Override
    protected int scale(int wanted, Map<String, String> settings) {
        return !isVideo() && ImageSettings.areSized(settings) ? 0 : wanted;
    }

    @Override
    protected UpscaleProvider createProvider() {
        if (!isVideo() && !IMAGE.equals(media)) {
            throw new IllegalArgumentException("topaz upscales image and video, not " + media);
        }
        Webhook webhook = configuration.getWebhookUrl() == null ? null : Webhook.of(configuration.getWebhookUrl());
        int estimateBatch = estimateBatch();
        HttpAccount account = TopazAccount.http(configuration);
        AccountHttpClient http =
                AccountHttpClient.open(getCamelContext(), account.baseUrl(), configuration.getHttpOptions());
        if (!isVideo()) {
            return new TopazImageProvider(
                    service(account, http, TopazImageProvider.RULES),
                    new TopazImageProvider.Options(webhook, estimateBatch),
                    http::close,
                    InstantSource.system());
        }
        ExecutorServiceManager threads = getCamelContext().getExecutorServiceManager();
        ExecutorService uploads =
                threads.newFixedThreadPool(this, "TopazUpload", Math.max(1, configuration.getParallelUploads()));
        Runnable close = () -> {
            threads.shutdownNow(uploads);
            http.close();
        };
        return new TopazVideoProvider(
                service(account, http, StatusRules.DEFAULT), uploads, webhook, close, InstantSource.system());
    }

    private int estimateBatch() {
        int batch = configuration.getEstimateBatchSize();
        if (batch < 1) {
            throw new IllegalArgumentException("estimateBatchSize=" + batch + " is less than 1");
        }
        return batch;
    }

    private boolean isVideo() {
        return VIDEO.equals(media);
    }

    private static ServiceClient service(HttpAccount account, AccountHttpClient http, StatusRules rules) {
        return new ServiceClient(account, http.client(), new ObjectMapper(), rules);
    }
}
