package io.camelupscale.topaz.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.http.Webhook;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.http.ExchangeLog.Exchange;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.LoopbackHost;
import io.camelupscale.test.http.ReplyBody;
import io.camelupscale.test.topaz.TopazSimulator;
import io.camelupscale.test.topaz.contract.TopazContract;
import io.camelupscale.test.topaz.contract.TopazContract.Documented;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call that is made is one that the vendor's OpenAPI file describes, and there is an answer to it. */
class ImageContractTest {

    private static final ImageSettings.Size SIZE = new ImageSettings.Size(16, 9);

    @TempDir
    Path folder;

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .time(time)
            .jobsTake(Duration.ZERO, Duration.ofMinutes(1))
            .build();

    private final TopazContract contract = new TopazContract();
    private TopazImageProvider provider;
    private Path picture;
    private int submits;

    @BeforeEach
    void open() throws Exception {
        provider = TestProvider.of(simulator, Webhook.of("http://127.0.0.1:1/nowhere?a=1"), time::now);
        picture = TestProvider.picture(folder.resolve("a.png"), 8, 6);
    }

    @AfterEach
    void everyCallIsDocumented() {
        provider.close();
        assertThat(simulator.exchanges()).isNotEmpty().allSatisfy(exchange -> {
            assertThat(exchange.status()).isBetween(200, 299);
            assertThat(contract.requestErrors(exchange)).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(ImageTask.class)
    void ofEveryTask(ImageTask task) {
        UpscaleRequest request = request(spec(
                task.scales() ? 2 : 1,
                ImageSettings.of(task, true, Map.of("strength", 0.5)).asText()));

        RemoteJob job = submit(request);
        done(provider.estimate(request));
        done(provider.estimateAll(List.of(request, request)));
        time.advance(Duration.ofMinutes(1));
        done(provider.check(job));
        done(provider.list(null));
        done(provider.download(job, new RemoteResult(job.id()), folder.resolve("result")));
        done(provider.discard(job));

        assertThat(folder.resolve("result")).isNotEmptyFile();
        assertThat(operations())
                .contains(
                        "POST /image/v1/" + task.word() + "/async",
                        "POST /image/v1/estimate" + (task.isGenerative() ? "-gen" : ""),
                        "POST /image/v1/estimate-bulk",
                        "GET /image/v1/status/{process_id}",
                        "GET /image/v1/status",
                        "GET /image/v1/download/{process_id}",
                        "DELETE /image/v1/status/{process_id}");
    }

    @Test
    void ofASizeInPixelsOfAUrlAndOfWhatIsAskedRarely() throws Exception {
        byte[] bytes = Files.readAllBytes(picture);
        try (LoopbackHost host =
                LoopbackHost.start("sources", call -> HttpReply.empty(200).with(ReplyBody.of(bytes)))) {
            ImageSettings sized =
                    ImageSettings.of(ImageTask.ENHANCE_GEN, false, Map.of()).with(SIZE, true);
            UpscaleSpec spec = spec(0, sized.asText());
            RemoteJob byUrl = submit(new UpscaleRequest(host.baseUrl().resolve("/a.png?sig=1"), "a.png", spec));
            RemoteJob byFile = submit(request(spec));
            done(provider.estimate(request(spec)));
            done(provider.cancel(byFile));
            done(provider.lookUp(request(spec), RemoteJob.NONE, "key", Instant.EPOCH));
            done(provider.balance());
            time.advance(Duration.ofMinutes(1));
            done(provider.download(byUrl, new RemoteResult(byUrl.id()), folder.resolve("result")));
        }
        assertThat(operations()).contains("DELETE /image/v1/cancel/{process_id}");
    }

    private Set<String> operations() {
        List<Documented> all = new ArrayList<>();
        for (Exchange exchange : simulator.exchanges()) {
            contract.of(exchange).ifPresent(all::add);
        }
        Set<String> operations = new TreeSet<>();
        all.forEach(one -> operations.add(one.method() + ' ' + one.path()));
        return operations;
    }

    private RemoteJob submit(UpscaleRequest request) {
        return done(provider.submit(request, RemoteJob.NONE, new TestProvider.Key("key" + submits++)));
    }

    private UpscaleRequest request(UpscaleSpec spec) {
        return new UpscaleRequest(picture, "a.png", spec);
    }

    private static UpscaleSpec spec(int scale, Map<String, String> settings) {
        return new UpscaleSpec("image", scale, null, null, settings);
    }

    private static <T> T done(CompletionStage<T> call) {
        return call.toCompletableFuture().join();
    }
}
