/** The component {@code lupa}: images with the API of Lupa Upscaler. */
@NullMarked
package io.camelupscale.lupa;

import org.jspecify.annotations.NullMarked;
