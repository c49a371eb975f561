/** The job engine: the only place where time, retries, money and crashes are thought about. */
@NullMarked
package io.camelupscale.job;

import org.jspecify.annotations.NullMarked;
