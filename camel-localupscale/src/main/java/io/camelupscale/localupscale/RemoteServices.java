package io.camelupscale.localupscale;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.AccountHttpClient;
import io.camelupscale.http.ApiKey;
import io.camelupscale.http.Credential;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.localupscale.engine.Device;
import io.camelupscale.localupscale.engine.UpscaleOptions;
import io.camelupscale.localupscale.service.ServiceProvider;
import io.camelupscale.localupscale.service.ServiceProvider.Service;
import io.camelupscale.localupscale.service.ServiceRules;
import io.camelupscale.localupscale.service.ServiceSettings;
import io.camelupscale.localupscale.service.ServiceUrls;
import io.camelupscale.spi.UpscaleProvider;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The services of an endpoint with {@code serviceUrl}. */
final class RemoteServices {

    private static final int MOST_RESUBMITS = 100;

    private RemoteServices() {}

    /** The account's name: the same services in another order are the same account. */
    static String account(LocalUpscaleConfiguration options) {
        String urls = urls(options).stream().map(URI::toString).sorted().collect(Collectors.joining(","));
        String token = token(options);
        return "localupscale:" + urls
                + (token == null ? "" : "#" + ApiKey.of("localupscale", token).fingerprint());
    }

    static Map<String, String> settings(LocalUpscaleConfiguration options) {
        return new ServiceSettings(options.getTileSize(), options.getMaxInputPixels(), options.getMaxOutputPixels())
                .asText();
    }

    /** @throws IllegalArgumentException if the HTTP client cannot be made */
    static UpscaleProvider provider(CamelContext context, LocalUpscaleConfiguration options) {
        String token = token(options);
        Credential credential = token == null ? null : options.getTokenHeader().credential(token);
        List<AccountHttpClient> clients = new ArrayList<>();
        List<Service> services = new ArrayList<>();
        for (URI url : urls(options)) {
            AccountHttpClient http = AccountHttpClient.open(context, url, options.getHttpOptions());
            clients.add(http);
            HttpAccount account = new HttpAccount(url, credential);
            services.add(new Service(
                    url, new ServiceClient(account, http.client(), new ObjectMapper(), new ServiceRules())));
        }
        return new ServiceProvider(
                services,
                options.getMaxResubmits(),
                () -> clients.forEach(AccountHttpClient::close),
                InstantSource.system());
    }

    /** @throws IllegalArgumentException if an option is wrong, or of no use with a service */
    static void check(LocalUpscaleConfiguration options) {
        refuse("device", options.getDevice() != Device.AUTO);
        refuse("threads", options.getThreads() != 0);
        refuse("tileOverlap", options.getTileOverlap() != 0);
        refuse("quality", options.getQuality() != UpscaleOptions.DEFAULT_QUALITY);
        refuse("compressionLevel", options.getCompressionLevel() != UpscaleOptions.DEFAULT_COMPRESSION_LEVEL);
        if (options.getMaxResubmits() < 0 || options.getMaxResubmits() > MOST_RESUBMITS) {
            throw new IllegalArgumentException(
                    "maxResubmits must be 0 to " + MOST_RESUBMITS + ", not " + options.getMaxResubmits());
        }
    }

    private static void refuse(String option, boolean isSet) {
        if (isSet) {
            throw new IllegalArgumentException(
                    option
                            + " is for the engine in this JVM: a service cannot be told, so it is not to be set with serviceUrl");
        }
    }

    private static List<URI> urls(LocalUpscaleConfiguration options) {
        return ServiceUrls.parse(String.valueOf(options.getServiceUrl()));
    }

    private static @Nullable String token(LocalUpscaleConfiguration options) {
        String token = options.getToken();
        return token == null || token.isBlank() ? null : token;
    }
}
