package io.camelupscale.lupa.image;

import io.camelupscale.spi.RemoteJob;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the submit of a job has come, as it is kept with the job.
 *
 * @param name what its picture was, or is about to be, published as; null if it was not
 * @param url  from where Lupa fetches it, without what may be secret; null if nothing was sent
 * @param sent when it was sent, or was about to be; null if nothing was
 */
record SubmitState(@Nullable String name, @Nullable String url, @Nullable Instant sent) {

    private static final String NAME = "source";
    private static final String URL = "url";
    private static final String SENT = "sent";

    static SubmitState of(RemoteJob job) {
        String sent = job.state().get(SENT);
        return new SubmitState(job.state().get(NAME), job.state().get(URL), sent == null ? null : Instant.parse(sent));
    }

    /** Before anything is published, so that a name is never lost. */
    static SubmitState publishing(String name) {
        return new SubmitState(name, null, null);
    }

    SubmitState sending(URI source, Instant now) {
        return new SubmitState(name, Sources.shown(source), now);
    }

    /** @param id Lupa's; empty as long as there is none */
    RemoteJob job(String id) {
        Map<String, String> state = new HashMap<>();
        put(state, NAME, name);
        put(state, URL, url);
        put(state, SENT, sent);
        return new RemoteJob(id, state);
    }

    private static void put(Map<String, String> state, String key, @Nullable Object value) {
        if (value != null) {
            state.put(key, value.toString());
        }
    }
}
