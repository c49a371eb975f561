/** The component {@code upscayl}: images with Upscayl Cloud. */
@NullMarked
package io.camelupscale.upscayl;

import org.jspecify.annotations.NullMarked;
