package io.camelupscale.topaz.video;

import io.camelupscale.spi.RemoteJob;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the submit of a video has got, as it is kept with the job. Where the source is put is not: the service tells it again,
 * and such a URL lets anybody write.
 *
 * @param parts   how many the source is put in; 0 until that is known
 * @param eTags   of the parts that are there, by their numbers
 * @param deletes whether the service's files are deleted when the result is here
 */
record Steps(String id, Step last, int parts, SortedMap<Integer, String> eTags, boolean deletes) {

    /** What was done, or begun with, last. */
    enum Step {
        /** There is a request, and its price was not too high. */
        CREATED,
        /** The price was accepted: credits are reserved. */
        ACCEPTED,
        /** All parts are there, and that is being said, which can only be said once. */
        COMPLETING,
        /** The service has all that it needs. */
        SUBMITTED
    }

    private static final String STEP = "step";
    private static final String PARTS = "parts";
    private static final String PART = "part.";
    private static final String DELETE = "delete";

    static Steps created(String id, boolean deletes) {
        return new Steps(id, Step.CREATED, 0, new TreeMap<>(), deletes);
    }

    /** Null where nothing was done yet. */
    static @Nullable Steps of(RemoteJob job) {
        String step = job.state().get(STEP);
        if (job.id().isEmpty() || step == null) {
            return null;
        }
        SortedMap<Integer, String> eTags = new TreeMap<>();
        job.state().forEach((name, value) -> {
            if (name.startsWith(PART)) {
                eTags.put(Integer.valueOf(name.substring(PART.length())), value);
            }
        });
        return new Steps(
                job.id(),
                Step.valueOf(step),
                Integer.parseInt(job.state().getOrDefault(PARTS, "0")),
                eTags,
                deletes(job));
    }

    static boolean deletes(RemoteJob job) {
        return job.state().containsKey(DELETE);
    }

    Steps to(Step step) {
        return new Steps(id, step, parts, eTags, deletes);
    }

    Steps accepted(int urls) {
        return new Steps(id, Step.ACCEPTED, urls, new TreeMap<>(), deletes);
    }

    Steps with(int part, String eTag) {
        SortedMap<Integer, String> more = new TreeMap<>(eTags);
        more.put(part, eTag);
        return new Steps(id, last, parts, more, deletes);
    }

    /** As it is stored. */
    RemoteJob job() {
        Map<String, String> state = new HashMap<>();
        if (last != Step.SUBMITTED) {
            state.put(STEP, last.name());
            state.put(PARTS, String.valueOf(parts));
            eTags.forEach((part, eTag) -> state.put(PART + part, eTag));
        }
        if (deletes) {
            state.put(DELETE, "true");
        }
        return new RemoteJob(id, state);
    }
}
