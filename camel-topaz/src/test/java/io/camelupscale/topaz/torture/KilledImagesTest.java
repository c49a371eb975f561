package io.camelupscale.topaz.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.node.JobTable;
import io.camelupscale.test.node.Killer;
import io.camelupscale.test.node.NodeOptions;
import io.camelupscale.test.node.NodeProcess;
import io.camelupscale.test.node.Way;
import io.camelupscale.test.node.Workplace;
import io.camelupscale.test.service.Durations;
import io.camelupscale.test.topaz.TopazSimulator;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A process is killed at every step of a picture's way through Topaz, and started again. */
@Execution(ExecutionMode.CONCURRENT)
class KilledImagesTest {

    /** Enough for each death, since those in doubt take a minute to be settled. */
    private static final int FILES = 60;

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .jobsTake(Durations.between(Duration.ofMillis(200), Duration.ofMillis(1500)))
            .build();

    @TempDir
    Path folder;

    private final Killer killer = new Killer(simulator, PATIENCE);

    @Test
    void everyPictureThatIsWaitedForIsDeliveredAndPaidOnce() throws Exception {
        NodeOptions options = NodeOptions.of(TopazNode.class, "topaz", simulator, folder);
        options.place().drop(Way.WAIT, 0, FILES);

        killer.diesAt("SUBMITTING*1", options); // the row is written, nothing was sent
        killer.killWithin(Operation.SUBMIT, Fault::heldBy, options); // the service has read nothing
        killer.killWithin(Operation.SUBMIT, hold -> Fault.stalledAfter(0, hold), options); // accepted, and not answered
        killer.diesAt("RUNNING*3", options);
        killer.killWithin(Operation.LIST, Fault::heldBy, options);
        killer.diesAt("DONE*2", options);
        killer.killWithin(Operation.DOWNLOAD, hold -> Fault.stalledAfter(50, hold), options);
        killer.diesAt("DOWNLOADED*2", options);
        killer.diesAt("ROUTE_END*3", options); // the result is in the outbox, and nobody has noted it

        finish(options);
        assertEveryPictureWasPaidOnce();
        assertThat(simulator.counters().requests(Operation.LIST)).isPositive();
    }

    @Test
    void everyPictureThatWasSubmittedIsDeliveredAndPaidOnce() throws Exception {
        NodeOptions options = NodeOptions.of(TopazNode.class, "topaz", simulator, folder);
        options.place().drop(Way.SUBMIT, 0, FILES);

        killer.diesAt("RUNNING*3", options);
        killer.diesAt("DOWNLOADED*2", options);
        killer.diesAt("ROUTE_END*3", options);

        finish(options);
        assertEveryPictureWasPaidOnce();
    }

    private void finish(NodeOptions options) throws Exception {
        Workplace place = options.place();
        try (NodeProcess node = NodeProcess.start(options)) {
            await().atMost(PATIENCE).until(() -> place.isThrough(FILES));
            node.awaitUp().stop();
        }
        assertThat(place.failures()).isEmpty();
        place.hasWholeResults(FILES);
        assertThat(place.keptSources()).isEmpty();
        assertThat(JobTable.of(options).column("state")).hasSize(FILES).containsOnly("DELIVERED");
    }

    private void assertEveryPictureWasPaidOnce() {
        Counters counters = simulator.counters();
        assertThat(counters.accepted()).isEqualTo(FILES);
        assertThat(counters.charges()).isEqualTo(FILES);
        assertThat(counters.duplicateCharges()).isZero();
        assertThat(counters.cancels()).isZero();
    }
}
