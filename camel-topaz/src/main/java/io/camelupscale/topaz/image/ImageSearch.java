package io.camelupscale.topaz.image;

import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.Lookup;
import io.camelupscale.spi.RemoteJob;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the list of jobs for one whose submit was not answered. What has failed is passed over: it cost nothing.
 *
 * <p>A job is known by the mark in its file name. Should the service not show file names as they were sent, then any job with
 * a source of the same size may be the one.
 */
final class ImageSearch {

    /** By how much the clock of the service may be behind ours. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final SubmitName name;
    private final ImageInfo source;
    private final Instant since;
    private final Map<String, String> state;
    private final Set<String> found = new LinkedHashSet<>();

    private @Nullable String similar;
    private Instant oldest = Instant.MAX;
    private boolean newestFirst = true;

    /** @param state what the job's own would be */
    ImageSearch(SubmitName name, ImageInfo source, Instant since, Map<String, String> state) {
        this.name = name;
        this.source = source;
        this.since = since.minus(SKEW);
        this.state = state;
    }

    void look(ImageJob job) {
        Instant created = job.created();
        newestFirst &= created != null && !created.isAfter(oldest);
        if (created != null) {
            oldest = created;
        }
        if (job.hasFailed() || created != null && created.isBefore(since)) {
            return;
        }
        if (name.isIn(job.fileName())) {
            found.add(job.id());
        } else if (!SubmitName.isMarked(job.fileName()) && job.hasSizeOf(source)) {
            similar = job.id();
        }
    }

    /** Whether what follows in the list is too old. */
    boolean isThrough() {
        return newestFirst && oldest.isBefore(since);
    }

    /** @param whole whether all of the list was seen that matters */
    Lookup outcome(boolean whole) {
        if (found.size() > 1) {
            return new Lookup.Unclear("several jobs in its list are this one: " + String.join(", ", found));
        }
        if (!found.isEmpty()) {
            return new Lookup.Found(new RemoteJob(found.iterator().next(), state));
        }
        if (similar != null) {
            return new Lookup.Unclear("job " + similar + " in its list may be this one");
        }
        return whole ? new Lookup.Absent() : new Lookup.Unclear("its list of jobs is too long to look through");
    }
}
