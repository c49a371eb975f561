/** The API of Lupa Upscaler as an upscaling provider. */
@NullMarked
package io.camelupscale.lupa.image;

import org.jspecify.annotations.NullMarked;
