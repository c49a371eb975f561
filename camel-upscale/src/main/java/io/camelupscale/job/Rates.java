package io.camelupscale.job;

import org.jspecify.annotations.Nullable;

/**
 * What an account allows, over all of its jobs.
 *
 * @param submits null for no limit
 * @param checks  null for no limit
 */
public record Rates(@Nullable Rate submits, @Nullable Rate checks) {

    public static final Rates UNLIMITED = new Rates(null, null);
}
