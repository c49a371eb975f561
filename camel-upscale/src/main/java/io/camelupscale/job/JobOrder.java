package io.camelupscale.job;

import io.camelupscale.spi.UpscaleRequest;
import java.util.Map;

/**
 * What was asked for.
 *
 * @param key      ours, known before anything is sent
 * @param account  provider, base URL and credentials in one word, see {@link JobEngine#account()}
 * @param detached whether nobody waits for the result: then it is kept for a consumer
 * @param headers  kept with the job for the consumer of its result; strings, numbers and booleans
 */
public record JobOrder(
        String key,
        String account,
        UpscaleRequest request,
        JobPolicy policy,
        boolean detached,
        Map<String, Object> headers) {

    public JobOrder {
        headers = Map.copyOf(headers);
    }

    /** An order that somebody waits for. */
    public JobOrder(String key, String account, UpscaleRequest request, JobPolicy policy) {
        this(key, account, request, policy, false, Map.of());
    }

    /** No longer for a consumer. */
    JobOrder attended() {
        return new JobOrder(key, account, request, policy, false, headers);
    }

    JobOrder with(UpscaleRequest newRequest) {
        return new JobOrder(key, account, newRequest, policy, detached, headers);
    }
}
