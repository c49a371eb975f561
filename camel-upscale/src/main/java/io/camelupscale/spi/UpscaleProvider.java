package io.camelupscale.spi;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A service or engine that upscales, as the job engine sees it.
 *
 * <p>A provider never sleeps, retries, schedules or stores. Each method makes one call and tells what came back; a stage
 * that fails does so with a {@link ProviderException}, whose kind decides what happens next. Methods are called from the
 * engine's worker threads, several at a time.
 */
public interface UpscaleProvider extends AutoCloseable {

    ProviderTraits traits();

    /**
     * Refuses what can be seen to be wrong before any source comes: an unknown model, options that do not go together.
     * Asked once when a route starts, and for each message that overrides its options. May block.
     *
     * @throws ProviderException of the kind {@code REJECTED}, with a message that names the option
     */
    void validate(UpscaleSpec spec);

    /**
     * Tells what a request must lead to, and refuses what is no source, or does not go with the options: nothing was sent yet.
     * Called once for each new job. May read the source.
     *
     * @throws ProviderException of the kind {@code REJECTED}
     */
    default ExpectedResult expect(UpscaleRequest request) {
        return ExpectedResult.enlarged(request);
    }

    /**
     * Tells where the provider itself puts the result of a job, as the request wants it; null where it is downloaded. The
     * result is not brought here then, and not verified. Makes no call and reads no source, which may be gone; one request
     * always has one answer. There are no secrets in it.
     *
     * @param expected what {@link #expect} told of the request; it names a format where the answer is not null
     */
    default @Nullable URI destination(UpscaleRequest request, ExpectedResult expected) {
        return null;
    }

    /**
     * Hands a job over.
     *
     * @param soFar what an earlier, interrupted submit of this job had stored; {@link RemoteJob#NONE} at the first try
     * @return the job as the provider knows it, completed as soon as the provider has accepted it
     */
    CompletionStage<RemoteJob> submit(UpscaleRequest request, RemoteJob soFar, SubmitContext context);

    /**
     * Whether a submit that stored this and then broke off had not yet asked for what costs money, so that it is gone on with
     * and never in doubt.
     *
     * @param soFar what it stored with {@link SubmitContext#checkpoint}
     */
    default boolean isResumable(RemoteJob soFar) {
        return false;
    }

    /** Asks how a job is getting on. */
    CompletionStage<RemoteStatus> check(RemoteJob job);

    /** How many sources a task at the provider may have; 1 where each is a task of its own. */
    default int taskSize() {
        return 1;
    }

    /** Sources of the same kind can share a task, if they were given together. Null for one that needs its own. */
    default @Nullable String taskKind(UpscaleRequest request) {
        return null;
    }

    /**
     * Hands several jobs over as one task, all of them or none.
     *
     * @param requests of the same {@link #taskKind} and spec, {@link #taskSize} at most
     * @return one job for each, in their order: they have the same id, and differ in their state
     */
    default CompletionStage<List<RemoteJob>> submitAll(List<UpscaleRequest> requests) {
        throw new UnsupportedOperationException();
    }

    /** Whether the job may share its task with others, which are asked for together. */
    default boolean isShared(RemoteJob job) {
        return false;
    }

    /**
     * Asks how jobs of one task are getting on, with one call.
     *
     * @return one status for each, in their order
     */
    default CompletionStage<List<RemoteStatus>> checkAll(List<RemoteJob> jobs) {
        throw new UnsupportedOperationException();
    }

    /** Brings a result into {@code target}, which does not exist yet. Completes when the file is whole. */
    CompletionStage<Void> download(RemoteJob job, RemoteResult result, Path target);

    /** Asks the provider to give a job up. Completes when the provider has heard it; the job may still finish. */
    CompletionStage<Void> cancel(RemoteJob job);

    /**
     * The result has been verified and is stored here: the provider may delete what it holds of the job, if it was told to.
     * Called only with {@link ProviderTraits.Capability#DISCARD}, once at most, and not at all if the process dies; a failure
     * changes nothing.
     */
    default CompletionStage<Void> discard(RemoteJob job) {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks for a page of the account's list of jobs, the newest first. Called only if {@link ProviderTraits#listSize()} is not
     * 0; a job that is not in the list is asked for by {@link #check}.
     *
     * @param cursor what the page before named as {@link StatusPage#next()}; null for the first page
     */
    default CompletionStage<StatusPage> list(@Nullable String cursor) {
        throw new UnsupportedOperationException();
    }

    /**
     * Looks for a job whose submit was not answered. Called only with {@link ProviderTraits.Capability#LOOKUP}.
     *
     * @param soFar what the submit had stored
     * @param key   ours, if the submit named it
     * @param since the submit was not sent before
     */
    default CompletionStage<Lookup> lookUp(UpscaleRequest request, RemoteJob soFar, String key, Instant since) {
        throw new UnsupportedOperationException();
    }

    /** Tells what a job will cost, and charges nothing. Called only with {@link ProviderTraits.Capability#ESTIMATE}. */
    default CompletionStage<Estimate> estimate(UpscaleRequest request) {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells what jobs will cost, by one call. Called with {@link ProviderTraits#estimateBatch()} requests at most, and only if
     * that is not 0. What is wrong with one request is told of that one.
     *
     * @return one for each request, in their order
     */
    default CompletionStage<Estimates> estimateAll(List<UpscaleRequest> requests) {
        throw new UnsupportedOperationException();
    }

    /** Tells what the account has left. Called only with {@link ProviderTraits.Capability#BALANCE}. */
    default CompletionStage<Balance> balance() {
        throw new UnsupportedOperationException();
    }

    /** Frees what the provider holds in this JVM. Jobs at a remote service are left alone. */
    @Override
    default void close() {}
}
