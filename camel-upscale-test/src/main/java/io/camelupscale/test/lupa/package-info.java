/** Lupa Upscaler, as far as it is known. */
@NullMarked
package io.camelupscale.test.lupa;

import org.jspecify.annotations.NullMarked;
