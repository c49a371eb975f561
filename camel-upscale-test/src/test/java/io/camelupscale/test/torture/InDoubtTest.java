package io.camelupscale.test.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.test.UpscaleSimulator;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.neutral.NeutralProvider.Identity;
import io.camelupscale.test.node.JobTable;
import io.camelupscale.test.node.Killer;
import io.camelupscale.test.node.NodeOptions;
import io.camelupscale.test.node.NodeProcess;
import io.camelupscale.test.node.Way;
import io.camelupscale.test.node.Workplace;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed within a submit, and the service does not know idempotency keys. */
class InDoubtTest {

    private static final int JOBS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    final UpscaleSimulator simulator = UpscaleSimulator.builder()
            .ignoreIdempotencyKeys()
            .jobsTake(Duration.ZERO, Duration.ofMillis(500))
            .build();

    @TempDir
    Path folder;

    private final Killer killer = new Killer(simulator, PATIENCE);

    @Test
    void whatMayHaveBeenAcceptedFailsClearlyAndIsNeverSentAgain() throws Exception {
        NodeOptions options = NeutralNode.options(simulator, folder).with(Identity.NONE);
        Workplace place = options.place();
        place.drop(Way.WAIT, 0, JOBS);
        killer.diesAt("SUBMITTING*3", options); // nothing sent, but who knows
        killer.killWithin(Operation.SUBMIT, hold -> Fault.stalledAfter(0, hold), options); // accepted, and not answered
        finish(options);

        long inDoubt = place.failed();
        assertThat(inDoubt).isPositive();
        assertThat(place.delivered()).isEqualTo(JOBS - inDoubt);
        assertThat(place.failures()).hasSize((int) inDoubt).allMatch(text -> text.contains("may have accepted"));
        assertNothingWasPaidTwice();
        long charges = simulator.counters().charges();

        place.drop(Way.WAIT, 0, JOBS); // the same sources again
        finish(options);

        assertThat(place.failures()).hasSize((int) inDoubt);
        assertThat(simulator.counters().charges()).isEqualTo(charges);
        place.hasOnlyWholeResults();
        assertThat(JobTable.of(options).column("state"))
                .filteredOn("IN_DOUBT"::equals)
                .hasSize((int) inDoubt);
        assertThat(JobTable.of(options).column("owner")).containsOnly("null");
    }

    @Test
    void whatWasAcceptedIsFoundByItsReferenceAndIsNotSentAgain() throws Exception {
        NodeOptions options = NeutralNode.options(simulator, folder).with(Identity.REFERENCE);
        options.place().drop(Way.SUBMIT, 0, JOBS);
        killer.killWithin(
                Operation.SUBMIT,
                hold -> Fault.stalledAfter(0, hold),
                () -> simulator.counters().accepted() == JOBS,
                options);
        finish(options);

        options.place().hasWholeResults(JOBS);
        assertThat(simulator.counters().requests(Operation.LIST)).isPositive();
        assertThat(simulator.counters().charges()).isEqualTo(JOBS);
        assertNothingWasPaidTwice();
        assertThat(JobTable.of(options).column("state")).hasSize(JOBS).containsOnly("DELIVERED");
    }

    private void finish(NodeOptions options) throws Exception {
        Workplace place = options.place();
        try (NodeProcess node = NodeProcess.start(options)) {
            await().atMost(PATIENCE).until(() -> place.waiting() == 0 && place.delivered() + place.failed() == JOBS);
            node.awaitUp().stop();
        }
    }

    private void assertNothingWasPaidTwice() {
        assertThat(simulator.counters().charges())
                .isEqualTo(simulator.counters().accepted());
        assertThat(simulator.counters().duplicateCharges()).isZero();
    }
}
