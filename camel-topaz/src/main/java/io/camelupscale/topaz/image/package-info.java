/** The Image API of Topaz Labs as an upscaling provider. */
@NullMarked
package io.camelupscale.topaz.image;

import org.jspecify.annotations.NullMarked;
