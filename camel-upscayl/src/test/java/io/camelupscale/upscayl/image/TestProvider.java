package io.camelupscale.upscayl.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.http.ClientSetup;
import io.camelupscale.http.Credential;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.test.upscayl.UpscaylSimulator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.imageio.ImageIO;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.io.CloseMode;

/** The provider as the endpoint makes it, on any clock. */
final class TestProvider {

    private TestProvider() {}

    static UpscaylImageProvider of(UpscaylSimulator simulator, InstantSource clock) {
        return of(simulator, simulator.apiKey(), ApiOptions.DEFAULTS, clock);
    }

    static UpscaylImageProvider of(UpscaylSimulator simulator, String apiKey, ApiOptions options, InstantSource clock) {
        CloseableHttpClient http = ClientSetup.apply(HttpClients.custom()).build();
        HttpAccount account = new HttpAccount(simulator.baseUrl(), new Credential("X-API-Key", apiKey));
        ServiceClient service = new ServiceClient(account, http, new ObjectMapper(), UpscaylImageProvider.RULES);
        return new UpscaylImageProvider(service, options, () -> http.close(CloseMode.GRACEFUL), clock);
    }

    static Path picture(Path file, int width, int height) throws IOException {
        String name = file.toString();
        String format = name.substring(name.lastIndexOf('.') + 1);
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, file.toFile());
        return file;
    }
}
