package io.camelupscale.topaz.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.media.VideoInfo;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.Hold;
import io.camelupscale.test.http.ExchangeLog.Exchange;
import io.camelupscale.test.media.TestVideos;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.topaz.TopazSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed behind every checkpoint of one video, and between them. The service goes on meanwhile, and counts. */
class KilledVideoTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONGER_THAN_THIS_TEST = Duration.ofHours(1);
    private static final int PARTS = 3;

    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .jobsTake(Duration.ZERO, Duration.ofSeconds(1))
            .partSize(20_000)
            .build();

    private final List<Hold> held = new ArrayList<>();
    private final Counters counters = simulator.counters();

    @TempDir
    Path folder;

    @AfterEach
    void release() {
        held.forEach(Hold::release);
    }

    @Test
    void killedBehindEveryCheckpointAVideoIsResumedAndNothingIsDoneTwice() throws Exception {
        Path film = folder.resolve("films/a.mp4");
        Files.createDirectories(film.getParent());
        TestVideos.mp4(film, 320, 180, 1500, 25, PARTS * 20_000);
        Files.setLastModifiedTime(film, FileTime.from(Instant.now().minusSeconds(60)));

        killAt(Operation.SUBMIT, Fault::heldBy); // the service has not even read it
        killAt(Operation.SUBMIT, hold -> Fault.stalledAfter(0, hold)); // made, and not answered
        killAt(Operation.ACCEPT, Fault::heldBy);
        killAt(Operation.ACCEPT, hold -> Fault.stalledAfter(0, hold));
        killAt(Operation.UPLOAD, 1, Fault::heldBy);
        for (int part = 2; part <= PARTS; part++) {
            killAt(Operation.UPLOAD, 2, Fault::heldBy); // one more than last time came through
        }
        killAt(Operation.START, Fault::heldBy);
        killAt(Operation.START, hold -> Fault.stalledAfter(0, hold));
        killAt(Operation.CHECK, Fault::heldBy);
        killAt(Operation.DOWNLOAD, hold -> Fault.stalledAfter(50, hold));

        try (RouteProcess process = start()) {
            Path result = folder.resolve("outbox/a.mp4");
            await().atMost(PATIENCE)
                    .until(() -> Files.exists(folder.resolve("films/.done/a.mp4")) && Files.exists(result));
            assertThat(VideoInfo.read(result).width()).isEqualTo(640);
            process.stop();
        }
        assertThat(counters.accepted()).isOne();
        assertThat(counters.charges()).isOne();
        assertThat(counters.duplicateCharges()).isZero();
        assertThat(counters.cancels()).isZero();
        assertThat(counters.leakedKeys()).isZero();
        assertThat(counters.requests(Operation.UPLOAD))
                .as("each part once, what was cut off, and what was killed before it was noted")
                .isBetween(2L * PARTS, 3L * PARTS - 1);
        assertThat(counters.submits())
                .as("what was not answered has cost nothing")
                .isEqualTo(3);
        assertThat(succeeded("/accept")).hasSize(1);
        assertThat(succeeded("/complete-upload/")).hasSize(1);
    }

    private List<Exchange> succeeded(String step) {
        return simulator.exchanges().stream()
                .filter(exchange -> exchange.path().endsWith(step))
                .filter(exchange -> exchange.status() == 202)
                .toList();
    }

    private void killAt(Operation operation, Function<Hold, Fault> fault) throws Exception {
        killAt(operation, 1, fault);
    }

    /** @param nth request of this kind */
    private void killAt(Operation operation, int nth, Function<Hold, Fault> fault) throws Exception {
        Hold hold = new Hold(LONGER_THAN_THIS_TEST);
        simulator.faults().on(operation).nth(nth).inject(fault.apply(hold));
        try (RouteProcess process = start()) {
            assertThat(hold.awaitArrival(PATIENCE)).as(operation + "").isTrue();
            process.kill();
        }
        held.add(hold); // what has not arrived never does
    }

    private RouteProcess start() throws Exception {
        return RouteProcess.start(
                "256m",
                folder.resolve("log"),
                "classpath:examples/topaz-video.camel.yaml",
                Map.of(
                        "films", folder.resolve("films").toString(),
                        "outbox", folder.resolve("outbox").toString(),
                        "camel.component.upscale.work-directory",
                                folder.resolve("work").toString(),
                        "camel.component.topaz.parallel-uploads", "1",
                        "camel.component.topaz.api-key", simulator.apiKey(),
                        "camel.component.topaz.base-url", simulator.baseUrl().toString()));
    }
}
