package io.camelupscale.lupa.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.http.ClientSetup;
import io.camelupscale.http.Credential;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.lupa.publish.SourcePublisher;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** The provider as the endpoint makes it, on any clock. */
final class TestProvider {

    static final String KEY = "simulated-key";

    private TestProvider() {}

    static LupaImageProvider of(
            URI baseUrl, @Nullable SourcePublisher publisher, InstantSource clock, Map<String, Object> wire) {
        Wire names = new Wire(wire);
        CloseableHttpClient http = ClientSetup.apply(HttpClients.custom()).build();
        HttpAccount account = new HttpAccount(baseUrl, new Credential(names.get(WireName.KEY_HEADER), KEY));
        return new LupaImageProvider(
                new ServiceClient(account, http, new ObjectMapper(), LupaImageProvider.RULES),
                new LupaOptions("lupa:image:test#1", names, Duration.ofSeconds(30)),
                new Sources(() -> publisher, Runnable::run),
                () -> http.close(CloseMode.GRACEFUL),
                clock);
    }

    static Path picture(Path file, int width, int height) throws IOException {
        String name = file.toString();
        String format = name.substring(name.lastIndexOf('.') + 1);
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, file.toFile());
        return file;
    }
}
