package io.camelupscale.job;

import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.UpscaleRequest;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way, as the store keeps it. Immutable: a transition makes a new one.
 *
 * @param key     ours, known before anything is sent
 * @param account provider, base URL and credentials in one word, see {@link JobEngine#account()}
 * @param state   where it is in its life
 * @param remote  theirs; {@link RemoteJob#NONE} until the provider answered
 * @param owner   the node that works on it
 * @param epoch   rises whenever the owner changes; a write with an older one is refused
 * @param created when it became known
 * @param result  the verified result in the work directory; null until there is one
 * @param error   why it ended without a result; null unless it did
 */
public record Job(
        String key,
        String account,
        UpscaleRequest request,
        JobState state,
        RemoteJob remote,
        String owner,
        long epoch,
        Instant created,
        @Nullable Path result,
        @Nullable String error) {

    /** A job of which nothing was sent yet. */
    public static Job create(String key, String account, UpscaleRequest request, String owner, Instant now) {
        return new Job(key, account, request, JobState.NEW, RemoteJob.NONE, owner, 1, now, null, null);
    }

    /** The same job, asked for again: its source may lie elsewhere now. */
    public Job with(UpscaleRequest again) {
        return new Job(key, account, again, state, remote, owner, epoch, created, result, error);
    }

    public Job to(JobState newState) {
        return new Job(key, account, request, newState, remote, owner, epoch, created, result, error);
    }

    public Job with(RemoteJob newRemote) {
        return new Job(key, account, request, state, newRemote, owner, epoch, created, result, error);
    }

    /** With its result, which is the last thing that a job needs from its provider. */
    public Job downloaded(Path file) {
        return new Job(key, account, request, JobState.DOWNLOADED, remote, owner, epoch, created, file, error);
    }

    public Job ended(JobState newState, String reason) {
        return new Job(key, account, request, newState, remote, owner, epoch, created, result, reason);
    }
}
