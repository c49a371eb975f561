package io.camelupscale.job;

import org.jspecify.annotations.Nullable;

/**
 * A job that ended without a result.
 *
 * @param job     as it was in the end
 * @param message the reason for people, without the file's name: several may wait for the same job
 */
public record JobFailure(Job job, FailureReason reason, String message, @Nullable Throwable cause) {}
