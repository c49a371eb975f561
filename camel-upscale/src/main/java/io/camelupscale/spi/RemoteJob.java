package io.camelupscale.spi;

import java.util.Map;

/**
 * A job as its provider knows it: everything needed to go on with it, also from another process.
 *
 * @param id    the provider's id of the job; empty as long as there is none
 * @param state what else the provider wants to be handed again, such as an upload id between two steps of a submit
 */
public record RemoteJob(String id, Map<String, String> state) {

    /** Nothing was sent yet. */
    public static final RemoteJob NONE = new RemoteJob("", Map.of());

    public RemoteJob {
        state = Map.copyOf(state);
    }

    public RemoteJob(String id) {
        this(id, Map.of());
    }
}
