package io.camelupscale.localupscale.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.http.ClientSetup;
import io.camelupscale.http.Credential;
import io.camelupscale.http.HttpAccount;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobOrder;
import io.camelupscale.job.JobPolicy;
import io.camelupscale.job.JobServices;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.job.MemoryJobStore;
import io.camelupscale.job.Rates;
import io.camelupscale.job.WorkDirectory;
import io.camelupscale.localupscale.service.ServiceProvider.Service;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.test.AwaitedJob;
import io.camelupscale.test.localservice.LocalServiceSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** An engine whose calls are made by the thread that turns the clock: time stands still during a call. */
final class TestEngine implements AutoCloseable {

    static final String ACCOUNT = "localupscale:test";

    private static final JobPolicy POLICY = new JobPolicy(Duration.ofHours(24), Duration.ofHours(2), true, true);

    final JobEngine engine;
    private final ManualJobTimer time;
    private final WorkDirectory work;

    TestEngine(ManualJobTimer time, Path folder, ServiceProvider provider) throws IOException {
        this.time = time;
        this.work = WorkDirectory.open(folder);
        Executor here = Runnable::run;
        this.engine = new JobEngine(
                ACCOUNT,
                new Rates(null, null),
                provider,
                new JobServices(
                        new MemoryJobStore(time::now),
                        time,
                        here,
                        here,
                        work,
                        (job, progress) -> {},
                        new Random(1),
                        Duration.ofHours(24)));
    }

    /** The provider as the endpoint makes it, on any clock. */
    static ServiceProvider provider(ManualJobTimer time, int maxResubmits, LocalServiceSimulator... services) {
        return provider(
                time,
                maxResubmits,
                null,
                Arrays.stream(services).map(LocalServiceSimulator::apiUrl).toList());
    }

    static ServiceProvider provider(
            ManualJobTimer time, int maxResubmits, @Nullable Credential credential, List<URI> urls) {
        CloseableHttpClient http = ClientSetup.apply(HttpClients.custom()).build();
        List<Service> services = urls.stream()
                .map(url -> new Service(
                        url,
                        new ServiceClient(
                                new HttpAccount(url, credential), http, new ObjectMapper(), new ServiceRules())))
                .toList();
        return new ServiceProvider(services, maxResubmits, () -> http.close(CloseMode.GRACEFUL), time::now);
    }

    Outcome start(UpscaleRequest request) {
        Outcome outcome = new Outcome();
        engine.start(new JobOrder(request.sourceName(), ACCOUNT, request, POLICY), outcome);
        return outcome;
    }

    /** Turns the clock until the job has ended. */
    Outcome await(Outcome outcome) {
        while (!outcome.isDone()) {
            assertThat(time.alarms()).isPositive();
            time.advance(Duration.ofSeconds(1));
        }
        return outcome;
    }

    @Override
    public void close() {
        engine.close();
        work.close();
    }

    /** Its end is not waited for: nobody else turns the clock. */
    static final class Outcome extends AwaitedJob {

        @Override
        public Object end() {
            assertThat(isDone()).isTrue();
            return super.end();
        }
    }
}
