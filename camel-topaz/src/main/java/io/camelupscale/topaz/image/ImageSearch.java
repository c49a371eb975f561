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
 * a source of the same size may be the one. A source that the service fetched from a URL has no name of ours: then any job may be
 * the one, but those with the mark of another.
 */
final class ImageSearch {

    /** By how much the clock of the service may be behind ours. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final SubmitName name;
    private final @Nullable ImageInfo source;
    private final boolean marksTell;
    private final Instant since;
    private final Map<String, String> state;
    private final Set<String> found = new LinkedHashSet<>();

    private @Nullable String similar;
    private Instant oldest = Instant.MAX;
    private boolean newestFirst = true;

    /** @param state what the job's own would be */
    ImageSearch(SubmitName name, ImageOrder order, Instant since, Map<String, String> state) {
        this.name = name;
        this.source = order.source();
        // the URL of one of our own results has a mark too
        this.marksTell = source != null
                || !SubmitName.isMarked(String.valueOf(order.request().url()));
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
        if (source != null && name.isIn(job.fileName())) {
            found.add(job.id());
        } else if (mayBe(job)) {
            similar = job.id();
        }
    }

    private boolean mayBe(ImageJob job) {
        return !(marksTell && SubmitName.isMarked(job.fileName())) && (source == null || job.hasSizeOf(source));
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
