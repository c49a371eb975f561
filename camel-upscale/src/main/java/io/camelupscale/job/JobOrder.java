package io.camelupscale.job;

import io.camelupscale.spi.UpscaleRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param key     ours, known before anything is sent
 * @param account provider, base URL and credentials in one word, see {@link JobEngine#account()}
 * @param carried headers that are kept with the job for the consumer of its result: strings, numbers and booleans. Null if
 *     somebody waits for the result
 */
public record JobOrder(
        String key, String account, UpscaleRequest request, JobPolicy policy, @Nullable Map<String, Object> carried) {

    public JobOrder {
        carried = carried == null ? null : Map.copyOf(carried);
    }

    /** An order that somebody waits for. */
    public JobOrder(String key, String account, UpscaleRequest request, JobPolicy policy) {
        this(key, account, request, policy, null);
    }

    /** Whether nobody waits for the result: then it is kept for a consumer. */
    public boolean detached() {
        return carried != null;
    }

    /** What the consumer of the result is told of the message that asked for it. */
    public Map<String, Object> headers() {
        return carried == null ? Map.of() : carried;
    }

    /** No longer for a consumer. */
    JobOrder attended() {
        return new JobOrder(key, account, request, policy);
    }

    JobOrder with(UpscaleRequest newRequest) {
        return new JobOrder(key, account, newRequest, policy, carried);
    }
}
