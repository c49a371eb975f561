/** The Camel surface: what all upscaling components share, and the portable {@code upscale:} scheme. */
@NullMarked
package io.camelupscale;

import org.jspecify.annotations.NullMarked;
