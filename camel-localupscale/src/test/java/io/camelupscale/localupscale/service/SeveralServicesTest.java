package io.camelupscale.localupscale.service;

import static io.camelupscale.localupscale.service.Requests.request;
import static io.camelupscale.localupscale.service.Requests.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.job.FailureReason;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.localupscale.service.TestEngine.Outcome;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.localservice.LocalServiceSimulator;
import io.camelupscale.test.localservice.contract.Sources;
import io.camelupscale.test.meter.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job engine with three services, in virtual time. */
class SeveralServicesTest {

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final LocalServiceSimulator first = service();

    @RegisterExtension
    final LocalServiceSimulator second = service();

    @RegisterExtension
    final LocalServiceSimulator third = service();

    @TempDir
    Path folder;

    private TestEngine engine;
    private int started;

    @BeforeEach
    void start() throws IOException {
        engine = new TestEngine(time, folder, TestEngine.provider(time, 3, first, second, third));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void eachJobGoesToTheServiceWithTheFewest() throws IOException {
        start(7);

        assertThat(accepted()).containsExactly(3L, 2L, 2L);
        time.advance(Duration.ofMinutes(3)); // all have ended
        start(2);
        assertThat(accepted()).containsExactly(4L, 3L, 2L);
    }

    @Test
    void theJobsOfAServiceThatDiesAreMovedAndNoneIsLost() throws IOException {
        List<Outcome> jobs = start(9);
        time.advance(Duration.ofSeconds(20));

        second.close();

        List<Outcome> more = start(3); // nobody has noticed yet
        for (Outcome job : jobs) {
            engine.await(job).result();
        }
        for (Outcome job : more) {
            engine.await(job).result();
        }
        assertThat(second.counters().accepted()).isEqualTo(3);
        assertThat(first.counters().accepted() + third.counters().accepted()).isEqualTo(12);
        assertThat(second.counters().requests(Operation.DOWNLOAD)).isZero();
    }

    @Test
    void aServiceThatIsAwayForAMomentKeepsItsJobs() throws IOException {
        List<Outcome> jobs = start(3);
        time.advance(Duration.ofSeconds(10));
        isAway(second);
        time.advance(Duration.ofSeconds(25));
        second.faults().clear();

        for (Outcome job : jobs) {
            engine.await(job).result();
        }
        assertThat(accepted()).containsExactly(1L, 1L, 1L);
    }

    @Test
    void aServiceThatDoesNotAnswerGetsJobsAgainOnceItsHealthDoes() throws IOException {
        isAway(first);
        start(4);
        time.advance(Duration.ofSeconds(3));
        assertThat(accepted()).containsExactly(0L, 2L, 2L);

        first.faults().clear();
        first.faults().on(Operation.AVAILABILITY).inject(Fault.status(500));
        time.advance(Duration.ofSeconds(10));
        start(2);
        assertThat(accepted()).as("it is there, and out of order").containsExactly(0L, 3L, 3L);

        first.faults().clear();
        time.advance(Duration.ofSeconds(10));
        start(2);
        assertThat(accepted()).containsExactly(2L, 3L, 3L);
    }

    @Test
    void oneThatDoesNotAnswerIsNotAskedForEachOfItsJobs() throws IOException {
        start(30);
        time.advance(Duration.ofSeconds(10));
        long before = first.counters().polls();
        isAway(first);

        time.advance(Duration.ofSeconds(25));

        assertThat(first.counters().polls() - before).isBetween(1L, 6L);
    }

    @Test
    void whereNoneAnswersAllIsWaitedFor() throws IOException {
        List<Outcome> jobs = start(3);
        time.advance(Duration.ofSeconds(10));
        isAway(first);
        isAway(second);
        isAway(third);
        List<Outcome> more = start(3);
        time.advance(Duration.ofMinutes(5));
        assertThat(jobs).noneMatch(Outcome::isDone);

        third.faults().clear();

        for (Outcome job : jobs) {
            engine.await(job).result();
        }
        for (Outcome job : more) {
            engine.await(job).result();
        }
        assertThat(accepted()).containsExactly(1L, 1L, 6L);
    }

    @Test
    void movingIsBoundedAsEveryLossIs() throws IOException {
        engine.close();
        engine = new TestEngine(time, folder, TestEngine.provider(time, 0, first, second));
        Outcome job = start(1).get(0);
        time.advance(Duration.ofSeconds(5));

        first.close();

        assertThat(engine.await(job).failure().reason()).isEqualTo(FailureReason.LOST);
        assertThat(job.failure().message()).contains("goes to another service").contains("no connection");
    }

    private List<Outcome> start(int count) throws IOException {
        List<Outcome> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started++;
            byte[] source = Sources.picture("png", 8, 5 + started);
            jobs.add(engine.start(request(folder, started + ".png", source, spec(2, null, null))));
        }
        return jobs;
    }

    private List<Long> accepted() {
        return List.of(
                first.counters().accepted(),
                second.counters().accepted(),
                third.counters().accepted());
    }

    private static void isAway(LocalServiceSimulator service) {
        for (Operation operation : Operation.values()) {
            service.faults().on(operation).inject(Fault.resetBefore());
        }
    }

    private LocalServiceSimulator service() {
        return LocalServiceSimulator.builder()
                .time(time)
                .jobsTake(Duration.ZERO, Duration.ofSeconds(120))
                .build();
    }
}
