package io.camelupscale.test.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.test.SimulatorExtension;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.Hold;
import io.camelupscale.test.meter.Operation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** Starts processes that work with a service, each for a short life. */
public record Killer(SimulatorExtension simulator, Duration patience) {

    /** One that ends itself, see {@link Halt}. */
    public void diesAt(String point, NodeOptions options) throws Exception {
        try (NodeProcess node = NodeProcess.start(options.haltingAt(point))) {
            node.awaitHalt();
        }
    }

    /** One that is killed in the middle of an exchange with the service. */
    public void killWithin(Operation operation, Function<Hold, Fault> fault, NodeOptions options) throws Exception {
        killWithin(operation, fault, () -> true, options);
    }

    /** @param also what must have happened besides */
    public void killWithin(Operation operation, Function<Hold, Fault> fault, BooleanSupplier also, NodeOptions options)
            throws Exception {
        Hold hold = new Hold(patience.multipliedBy(3)); // until it is killed, whatever that takes
        simulator.faults().on(operation).times(1).inject(fault.apply(hold));
        try (NodeProcess node = NodeProcess.start(options)) {
            assertThat(hold.awaitArrival(patience)).isTrue();
            Awaitility.await().atMost(patience).until(also::getAsBoolean);
            node.kill();
        }
        hold.release();
    }

    /** One that is killed so many milliseconds after it is up. */
    public void killAfter(int milliseconds, NodeOptions options) throws Exception {
        try (NodeProcess node = NodeProcess.start(options)) {
            node.awaitUp();
            new CountDownLatch(1).await(milliseconds, TimeUnit.MILLISECONDS);
            node.kill();
        }
    }
}
