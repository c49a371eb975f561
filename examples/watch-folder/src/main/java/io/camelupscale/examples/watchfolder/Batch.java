package io.camelupscale.examples.watchfolder;

import io.camelupscale.UpscaleConstants;
import io.camelupscale.UpscaleEvent;
import io.camelupscale.job.JobState;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.file.FileConstants;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Follows the files of the route through Camel's events, counts them and shows how they are getting on. */
final class Batch extends EventNotifierSupport implements AutoCloseable {

    private final View view;
    private final AtomicInteger found = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    Batch(View view) {
        this.view = view;
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
    }

    /** What could not be upscaled so far, with the reasons. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof UpscaleEvent upscale) {
            if (upscale.getJob().state() == JobState.RUNNING && upscale.getProgress() >= 0) {
                view.working(upscale.getJob().request().sourceName(), upscale.getProgress());
            }
        } else if (event instanceof ExchangeCreatedEvent created && isFile(created.getExchange())) {
            view.batch(ended.get(), found.incrementAndGet());
        } else if (event instanceof ExchangeCompletedEvent completed && isFile(completed.getExchange())) {
            end(completed.getExchange(), outcome(completed.getExchange().getMessage()));
        } else if (event instanceof ExchangeFailedEvent failure && isFile(failure.getExchange())) {
            String reason = reason(failure.getExchange());
            failures.add(name(failure.getExchange()) + ": " + reason);
            end(failure.getExchange(), "FAILED, " + reason);
        }
    }

    @Override
    public void close() {
        view.close();
    }

    private void end(Exchange exchange, String outcome) {
        view.ended(name(exchange), outcome);
        view.batch(ended.incrementAndGet(), found.get());
    }

    private static String outcome(Message message) {
        Integer width = message.getHeader(UpscaleConstants.RESULT_WIDTH, Integer.class);
        if (width == null) {
            return "is in the outbox already";
        }
        return "%d x %d in %.1f s"
                .formatted(
                        width,
                        message.getHeader(UpscaleConstants.RESULT_HEIGHT, Integer.class),
                        message.getHeader(UpscaleConstants.DURATION, Long.class) / 1000.0);
    }

    private static String reason(Exchange exchange) {
        String message = String.valueOf(exchange.getException().getMessage());
        String named = name(exchange) + ": ";
        return message.startsWith(named) ? message.substring(named.length()) : message;
    }

    private static String name(Exchange exchange) {
        return exchange.getMessage().getHeader(FileConstants.FILE_NAME_CONSUMED, String.class);
    }

    private static boolean isFile(Exchange exchange) {
        return WatchFolder.ROUTE.equals(exchange.getFromRouteId());
    }
}
