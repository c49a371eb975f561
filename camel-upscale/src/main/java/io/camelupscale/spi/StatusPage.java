package io.camelupscale.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of a provider's list of jobs.
 *
 * @param jobs by remote id
 * @param next what leads to the next page, in the provider's own words; null if this is the last one
 */
public record StatusPage(Map<String, RemoteStatus> jobs, @Nullable String next) {

    public StatusPage {
        jobs = Map.copyOf(jobs);
    }
}
