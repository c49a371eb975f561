package io.camelupscale.examples.watchfolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.main.Main;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/** Ends the run after a poll that found nothing while nothing was under way. */
final class StopWhenIdle extends DefaultPollingConsumerPollStrategy {

    private final Main main;
    private final Inbox inbox;

    StopWhenIdle(Main main, Inbox inbox) {
        this.main = main;
        this.inbox = inbox;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        boolean nothingUnderWay =
                endpoint.getCamelContext().getInflightRepository().size() == 0;
        // files that are still being written are not polled, and yet are still to be done
        if (polledMessages == 0 && nothingUnderWay && isInboxEmpty()) {
            main.completed();
        }
    }

    private boolean isInboxEmpty() {
        try {
            return inbox.isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
