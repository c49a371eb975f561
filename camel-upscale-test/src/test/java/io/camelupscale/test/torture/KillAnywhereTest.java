package io.camelupscale.test.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.test.UpscaleSimulator;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.node.JobTable;
import io.camelupscale.test.node.Killer;
import io.camelupscale.test.node.NodeOptions;
import io.camelupscale.test.node.NodeProcess;
import io.camelupscale.test.node.Way;
import io.camelupscale.test.node.Workplace;
import io.camelupscale.test.service.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A process is killed wherever it hurts, and started again. The service goes on meanwhile, and counts. */
@Execution(ExecutionMode.CONCURRENT)
class KillAnywhereTest {

    private static final int JOBS = 60;

    /** In each of the two series at random. */
    private static final int KILLS = Integer.getInteger("torture.kills", 15);

    private static final long SEED = Long.getLong("torture.seed", 1);
    private static final int LONGEST_LIFE = 1500; // milliseconds after its start
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    final UpscaleSimulator simulator = UpscaleSimulator.builder()
            .jobsTake(Durations.between(Duration.ofMillis(200), Duration.ofMillis(1500)))
            .build();

    @RegisterExtension
    final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private final Killer killer = new Killer(simulator, PATIENCE);

    @Test
    void killedAtEveryPointOfAJobsLifeAWaitingRouteLosesNothingAndPaysNothingTwice() throws Exception {
        killedAtEveryPoint(Way.WAIT, NeutralNode.options(simulator, folder));
    }

    @Test
    void killedAtEveryPointOfAJobsLifeSubmittedJobsOnPostgresAreNeitherLostNorPaidTwice() throws Exception {
        killedAtEveryPoint(Way.SUBMIT, NeutralNode.options(simulator, folder).withDatabase(postgres.url()));
    }

    @Test
    void killedAtRandomNothingIsLostAndNothingIsPaidTwice() throws Exception {
        killedAtRandom(NeutralNode.options(simulator, folder));
    }

    @Test
    void killedAtRandomOnPostgresNothingIsLostAndNothingIsPaidTwice() throws Exception {
        killedAtRandom(NeutralNode.options(simulator, folder).withDatabase(postgres.url()));
    }

    private void killedAtEveryPoint(Way way, NodeOptions options) throws Exception {
        options.place().drop(way, 0, JOBS);

        killer.diesAt("SUBMITTING*3", options);
        killer.diesAt("RUNNING*3", options);
        killer.killWithin(Operation.SUBMIT, Fault::heldBy, options); // the service has not even read it
        killer.killWithin(Operation.SUBMIT, hold -> Fault.stalledAfter(0, hold), options); // accepted, and not answered
        killer.killWithin(Operation.CHECK, Fault::heldBy, options);
        killer.diesAt("DONE*2", options);
        killer.killWithin(Operation.DOWNLOAD, hold -> Fault.stalledAfter(50, hold), options);
        killer.diesAt("DOWNLOADED*2", options);
        killer.diesAt("ROUTE_END*5", options);
        killer.diesAt("DELIVERED*5", options);

        finish(options);
    }

    private void killedAtRandom(NodeOptions options) throws Exception {
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            int first = JOBS * kill / KILLS;
            int next = JOBS * (kill + 1) / KILLS;
            options.place().drop(Way.WAIT, first, (first + next) / 2);
            options.place().drop(Way.SUBMIT, (first + next) / 2, next);
            killer.killAfter(random.nextInt(LONGEST_LIFE), options);
        }

        finish(options);
    }

    /** Lets a last process do what is left, and counts. */
    private void finish(NodeOptions options) throws Exception {
        Workplace place = options.place();
        try (NodeProcess node = NodeProcess.start(options)) {
            await().atMost(PATIENCE).until(() -> place.isThrough(JOBS));
            node.awaitUp().stop();
        }
        assertThat(place.failures()).isEmpty();
        place.hasWholeResults(JOBS);
        assertThat(simulator.counters().accepted()).isEqualTo(JOBS);
        assertThat(simulator.counters().charges()).isEqualTo(JOBS);
        assertThat(simulator.counters().duplicateCharges()).isZero();
        assertThat(simulator.counters().cancels()).isZero();
        assertThat(JobTable.of(options).column("state")).hasSize(JOBS).containsOnly("DELIVERED");
        assertThat(JobTable.of(options).column("owner")).containsOnly("null");
        assertThat(place.keptResults()).hasSize(JOBS);
        assertThat(place.keptSources()).isEmpty();
        assertThat(place.runFolders()).isEmpty();
    }
}
