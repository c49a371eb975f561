package io.camelupscale.test.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.test.UpscaleSimulator;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.Hold;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.service.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed wherever it hurts, and started again. The service goes on meanwhile, and counts. */
class KillAnywhereTest {

    private static final int JOBS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    final UpscaleSimulator simulator = UpscaleSimulator.builder()
            .jobsTake(Durations.between(Duration.ofMillis(200), Duration.ofMillis(1500)))
            .build();

    @TempDir
    Path folder;

    @Test
    void killedAtEveryPointOfAJobsLifeNothingIsLostAndNothingIsPaidTwice() throws Exception {
        series(NodeOptions.of(simulator, folder));
    }

    private void series(NodeOptions options) throws Exception {
        Workplace place = new Workplace(folder);
        place.drop(0, JOBS);

        for (String point : List.of("SUBMITTING*3", "RUNNING*3")) {
            halted(options.haltingAt(point));
        }
        killedWithin(options, Operation.SUBMIT, Fault::heldBy); // the service has not even read it
        killedWithin(options, Operation.SUBMIT, hold -> Fault.stalledAfter(0, hold)); // accepted, and not answered
        killedWithin(options, Operation.CHECK, Fault::heldBy);
        halted(options.haltingAt("DONE*2"));
        killedWithin(options, Operation.DOWNLOAD, hold -> Fault.stalledAfter(50, hold));
        for (String point : List.of("DOWNLOADED*2", "ROUTE_END*5", "DELIVERED*5")) {
            halted(options.haltingAt(point));
        }

        finish(options, place);
    }

    private void halted(NodeOptions options) throws Exception {
        try (NodeProcess node = NodeProcess.start(options)) {
            node.awaitHalt();
        }
    }

    private interface Holding {
        Fault by(Hold hold);
    }

    /** In the middle of an exchange with the service. */
    private void killedWithin(NodeOptions options, Operation operation, Holding holding) throws Exception {
        Hold hold = new Hold();
        simulator.faults().on(operation).times(1).inject(holding.by(hold));
        try (NodeProcess node = NodeProcess.start(options)) {
            assertThat(hold.awaitArrival(PATIENCE)).isTrue();
            node.kill();
        }
        hold.release();
    }

    /** Lets a last process do what is left, and counts. */
    private void finish(NodeOptions options, Workplace place) throws Exception {
        try (NodeProcess node = NodeProcess.start(options)) {
            await().atMost(PATIENCE).until(() -> place.waiting() == 0);
            node.awaitUp().stop();
        }
        place.hasWholeResults(JOBS);
        assertThat(simulator.counters().accepted()).isEqualTo(JOBS);
        assertThat(simulator.counters().charges()).isEqualTo(JOBS);
        assertThat(simulator.counters().duplicateCharges()).isZero();
        assertThat(simulator.counters().cancels()).isZero();
        assertThat(place.keptResults()).hasSize(JOBS);
        assertThat(place.keptSources()).isEmpty();
        assertThat(place.runFolders()).isEmpty();
        JobTable table = options.database().isEmpty() ? JobTable.in(folder) : new JobTable(options.database());
        assertThat(table.column("state")).hasSize(JOBS).containsOnly("DELIVERED");
        assertThat(table.column("owner")).containsOnly("null");
    }
}
