package io.camelupscale.topaz;

import io.camelupscale.UpscaleConfiguration;
import java.util.Map;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of Topaz Labs' API. */
@Configurer
@UriParams
public class TopazConfiguration extends UpscaleConfiguration {

    static final String BASE_URL = "https://api.topazlabs.com";

    @UriParam(
            label = "security",
            secret = true,
            description = "The API key. Sent to the host of baseUrl and nowhere else. Required.")
    private @Nullable String apiKey;

    @UriParam(
            label = "advanced",
            defaultValue = BASE_URL,
            description = "Where the API is. Endpoints with the same baseUrl and apiKey are one account.")
    private String baseUrl = BASE_URL;

    @UriParam(
            label = "advanced",
            description =
                    "Hosts that results may come from although they are in a private network or do not speak https,"
                            + " separated by commas. Results from public hosts over https need no mention. Belongs to the"
                            + " account: its first endpoint counts.")
    private @Nullable String allowedHosts;

    @UriParam(
            label = "advanced",
            prefix = "http.",
            multiValue = true,
            description =
                    "Options of the HTTP client, as camel-http's endpoint has them, such as http.responseTimeout or"
                            + " http.proxyHost. Belong to the account: its first endpoint counts.")
    private Map<String, Object> httpOptions = Map.of();

    public @Nullable String getApiKey() {
        return apiKey;
    }

    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public @Nullable String getAllowedHosts() {
        return allowedHosts;
    }

    public void setAllowedHosts(@Nullable String allowedHosts) {
        this.allowedHosts = allowedHosts;
    }

    public Map<String, Object> getHttpOptions() {
        return httpOptions;
    }

    public void setHttpOptions(Map<String, Object> httpOptions) {
        this.httpOptions = httpOptions;
    }

    @Override
    public TopazConfiguration copy() {
        return (TopazConfiguration) super.copy();
    }
}
