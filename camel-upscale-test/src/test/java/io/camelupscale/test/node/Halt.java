package io.camelupscale.test.node;

import io.camelupscale.UpscaleEvent;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Ends this process at once, as a power cut would, where a job comes to some point for the n-th time.
 *
 * <p>The point is said as {@code STATE*n}: when a job has just moved to a state, before anything follows from it; or as
 * {@code ROUTE_END*n}: when the last step of a route is done, before the exchange is complete.
 */
public final class Halt extends EventNotifierSupport implements Processor {

    public static final String ROUTE_END = "ROUTE_END";

    private final String point;
    private final AtomicInteger left;

    private Halt(String point, int times) {
        this.point = point;
        this.left = new AtomicInteger(times);
    }

    public static Halt at(String text) {
        int star = text.indexOf('*');
        return star < 0
                ? new Halt("", 0)
                : new Halt(text.substring(0, star), Integer.parseInt(text.substring(star + 1)));
    }

    @Override
    public void notify(CamelEvent event) {
        UpscaleEvent upscale = (UpscaleEvent) event;
        if (upscale.getProgress() < 0) { // else it is only a step further
            reached(upscale.getJob().state().name());
        }
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof UpscaleEvent;
    }

    @Override
    public void process(Exchange exchange) {
        reached(ROUTE_END);
    }

    private void reached(String name) {
        if (name.equals(point) && left.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(1);
        }
    }
}
