package io.camelupscale.topaz.video;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.http.ClientSetup;
import io.camelupscale.http.Credential;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.http.StatusRules;
import io.camelupscale.http.Webhook;
import io.camelupscale.job.CreditBudget;
import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobOrder;
import io.camelupscale.job.JobPolicy;
import io.camelupscale.job.JobServices;
import io.camelupscale.job.JobStore;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.job.MemoryJobStore;
import io.camelupscale.job.Rates;
import io.camelupscale.job.WorkDirectory;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.AwaitedJob;
import io.camelupscale.test.EngineWorkers;
import io.camelupscale.test.http.ExchangeLog.Exchange;
import io.camelupscale.test.media.TestVideos;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.topaz.TopazSimulator;
import io.camelupscale.test.topaz.contract.TopazContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job engine and the simulated Video API on the same virtual clock, with the provider between them. */
abstract class VideoTest {

    static final int PARTS = 3;
    private static final int PART_SIZE = 20_000;
    private static final TopazContract CONTRACT = new TopazContract();

    @TempDir
    Path folder;

    final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .time(time)
            .jobsTake(Duration.ofSeconds(20), Duration.ofMinutes(5))
            .videosCost(10, 12)
            .videosAre(200_000)
            .partSize(PART_SIZE)
            .credits(100)
            .build();

    final Counters counters = simulator.counters();
    final EngineWorkers workers = new EngineWorkers(4, time);
    WorkDirectory work;
    JobEngine engine;
    Path source;

    @BeforeEach
    void open() throws Exception {
        source = TestVideos.mp4(folder.resolve("a.mp4"), 320, 180, 1500, 25, PARTS * PART_SIZE);
        work = WorkDirectory.open(folder.resolve("work"));
        engine = engine(new MemoryJobStore(time::now));
    }

    @AfterEach
    void close() {
        engine.close();
        workers.shutdownNow();
        work.close();
    }

    /** Whatever a test did: no request was other than the vendor describes, and the key went nowhere else. */
    @AfterEach
    void everyRequestIsAsDocumented() {
        // of what a fault refused the simulator has read no body
        List<Exchange> exchanges =
                simulator.exchanges().stream().filter(VideoTest::isAccepted).toList();
        assertThat(exchanges).flatExtracting(CONTRACT::requestErrors).isEmpty();
        assertThat(counters.leakedKeys()).isZero();
    }

    private static boolean isAccepted(Exchange exchange) {
        return exchange.status() >= 200 && exchange.status() < 300;
    }

    JobEngine engine(JobStore store) {
        JobServices services = new JobServices(
                store, time, workers, workers, work, (job, progress) -> {}, new Random(1), Duration.ofHours(24));
        return new JobEngine("topaz", Rates.UNLIMITED, provider(simulator.apiKey()), services);
    }

    /** As the endpoint makes it. */
    UpscaleProvider provider(String apiKey) {
        CloseableHttpClient http = ClientSetup.apply(HttpClients.custom()).build();
        ExecutorService uploads = Executors.newFixedThreadPool(3);
        HttpAccount account = new HttpAccount(simulator.baseUrl(), new Credential("X-API-Key", apiKey));
        ServiceClient service = new ServiceClient(account, http, new ObjectMapper(), StatusRules.DEFAULT);
        return new TopazVideoProvider(
                service,
                uploads,
                Webhook.of(simulator.baseUrl() + "/told"), // nobody listens, and that does no harm
                () -> {
                    uploads.shutdownNow();
                    http.close(CloseMode.GRACEFUL);
                },
                time::now);
    }

    static UpscaleSpec spec(Map<String, String> settings) {
        return new UpscaleSpec("video", 2, null, null, settings);
    }

    UpscaleRequest request(Map<String, String> settings) {
        return new UpscaleRequest(source, "a.mp4", spec(settings));
    }

    static JobPolicy policy() {
        return limited(null, null);
    }

    static JobPolicy limited(Double maxCredits, CreditBudget budget) {
        return new JobPolicy(Duration.ofHours(1), Duration.ofMinutes(15), null, null, true, false, maxCredits, budget);
    }

    AwaitedJob run(Map<String, String> settings) {
        return run(request(settings), policy());
    }

    AwaitedJob run(UpscaleRequest request, JobPolicy policy) {
        AwaitedJob outcome = start(request, policy);
        workers.turnUntil(outcome::isDone);
        return outcome;
    }

    AwaitedJob start(UpscaleRequest request, JobPolicy policy) {
        return start("key", request, policy);
    }

    AwaitedJob start(String key, UpscaleRequest request, JobPolicy policy) {
        AwaitedJob outcome = new AwaitedJob();
        engine.start(new JobOrder(key, "topaz", request, policy), outcome);
        return outcome;
    }
}
