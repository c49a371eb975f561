package io.camelupscale.topaz.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.http.ClientSetup;
import io.camelupscale.http.Credential;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.http.Webhook;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.test.topaz.TopazSimulator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.imageio.ImageIO;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** The provider as the endpoint makes it, on any clock. */
final class TestProvider {

    /** Of a submit without an engine. */
    record Key(String key) implements SubmitContext {

        @Override
        public void checkpoint(RemoteJob soFar) {}

        @Override
        public void changed() {}
    }

    private TestProvider() {}

    static TopazImageProvider of(TopazSimulator simulator, InstantSource clock) {
        return of(simulator, simulator.apiKey(), clock);
    }

    static TopazImageProvider of(TopazSimulator simulator, String apiKey, InstantSource clock) {
        return of(simulator, apiKey, null, clock);
    }

    static TopazImageProvider of(TopazSimulator simulator, Webhook webhook, InstantSource clock) {
        return of(simulator, simulator.apiKey(), webhook, clock);
    }

    private static TopazImageProvider of(
            TopazSimulator simulator, String apiKey, @Nullable Webhook webhook, InstantSource clock) {
        CloseableHttpClient http = ClientSetup.apply(HttpClients.custom()).build();
        HttpAccount account = new HttpAccount(simulator.baseUrl(), new Credential("X-API-Key", apiKey));
        ServiceClient service = new ServiceClient(account, http, new ObjectMapper(), TopazImageProvider.RULES);
        return new TopazImageProvider(
                service, new TopazImageProvider.Options(webhook, 100), () -> http.close(CloseMode.GRACEFUL), clock);
    }

    static Path picture(Path file, int width, int height) throws IOException {
        String name = file.toString();
        String format = name.substring(name.lastIndexOf('.') + 1);
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, file.toFile());
        return file;
    }
}
