package io.camelupscale.spi;

import java.util.Set;

/**
 * What the engine must know of a provider to treat it right.
 *
 * @param paid              whether a submit may cost money: then it is never repeated while its outcome is unknown
 * @param parallelSubmits   how many submits may be under way at once
 * @param parallelChecks    how many checks may be under way at once
 * @param parallelDownloads how many downloads may be under way at once
 * @param capabilities      what it can do beyond the calls that every provider knows
 * @param listSize          how many jobs a page of {@link UpscaleProvider#list} has; 0 where there is no list
 * @param estimateBatch     how many requests {@link UpscaleProvider#estimateAll} takes; 0 where there is no such call
 * @param resubmits         how often a job is submitted again that the provider does not know any more; 0 where that costs money
 */
public record ProviderTraits(
        boolean paid,
        int parallelSubmits,
        int parallelChecks,
        int parallelDownloads,
        Set<Capability> capabilities,
        int listSize,
        int estimateBatch,
        int resubmits) {

    private static final int RESUBMITS_IF_FREE = 3;

    /** What not every provider can do. */
    public enum Capability {
        /** {@link UpscaleProvider#estimate} tells the price of a job. */
        ESTIMATE,
        /** {@link UpscaleProvider#balance} tells what the account has left. */
        BALANCE,
        /** {@link UpscaleProvider#discard} deletes what it holds of a job. */
        DISCARD,
        /** {@link UpscaleProvider#lookUp} finds a job whose submit was not answered. */
        LOOKUP,
        /** A submit that was not answered may be sent again: the provider takes it for the same one. */
        REPEATABLE_SUBMIT,
        /**
         * A submit asks for the price itself, and hands it to {@link SubmitContext#price} before anything costs money: none is asked
         * for before it. Goes with {@link #ESTIMATE}.
         */
        QUOTED_SUBMIT,
        /** It fetches sources from URLs. */
        SOURCE_URL,
        /** Its jobs may take less than a second, and to check them costs nothing: the first checks come sooner. */
        QUICK
    }

    public ProviderTraits {
        capabilities = Set.copyOf(capabilities);
    }

    public ProviderTraits(boolean paid, int parallelSubmits, int parallelChecks, int parallelDownloads) {
        this(paid, parallelSubmits, parallelChecks, parallelDownloads, Set.of(), 0, 0, paid ? 0 : RESUBMITS_IF_FREE);
    }

    public ProviderTraits with(Capability... more) {
        return with(Set.of(more), listSize, estimateBatch, resubmits);
    }

    public ProviderTraits withListSize(int jobs) {
        return with(capabilities, jobs, estimateBatch, resubmits);
    }

    public ProviderTraits withEstimateBatch(int requests) {
        return with(capabilities, listSize, requests, resubmits);
    }

    public ProviderTraits withResubmits(int times) {
        return with(capabilities, listSize, estimateBatch, times);
    }

    private ProviderTraits with(Set<Capability> can, int jobs, int requests, int times) {
        return new ProviderTraits(paid, parallelSubmits, parallelChecks, parallelDownloads, can, jobs, requests, times);
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }
}
