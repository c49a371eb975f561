package io.camelupscale.test.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.test.UpscaleSimulator;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.node.JobTable;
import io.camelupscale.test.node.NodeOptions;
import io.camelupscale.test.node.NodeProcess;
import io.camelupscale.test.node.Way;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two processes share a PostgreSQL and a work directory, and one of them is out of order with 200 jobs under way. */
class TwoNodesTest {

    private static final int JOBS = 200;
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ManualJobTimer serviceTime = new ManualJobTimer(); // no job ends before the test says so

    @RegisterExtension
    final UpscaleSimulator simulator = UpscaleSimulator.builder()
            .time(serviceTime)
            .jobsTake(Duration.ZERO, Duration.ofMinutes(1))
            .build();

    @RegisterExtension
    final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private NodeOptions first;
    private NodeOptions second;

    @BeforeEach
    void shareEverythingButTheInbox() throws Exception {
        NodeOptions shared = NeutralNode.options(simulator, folder)
                .withDatabase(postgres.url())
                .withLease(LEASE);
        first = shared.named("first");
        second = shared.named("second");
        first.place().drop(Way.SUBMIT, 0, JOBS);
    }

    @Test
    void theOtherNodeFinishesWhatAKilledOneLeftBehindAndPaysNothingTwice() throws Exception {
        try (NodeProcess killed = NodeProcess.start(first);
                NodeProcess other = NodeProcess.start(second)) {
            awaitAllUnderWay();
            killed.kill();
            finishJobs();

            awaitAllDelivered();
            other.stop();
        }
        nothingWasDoneTwice();
        assertThat(second.place().keptSources()).isEmpty();
    }

    @Test
    void aFrozenNodeChangesNothingAnyMoreWhenItGoesOn() throws Exception {
        try (NodeProcess frozen = NodeProcess.start(first);
                NodeProcess other = NodeProcess.start(second)) {
            awaitAllUnderWay();
            frozen.freeze();
            finishJobs();
            awaitAllDelivered();
            List<Map<String, String>> rows = table().rows();
            Map<Path, FileTime> results = first.place().resultTimes();
            long polls = simulator.counters().polls();

            frozen.thaw();
            await().atMost(PATIENCE).until(() -> simulator.counters().polls() >= polls + JOBS); // it has asked for each
            await().during(LEASE.multipliedBy(2))
                    .atMost(PATIENCE)
                    .failFast("a row has changed", () -> !table().rows().equals(rows))
                    .until(() -> true);

            assertThat(first.place().resultTimes()).isEqualTo(results);
            frozen.stop();
            other.stop();
        }
        nothingWasDoneTwice();
        assertThat(second.place().keptResults()).hasSize(JOBS);
    }

    private void awaitAllUnderWay() {
        await().atMost(PATIENCE)
                .until(() -> simulator.counters().accepted() == JOBS
                        && first.place().waiting() == 0
                        && table().column("state").stream().allMatch("RUNNING"::equals));
    }

    private void finishJobs() {
        serviceTime.advance(Duration.ofMinutes(1));
    }

    private void awaitAllDelivered() {
        await().atMost(PATIENCE)
                .until(() -> table().column("state").stream().allMatch("DELIVERED"::equals)
                        && table().column("owner").stream().allMatch("null"::equals));
    }

    private void nothingWasDoneTwice() throws Exception {
        Counters counters = simulator.counters();
        assertThat(counters.accepted()).isEqualTo(JOBS);
        assertThat(counters.charges()).isEqualTo(JOBS);
        assertThat(counters.duplicateCharges()).isZero();
        assertThat(counters.cancels()).isZero();
        second.place().hasWholeResults(JOBS);
        assertThat(table().column("deliveries")).hasSize(JOBS).containsOnly("1");
    }

    private JobTable table() {
        return JobTable.of(first);
    }
}
