package io.camelupscale.topaz.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.job.FailureReason;
import io.camelupscale.job.JobEngine;
import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobOrder;
import io.camelupscale.job.JobOutcome;
import io.camelupscale.job.JobResult;
import io.camelupscale.job.JobState;
import io.camelupscale.job.jdbc.JdbcJobStore;
import io.camelupscale.media.VideoFormat;
import io.camelupscale.media.VideoInfo;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.test.AwaitedJob;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.LoopbackHost;
import io.camelupscale.test.meter.Operation;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Results that the service itself puts into storage of ours. */
class VideoDestinationTest extends VideoTest {

    private static final Map<String, String> ROLE = Map.of(
            "externalDestination.roleArn", "arn:aws:iam::123456789:role/topaz",
            "externalDestination.externalId", "x",
            "externalDestination.duration", "900",
            "externalDestination.bucketName", "films",
            "externalDestination.key", "4k/");

    private final List<Path> arrived = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;
    private LoopbackHost bucket;

    @BeforeEach
    void openBucket() throws Exception {
        bucket = LoopbackHost.start("bucket", put -> {
            Path file = folder.resolve("arrived-" + arrived.size());
            Files.copy(put.body(), file);
            if (put.method().equals("PUT") && "1".equals(put.query().get("signature"))) {
                arrived.add(file);
                return HttpReply.empty(answer);
            }
            return HttpReply.empty(403);
        });
    }

    @AfterEach
    void closeBucket() {
        bucket.close();
    }

    @Test
    void aResultArrivesThereOnceAndIsNotDownloaded() throws Exception {
        JobResult result = run(presigned("?signature=1")).result();

        assertThat(result.file()).isNull();
        assertThat(result.info()).isNull();
        assertThat(result.location()).as("without what lets anybody write").isEqualTo(place());
        assertThat(result.format()).isEqualTo(VideoFormat.MP4);
        assertThat(result.job().credits()).isEqualTo(10);
        assertThat(arrived).hasSize(1);
        assertThat(VideoInfo.read(arrived.get(0)).width()).isEqualTo(640);
        assertThat(counters.requests(Operation.DOWNLOAD)).isZero();
        assertThat(counters.charges()).isOne();
        result.release(true);
        assertThat(engine.status("key"))
                .hasValueSatisfying(status -> assertThat(status.job().state()).isEqualTo(JobState.DELIVERED));
    }

    @Test
    void anExpressVideoIsPutThereToo() {
        Map<String, String> settings = new HashMap<>(presigned("?signature=1"));
        settings.put("express", "true");

        JobResult result = run(settings).result();

        assertThat(result.location()).isEqualTo(place());
        assertThat(arrived).hasSize(1);
        result.release(true);
    }

    @Test
    void byARoleItIsAtTheFolderAndTheSourcesName() {
        JobResult result = run(ROLE).result();

        assertThat(result.location()).hasToString("s3://films/4k/a.mp4");
        assertThat(counters.requests(Operation.DOWNLOAD)).isZero();
        result.release(true);
    }

    @Test
    void aRouteThatFailedIsHandedTheSamePlaceAndNothingIsPaidAgain() throws Exception {
        run(ROLE).result().release(false);
        long checks = counters.requests(Operation.CHECK);
        Path copy = Files.copy(source, folder.resolve("b.mp4"));

        AwaitedJob again = start(new UpscaleRequest(copy, "b.mp4", spec(ROLE)), policy());
        workers.turnUntil(again::isDone);

        assertThat(again.result().location())
                .as("where it was put, whatever it is called now")
                .hasToString("s3://films/4k/a.mp4");
        assertThat(counters.requests(Operation.CHECK)).isEqualTo(checks);
        assertThat(counters.submits()).isOne();
        assertThat(counters.charges()).isOne();
        again.result().release(true);
    }

    @Test
    void aStorageThatRefusesTheResultFailsTheJobAndTheCreditsComeBack() {
        answer = 500;

        JobFailure failure = run(presigned("?signature=1")).failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.FAILED);
        assertThat(failure.message()).contains("UNKNOWN", "destination").doesNotContain("signature");
        assertThat(simulator.ledger().balance()).isEqualTo(100);
    }

    @Test
    void betweenRunningAndDoneAProcessMayEndAndTheNextOneTellsThePlace() throws Exception {
        engine.close();
        try (JdbcJobStore store = JdbcJobStore.embedded(folder.resolve("db"))) {
            store.beat(Duration.ofMinutes(1));
            engine = engine(store);
            start(request(presigned("?signature=1")), policy());
            workers.turnUntil(() -> engine.status("key")
                    .filter(status -> status.job().state() == JobState.RUNNING)
                    .isPresent());
            engine.close();
            time.advance(Duration.ofHours(1));
            assertThat(arrived).hasSize(1);

            engine = engine(store);
            AwaitedJob outcome = start(request(presigned("?signature=1&another=1")), policy());
            workers.turnUntil(outcome::isDone);

            assertThat(outcome.result().location()).isEqualTo(place());
            assertThat(arrived).hasSize(1);
            assertThat(counters.charges()).isOne();
            outcome.result().release(true);
            workers.turnUntil(() -> store.find("topaz", "key")
                    .filter(job -> job.state() == JobState.DELIVERED)
                    .isPresent());
            assertThat(store.purge(Duration.ZERO))
                    .as("there is no file to delete")
                    .isEmpty();
            engine.close();
        }
    }

    @Test
    void aConsumerIsHandedThePlaceAsOftenAsItFails() throws Exception {
        AwaitedJob submitted = new AwaitedJob();
        engine.start(new JobOrder("key", "topaz", request(ROLE), policy(), Map.of()), submitted);
        workers.turnUntil(submitted::isDone);
        submitted.result().release(false);

        for (int delivery = 1; delivery <= 2; delivery++) {
            JobResult result = next();
            assertThat(result.location()).hasToString("s3://films/4k/a.mp4");
            assertThat(result.job().deliveries()).isEqualTo(delivery);
            result.release(delivery == 2);
        }
        assertThat(counters.requests(Operation.DOWNLOAD)).isZero();
        assertThat(counters.charges()).isOne();
    }

    @Test
    void ofAListNoResultOverwritesAnother() throws Exception {
        Path other = Files.copy(
                source, Files.createDirectories(folder.resolve("other")).resolve("a.mp4"));
        List<AwaitedJob> outcomes = List.of(new AwaitedJob(), new AwaitedJob());

        engine.startAll(
                List.of(
                        new JobOrder("one", "topaz", request(ROLE), policy()),
                        new JobOrder("two", "topaz", new UpscaleRequest(other, "a.mp4", spec(ROLE)), policy())),
                outcomes);
        workers.turnUntil(() -> outcomes.stream().allMatch(outcome -> outcome.isDone()));

        assertThat(outcomes)
                .filteredOn(outcome -> outcome.end() instanceof JobResult)
                .hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.end() instanceof JobFailure)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.failure().message())
                        .contains("the result of another file of the list is put there: s3://films/4k/a.mp4"));
        assertThat(counters.charges()).isOne();
    }

    private JobResult next() {
        JobEngine asked = engine;
        List<JobOutcome> taken = new CopyOnWriteArrayList<>();
        workers.turnUntil(() -> taken.addAll(asked.takeFinished(1, 5)));
        return (JobResult) taken.get(0);
    }

    private URI place() {
        return bucket.baseUrl().resolve("/4k/a.mp4");
    }

    private Map<String, String> presigned(String query) {
        return Map.of("externalDestination.presignedUrl", place() + query);
    }
}
