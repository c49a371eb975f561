package io.camelupscale;

import java.util.Map;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of providers that are services with a key, reached over HTTP. */
@Configurer
@UriParams
public class ServiceConfiguration extends UpscaleConfiguration {

    @UriParam(
            label = "security",
            secret = true,
            description = "The API key. Sent to the host of baseUrl and nowhere else. Required.")
    private @Nullable String apiKey;

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
    protected void takePrefixed(Map<String, Object> parameters) {
        super.takePrefixed(parameters);
        httpOptions = with(httpOptions, "http.", parameters);
    }
}
