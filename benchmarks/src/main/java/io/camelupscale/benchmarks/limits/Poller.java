package io.camelupscale.benchmarks.limits;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.http.ClientSetup;
import io.camelupscale.http.Credential;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.test.upscayl.UpscaylSimulator;
import io.camelupscale.upscayl.image.ApiOptions;
import io.camelupscale.upscayl.image.UpscaylImageProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.io.CloseMode;

/** Submits tasks and asks for them until they are finished. */
public interface Poller extends AutoCloseable {

    /** Who asks. */
    enum Kind {
        /** This project, as it comes. */
        ENGINE,
        /** Each task for itself, as nearly every client that was seen does it. */
        EVERY_5_SECONDS;

        /** @param found is told each finished task's id, and when it was found */
        Poller open(UpscaylSimulator simulator, ManualJobTimer time, Path work, BiConsumer<String, Instant> found)
                throws IOException {
            CloseableHttpClient http = ClientSetup.apply(HttpClients.custom()).build();
            HttpAccount account = new HttpAccount(simulator.baseUrl(), new Credential("X-API-Key", simulator.apiKey()));
            UpscaleProvider provider = new UpscaylImageProvider(
                    new ServiceClient(account, http, new ObjectMapper(), UpscaylImageProvider.RULES),
                    ApiOptions.DEFAULTS,
                    () -> http.close(CloseMode.GRACEFUL),
                    time::now);
            return this == ENGINE
                    ? new EnginePoller(provider, time, work, found)
                    : new FixedPoller(provider, time, found);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    void submit(UpscaleRequest request);

    @Override
    void close();
}
