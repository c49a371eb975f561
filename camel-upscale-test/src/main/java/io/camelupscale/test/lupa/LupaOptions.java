package io.camelupscale.test.lupa;

import java.time.Duration;

/**
 * What only this service has.
 *
 * @param hidden      how long a job is not found after its submit
 * @param withoutLink whether finished jobs name no result
 */
record LupaOptions(Duration hidden, boolean withoutLink) {}
