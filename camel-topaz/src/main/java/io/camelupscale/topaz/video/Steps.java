package io.camelupscale.topaz.video;

import io.camelupscale.spi.RemoteJob;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the submit of a video has got, as it is kept with the job. Where the source is put is not: the service tells it again,
 * and such a URL lets anybody write.
 *
 * @param parts   how many the source is put in; 0 until that is known
 * @param eTags   of the parts that are there, by their numbers
 * @param wishes  of what is to be done when the video is complete
 */
record Steps(String id, Step last, int parts, SortedMap<Integer, String> eTags, Set<Wish> wishes) {

    /** What is remembered of a job's options until it is complete. */
    enum Wish {
        /** The service's files are deleted when the result is where it belongs. */
        DELETE,
        /** The service puts the result there itself, and need not tell a link. */
        PUT
    }

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

    static Steps created(String id, Set<Wish> wishes) {
        return new Steps(id, Step.CREATED, 0, new TreeMap<>(), wishes);
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
                wishes(job));
    }

    static Set<Wish> wishes(RemoteJob job) {
        Set<Wish> wishes = EnumSet.allOf(Wish.class);
        wishes.removeIf(wish -> !job.state().containsKey(name(wish)));
        return wishes;
    }

    private static String name(Wish wish) {
        return wish.name().toLowerCase(Locale.ROOT);
    }

    Steps to(Step step) {
        return new Steps(id, step, parts, eTags, wishes);
    }

    Steps accepted(int urls) {
        return new Steps(id, Step.ACCEPTED, urls, new TreeMap<>(), wishes);
    }

    Steps with(int part, String eTag) {
        SortedMap<Integer, String> more = new TreeMap<>(eTags);
        more.put(part, eTag);
        return new Steps(id, last, parts, more, wishes);
    }

    /** As it is stored. */
    RemoteJob job() {
        Map<String, String> state = new HashMap<>();
        if (last != Step.SUBMITTED) {
            state.put(STEP, last.name());
            state.put(PARTS, String.valueOf(parts));
            eTags.forEach((part, eTag) -> state.put(PART + part, eTag));
        }
        wishes.forEach(wish -> state.put(name(wish), "true"));
        return new RemoteJob(id, state);
    }
}
