/** Upscayl Cloud, simulated. */
@NullMarked
package io.camelupscale.test.upscayl;

import org.jspecify.annotations.NullMarked;
