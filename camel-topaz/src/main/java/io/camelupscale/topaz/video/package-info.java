/** The Video API of Topaz Labs as an upscaling provider. */
@NullMarked
package io.camelupscale.topaz.video;

import org.jspecify.annotations.NullMarked;
