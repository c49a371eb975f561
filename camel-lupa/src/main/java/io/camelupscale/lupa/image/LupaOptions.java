package io.camelupscale.lupa.image;

import java.time.Duration;

/**
 * What holds for all jobs of an account.
 *
 * @param account       its name, for messages
 * @param notFoundGrace how long after its submit a job may be unknown to Lupa
 */
public record LupaOptions(String account, Wire wire, Duration notFoundGrace) {}
